// A small world of records for tests: projects with milestones and risks, on a real database.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "records/records.h"
#include "storage/testing.h"

namespace records::testing {

inline base::JsonObject object(std::string_view json) {
  auto parsed = base::parse_json(json);
  base::ensure(parsed.ok(), "test JSON: " + std::string(json));
  return parsed->as_object();
}

inline Formula formula(std::string text) { return {std::move(text), "test.yaml", 1, 1}; }
inline base::Text both(const std::string& text) { return {text, text}; }

inline Field field(std::string id, FieldType type) {
  Field made;
  made.title = both(id);
  made.id = std::move(id);
  made.type = type;
  return made;
}
inline Field required(Field made) {
  made.is_required = true;
  return made;
}
inline Field many(Field made) {
  made.is_many = true;
  return made;
}
inline Field link_to(std::string id, std::string to) {
  Field made = field(std::move(id), FieldType::Link);
  made.to = std::move(to);
  return made;
}
inline Field children(std::string id, std::string of) {
  Field made = field(std::move(id), FieldType::Children);
  made.of = std::move(of);
  return made;
}
inline Field choice(std::string id, const std::vector<std::string>& options) {
  Field made = field(std::move(id), FieldType::Choice);
  for (const std::string& option : options) made.options.push_back({option, both(option)});
  return made;
}
inline Field number(std::string id, int scale) {
  Field made = field(std::move(id), FieldType::Number);
  made.scale = scale;
  return made;
}
inline Field computed(Field made, std::string text) {
  made.computed = formula(std::move(text));
  return made;
}
inline Refusal refusal(std::string id, std::string clause = "") {
  return {id, both(id), std::move(clause), {}};
}
inline Check check(std::string when, std::string id, std::string clause = "") {
  return {formula(std::move(when)), refusal(std::move(id), std::move(clause))};
}
inline std::vector<State> states(const std::vector<std::string>& ids) {
  std::vector<State> made;
  for (const std::string& id : ids) made.push_back({id, both(id)});
  return made;
}

inline Transition move(std::string id, std::vector<std::string> from, std::string to) {
  Transition made;
  made.title = both(id);
  made.id = std::move(id);
  made.from = std::move(from);
  made.to = std::move(to);
  return made;
}

inline RecordType project() {
  RecordType type;
  type.id = "project";
  type.title = {"项目", "Project"};
  type.number = {"P-{yyyy}{mm}-{seq:3}", NumberPattern::Reset::Month};
  Field code = field("code", FieldType::Code);
  code.is_unique = true;
  Field reason = field("reason", FieldType::LongText);
  reason.required_when = formula("class = \"special\"");
  reason.clauses = {"T-1"};
  Field amount = field("amount", FieldType::Money);
  amount.min = "0";
  Field starts = field("starts_on", FieldType::Date);
  Field ends = field("ends_on", FieldType::Date);
  ends.check = check("ends_on >= starts_on", "project.order", "T-2");
  Field owner = field("owner", FieldType::Person);
  owner.default_formula = formula("actor.person");
  type.fields = {required(field("name", FieldType::Text)),
                 choice("class", {"plain", "special"}),
                 std::move(reason),
                 std::move(amount),
                 std::move(starts),
                 std::move(ends),
                 std::move(owner),
                 many(field("members", FieldType::Person)),
                 std::move(code),
                 field("notes", FieldType::LongText),
                 field("is_open", FieldType::Boolean),
                 children("milestones", "milestone"),
                 computed(number("done", 2),
                          "count(milestones[state = \"reached\"]) / "
                          "count(milestones) * 100")};
  type.states = states({"draft", "review", "running", "stopped", "paused"});
  type.final_states = {"stopped"};

  Transition submit = move("submit", {"draft"}, "review");
  submit.required = {"amount"};
  submit.by = {"everyone"};
  Transition start = move("start", {"review"}, "running");
  start.by = {"position:boss", "process"};
  start.guards = {check("votes(\"review\").agree = 3", "project.not_agreed", "T-3"),
                  check("count(milestones) > 0", "project.no_milestones", "T-4")};
  start.set = {{"starts_on", formula("today()")}};
  start.clauses = {"T-5"};
  Transition stop = move("stop", {"*"}, "stopped");
  stop.except = {"draft"};
  stop.by = {"field:owner"};
  stop.clauses = {"T-6"};
  stop.cascades = {{formula("milestones[state = \"planned\"]"), "drop"}};
  Transition pause = move("pause", {"running"}, "paused");
  pause.by = {"field:owner"};
  pause.process = ProcessAct::Suspend;
  type.transitions = {submit, start, stop, pause};
  type.rules = {{Rule::On::Both, formula("class != \"plain\" or amount = null or amount < 1000"),
                 refusal("project.too_much", "T-7")}};
  type.access.update = {"field:owner", "position:boss"};
  type.outside = {"name"};
  return type;
}

inline RecordType milestone() {
  RecordType type;
  type.id = "milestone";
  type.title = {"里程碑", "Milestone"};
  type.parent = "project";
  Field order = number("position", 0);
  order.default_formula = formula("count(siblings) + 1");
  Field responsible = field("responsible", FieldType::Person);
  responsible.default_formula = formula("parent.owner");
  type.fields = {required(link_to("project", "project")),
                 required(field("name", FieldType::Text)),
                 field("planned_on", FieldType::Date),
                 order,
                 responsible,
                 computed(number("delay", 0),
                          "if planned_on = null then 0 else (today() - planned_on) / "
                          "duration(\"P1D\")")};
  type.states = states({"planned", "reached", "dropped"});
  Transition reach = move("reach", {"planned"}, "reached");
  reach.by = {"parent.field:owner"};
  reach.creates = {{{}, "report", {{"title", formula("name + \" report\"")}}}};
  Transition drop = move("drop", {"planned"}, "dropped");
  type.transitions = {reach, drop};
  type.freeze = check("state = \"reached\"", "milestone.frozen", "T-8");
  type.access.create = {"parent.field:owner"};
  return type;
}

inline RecordType report() {
  RecordType type;
  type.id = "report";
  type.title = {"报告", "Report"};
  type.parent = "milestone";
  type.number = {"{parent}R-{seq}", NumberPattern::Reset::Never};
  type.fields = {required(link_to("milestone", "milestone")), field("title", FieldType::Text)};
  type.access.create = {"process"};
  return type;
}

// People lin (boss), wang and zhao exist.
class World {
 public:
  explicit World(std::vector<RecordType> types = {project(), milestone(), report()})
      : store_(migrations()) {
    base::ensure(use(std::move(types)).ok(), "tables of the test types");
    environment.now = store_.now;
    environment.name = [](storage::Connection&, FieldType, std::string_view id) {
      const bool is_known = id == "lin" || id == "wang" || id == "zhao" || id == "file1";
      return is_known ? std::optional<std::string>("name of " + std::string(id)) : std::nullopt;
    };
    be("wang");
  }
  base::Result<void> use(std::vector<RecordType> types) {
    Catalogue::Built built = Catalogue::build(std::move(types));
    for (const base::Problem& problem : built.problems) base::ensure(false, problem.print());
    catalogue = built.catalogue;
    return upgrade(store_.db(), *catalogue);
  }
  // Tables of another module.
  base::Result<void> migrate(std::span<const storage::Migration> more) {
    return store_.database().migrate(more);
  }
  // From now on this person acts.
  void be(const std::string& person, std::vector<std::string> positions = {}) {
    environment.acting = {person, std::move(positions), {}, false};
  }
  void be_process() { environment.acting = {"system", {}, {}, true}; }
  void pass(base::Span span) { environment.now = store_.now = store_.now + span; }

