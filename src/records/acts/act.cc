#include "records/acts/act.h"

#include <algorithm>

#include "base/text.h"
#include "records/gates/access.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

constexpr int depth_max = 20;
constexpr size_t comment_length_max = 5'000;

base::Error final_error(const RecordType& type, const Record& record) {
  base::Error error = base::refusal("records.final").with_clause(clause_into(type, record.state));
  const State* state = type.state(record.state);
  const base::Text title = state ? state->title : base::Text{record.state, record.state};
  const std::string number = record.number.empty() ? "" : " " + record.number + " ";
  const base::Text how{type.title.zh + number + "处于“" + title.zh + "”",
                       type.title.en + (number.empty() ? " " : number) + "is " + title.en};
  return std::move(error).lacking({base::Missing::Kind::Condition, "state", title, how});
}

std::string first_of(const std::vector<std::string>& clauses) {
  return clauses.empty() ? "" : clauses.front();
}

// The clause that a transition carries out: its own, else that of its first guard that names one.
std::string clause_of(const Transition& transition) {
  if (!transition.clauses.empty()) return transition.clauses.front();
  const auto named = std::ranges::find_if(
      transition.guards, [](const auto& guard) { return !guard.refuse.clause.empty(); });
  return named == transition.guards.end() ? "" : named->refuse.clause;
}

}  // namespace

bool may_leave(const RecordType& type, const Transition& transition, const std::string& state) {
  if (type.is_final(state)) return false;
  if (std::ranges::find(transition.except, state) != transition.except.end()) return false;
  return std::ranges::any_of(transition.from,
                             [&](const std::string& from) { return from == "*" || from == state; });
}

std::optional<Ref> parent_ref(const Catalogue& catalogue, const Record& record) {
  const RecordType* type = catalogue.type(record.ref.type);
  if (type->parent.empty()) return {};
  const auto* value = record.values.if_contains(type->parent);
  const auto ids = value ? ids_of(*value) : std::vector<std::string>();
  if (ids.empty()) return {};
  return Ref{type->field(type->parent)->to, parse_id(ids.front()).value_or(0)};
}

std::string clause_into(const RecordType& type, std::string_view state) {
  for (const Transition& transition : type.transitions) {
    if (transition.to != state) continue;
    if (std::string clause = clause_of(transition); !clause.empty()) return clause;
  }
  return {};
}

base::JsonObject differences(const std::optional<Record>& before, const Record& after) {
  base::JsonObject changes;
  const auto note = [&](std::string_view name, const base::Json& old, const base::Json& now) {
    if (old != now) changes[name] = base::JsonObject{{"old", old}, {"new", now}};
  };
  const auto text = [](const std::string& value) {
    return value.empty() ? base::Json(nullptr) : base::Json(value);
  };
  note("number", text(before ? before->number : ""), text(after.number));
  note("state", text(before ? before->state : ""), text(after.state));
  for (const auto& [key, value] : after.values) {
    const base::Json* old = before ? before->values.if_contains(key) : nullptr;
    note(key, old ? *old : base::Json(nullptr), value);
  }
  return changes;
}

base::Result<Record> Act::read(const Ref& ref, std::optional<int64_t> version) {
  if (depth_ > depth_max) return base::refusal("records.too_deep");
  const RecordType* type = catalogue_.type(ref.type);
  if (!type) return base::refusal("records.unknown_type").because(ref.type);
  auto record = read_row(tx_.db, *type, ref.id);
  if (!record) return base::refusal("records.not_found");
  Scope readers = scope();
  const bool is_seen = origin_ == Origin::Consequence || environment_.acting.is_process ||
                       may_read(readers, *record);
  if (!is_seen) return base::refusal("records.not_found");
  if (version && *version != record->version) {
    return changed_meanwhile(tx_.db, catalogue_, environment_, *record, *version);
  }
  return std::move(*record);
}

std::optional<std::string> Act::granted(Scope& scope, const Record& record,
                                        const std::vector<std::string>& who) {
  if (origin_ == Origin::Consequence || environment_.acting.is_process) return std::string();
  return acts_as(scope, record, who, Doing::Write);
}

std::optional<base::Error> Act::ended(Scope& scope, const RecordType& type, const Record& record) {
  if (origin_ == Origin::Consequence) return {};
  if (type.is_final(record.state)) return final_error(type, record);
  std::optional<Ref> above = parent_ref(catalogue_, record);
  for (int steps = 0; above && steps < depth_max; ++steps) {
    const Record* parent = scope.find(above->type, above->id);
    if (!parent) return {};
    const RecordType& parent_type = *catalogue_.type(above->type);
    if (parent_type.is_final(parent->state)) return final_error(parent_type, *parent);
    if (auto error = frozen(scope, parent_type, *parent)) return error;
    above = parent_ref(catalogue_, *parent);
  }
  return {};
}

std::optional<base::Error> Act::frozen(Scope& scope, const RecordType& type, const Record& record) {
  // What a record says stays; who answers for it from now on may have to change.
  if (origin_ == Origin::HandOver) return {};
  if (!type.freeze || !scope.is_true(type.freeze->when, record)) return {};
  Findings findings;
  refuse(scope, type, type.freeze->refuse, record, "records.frozen", findings);
  return findings.error();
}

base::Result<void> Act::asked(const Record& before, const base::JsonObject& given) {
  if (!environment_.observer) return {};
  return environment_.observer->asked(tx_, before, given);
}

// What is withheld for now the observer refuses, with the reason.
FieldNames Act::untold_by_type(const Record& record) {
  Environment of_type = environment_;
  of_type.withheld = nullptr;
  return untold_fields(tx_.db, catalogue_, of_type, record);
}

std::string Act::new_number(Scope& scope, const RecordType& type, const Record& record) {
  const auto above = parent_ref(catalogue_, record);
  const Record* parent = above ? scope.find(above->type, above->id) : nullptr;
  const base::Date today = base::local_in(tx_.now, environment_.zone).date;
  return next_number(tx_.db, type, today, parent ? parent->number : "");
}

base::Result<Record> Act::create(std::string_view type_id, const base::JsonObject& values) {
  if (depth_ > depth_max) return base::refusal("records.too_deep");
  const RecordType* type = catalogue_.type(type_id);
  if (!type || type->is_retired) {
    return base::refusal("records.unknown_type").because(std::string(type_id));
  }
  Record record;
  record.ref = {type->id, tx_.keys.next()};
  record.version = 1;
  record.created_at = record.updated_at = tx_.now;
  record.created_by = record.updated_by = tx_.actor.person;
  if (!type->states.empty()) {
    record.state = type->initial.empty() ? type->states.front().id : type->initial;
  }
  for (const Field* field : stored_fields(*type)) record.values[field->id] = nullptr;

  Scope checks = scope();
  Findings findings;
  take_values(checks, *type, values, record, findings);
  const auto as = granted(checks, record, type->access.create);
  if (!as) {
    // Who may often hangs on the parent: then say that it is missing.
    if (!type->parent.empty()) check_required(*type, {type->parent}, record, findings);
    if (auto error = findings.error()) return *std::move(error);
    return base::refusal("records.forbidden").with_clause(first_of(type->clauses));
  }
  const OnBehalf on_behalf(tx_, *as);
  if (const auto error = ended(checks, *type, record)) return *error;
  if (is_by_hand()) check_by_hand(*type, values, nullptr, findings);
  fill_defaults(checks, *type, values, record, findings);
  if (origin_ == Origin::Caller) check_kept_of_new(checks, *type, values, record, findings);
  checks.pin(record);
  check_fields(checks, *type, record, findings);
  check_rules(checks, *type, Rule::On::Create, record, findings);
  if (auto error = findings.error()) return *std::move(error);

  record.number = new_number(checks, *type, record);
  insert_row(tx_.db, *type, record);
  Change change{record.ref, "created", {}, record, {}, {}, nullptr};
  return finish(*type, std::move(change), "record.created", first_of(type->clauses));
}

base::Result<Record> Act::update(const Ref& ref, const base::JsonObject& values,
                                 std::optional<int64_t> version) {
  auto read_record = read(ref, version);
  if (!read_record) return read_record;
  const Record& before = *read_record;
  const RecordType& type = *catalogue_.type(ref.type);
  Scope checks = scope();
  const auto as = granted(checks, before, type.access.update);
  if (!as) return base::refusal("records.forbidden").with_clause(first_of(type.clauses));
  const OnBehalf on_behalf(tx_, *as);
  if (const auto error = ended(checks, type, before)) return *error;
  if (const auto error = frozen(checks, type, before)) return *error;

  Record after = before;
  Findings findings;
  take_values(checks, type, values, after, findings);
  if (is_by_hand()) {
    if (auto let = asked(before, values); !let) return let.error();
    check_by_hand(type, values, &before, findings);
    check_told(untold_by_type(before), type, values, findings);
  }
  if (origin_ == Origin::Caller) check_kept(checks, type, before, after, findings);
  checks.pin(after);
  checks.set_old(before);
  check_fields(checks, type, after, findings);
  check_rules(checks, type, Rule::On::Update, after, findings);
  if (auto error = findings.error()) return *std::move(error);
  if (after.values == before.values) return after;

  after.version += 1;
  after.updated_at = tx_.now;
  after.updated_by = tx_.actor.person;
  update_row(tx_.db, type, after);
  Change change{ref, "changed", before, after, {}, {}, nullptr};
  return finish(type, std::move(change), "record.changed", first_of(type.clauses));
}

namespace {

// What has to be said each time is as good as emptied where it is not said now.
base::JsonObject said_anew(const Transition& transition, base::JsonObject values) {
  for (const std::string& field : transition.anew) {
    if (!values.contains(field)) values[field] = nullptr;
  }
  return values;
}

}  // namespace