  storage::Tx tx() { return store_.tx(environment.acting.person); }
  base::Result<Record> create(std::string_view type, std::string_view values) {
    storage::Tx tx = store_.tx(environment.acting.person);
    return records::create(tx, *catalogue, environment, type, object(values));
  }
  // The id of a record that must be created.
  Ref make(std::string_view type, std::string_view values) {
    auto created = create(type, values);
    base::ensure(created.ok(), "test record: " + (created.ok() ? "" : created.error().code));
    return created->ref;
  }
  Ref make_milestone(const Ref& project, const std::string& name = "m") {
    const std::string id = std::to_string(project.id);
    return make("milestone", "{\"name\": \"" + name + "\", \"project\": \"" + id + "\"}");
  }
  base::Result<Record> update(const Ref& ref, std::string_view values,
                              std::optional<int64_t> version = {}) {
    storage::Tx tx = store_.tx(environment.acting.person);
    return records::update(tx, *catalogue, environment, ref, object(values), version);
  }
  base::Result<Record> transition(const Ref& ref, std::string_view name,
                                  std::string_view values = "{}") {
    storage::Tx tx = store_.tx(environment.acting.person);
    return records::transition(tx, *catalogue, environment, ref, name, object(values));
  }
  base::Result<void> comment(const Ref& ref, std::string_view text) {
    storage::Tx tx = store_.tx(environment.acting.person);
    return records::comment(tx, *catalogue, environment, ref, text);
  }
  base::Result<Record> get(const Ref& ref) {
    return records::get(store_.db(), *catalogue, environment, ref);
  }
  base::Result<Page> list(std::string_view type, const Query& query) {
    return records::list(store_.db(), *catalogue, environment, type, query);
  }
  storage::Connection& db() { return store_.db(); }

  std::shared_ptr<const Catalogue> catalogue;
  Environment environment;

 private:
  storage::testing::Store store_;
};

inline std::vector<std::string> missing_names(const base::Error& error) {
  std::vector<std::string> names;
  for (const base::Missing& one : error.missing) names.push_back(one.name);
  return names;
}

}  // namespace records::testing