base::Result<Record> Act::transition(const Ref& ref, std::string_view name,
                                     const base::JsonObject& values,
                                     std::optional<int64_t> version) {
  auto read_record = read(ref, version);
  if (!read_record) return read_record;
  const Record& before = *read_record;
  const RecordType& type = *catalogue_.type(ref.type);
  const Transition* transition = type.transition(name);
  if (!transition) return base::refusal("records.unknown_transition").because(std::string(name));
  Scope checks = scope();
  if (!may_leave(type, *transition, before.state)) {
    const bool is_final = type.is_final(before.state);
    return base::refusal("records.transition_not_allowed")
        .with_clause(is_final ? clause_into(type, before.state) : clause_of(*transition));
  }
  const auto as = origin_ == Origin::Consequence
                      ? std::optional<std::string>("")
                      : acts_as(checks, before, transition->by, Doing::Transition);
  if (!as) return base::refusal("records.forbidden").with_clause(clause_of(*transition));
  const OnBehalf on_behalf(tx_, *as);
  if (const auto error = ended(checks, type, before)) return *error;
  if (!values.empty()) {
    if (const auto error = frozen(checks, type, before)) return *error;
  }

  Record after = before;
  Findings findings;
  take_values(checks, type, is_by_hand() ? said_anew(*transition, values) : values, after,
              findings);
  if (is_by_hand()) {
    if (auto let = asked(before, values); !let) return let.error();
    const FieldNames untold = untold_by_type(before);
    check_asked(type, *transition, values, findings);
    check_told(untold, type, values, findings);
    check_required_untold(*transition, untold, type, findings);
  }
  checks.pin(after);
  checks.set_old(before);
  make_transition(checks, type, *transition, Asking::FieldsFirst, after, findings);
  if (auto error = findings.error()) return *std::move(error);

  after.version += 1;
  after.updated_at = tx_.now;
  after.updated_by = tx_.actor.person;
  update_row(tx_.db, type, after);
  Change change{ref, transition->id, before, after, {}, {}, transition};
  return finish(type, std::move(change), "record.transitioned", clause_of(*transition));
}

void make_transition(Scope& scope, const RecordType& type, const Transition& transition,
                     Asking asking, Record& record, Findings& findings) {
  Findings guards;
  check_guards(scope, type, transition, record, guards);
  // Where it leads is decided before `set` changes what decides it.
  std::string to = transition.to;
  if (to.empty()) to = scope.evaluate(transition.to_formula, record).text_or_empty();
  for (const auto& [field, formula] : transition.set) {
    const feel::Value value = scope.evaluate(formula, record);
    take_formula(scope, *type.field(field), value, record, findings);
  }
  if (!type.state(to)) {
    Refusal refusal;
    refusal.text = {"无法确定下一状态", "the next state cannot be determined"};
    findings.add_refusal(type, refusal, "records.transition_not_allowed");
    return;
  }
  // The state in which the record was stays visible to `set`, the new one to what fields demand.
  record.state = to;
  scope.pin(record);
  check_required(type, transition.required, record, findings);
  check_fields(scope, type, record, findings);
  check_rules(scope, type, Rule::On::Update, record, findings);
  if (asking == Asking::Everything || !findings.has_required()) findings.put_first(guards);
}

base::Result<void> Act::comment(const Ref& ref, std::string_view text) {
  auto record = read(ref, {});
  if (!record) return record.error();
  const std::string_view trimmed = base::trim(text);
  if (trimmed.empty() || !base::is_utf8(trimmed) || base::length(trimmed) > comment_length_max) {
    const base::Text label{"意见", "Comment"};
    const base::Text how{"1 至 5000 个字", "1 to 5000 characters"};
    return base::refusal("records.value_invalid")
        .lacking({base::Missing::Kind::Field, "text", label, how});
  }
  const Ref root = root_of(tx_.db, catalogue_, ref);
  storage::append_event(
      tx_, {"record.commented", ref.type, std::to_string(ref.id), root.type,
            std::to_string(root.id), "", base::JsonObject{{"text", std::string(trimmed)}}});
  return {};
}

void Act::tell_leaver(const Place& place, std::string_view person) {
  leaver_ = base::JsonObject{{"old", place.person}, {"new", person}};
}

base::Result<Record> Act::finish(const RecordType& type, Change change, std::string_view act,
                                 std::string clause) {
  index_row(tx_.db, type, change.before, change.after);
  change.changes = differences(change.before, change.after);
  if (change.transition) {
    change.changes["transition"] =
        base::JsonObject{{"old", nullptr}, {"new", change.transition->id}};
  }
  if (!leaver_.is_null()) change.changes["leaver"] = leaver_;
  change.parent = parent_ref(catalogue_, change.after);
  change.is_by_hand = is_by_hand();
  const Ref root = root_of(tx_.db, catalogue_, change.ref);
  storage::append_event(
      tx_, {std::string(act), change.ref.type, std::to_string(change.ref.id), root.type,
            std::to_string(root.id), std::move(clause), change.changes});
  if (change.transition) {
    auto followed = follow(type, *change.transition, change.after);
    if (!followed) return followed.error();
  }
  if (environment_.observer) {
    auto told = environment_.observer->changed(tx_, change);
    if (!told) return told.error();
  }
  return std::move(change.after);
}

}  // namespace records
