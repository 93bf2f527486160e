#include "records/records.h"

#include <algorithm>

#include "records/acts/act.h"
#include "records/gates/access.h"
#include "records/gates/fields.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

constexpr int depth_max = 20;

bool is_frozen(Scope& scope, const RecordType& type, const Record& record) {
  return type.freeze && scope.is_true(type.freeze->when, record);
}

// What belongs to a record that has ended, or is frozen, changes no more than the record itself.
bool is_closed_above(Scope& scope, const Record& record) {
  const Catalogue& catalogue = scope.catalogue();
  auto above = parent_ref(catalogue, record);
  for (int steps = 0; above && steps < depth_max; ++steps) {
    const Record* parent = scope.find(above->type, above->id);
    if (!parent) return false;
    const RecordType& type = *catalogue.type(above->type);
    if (type.is_final(parent->state) || is_frozen(scope, type, *parent)) return true;
    above = parent_ref(catalogue, *parent);
  }
  return false;
}

base::Error unknown_type(std::string_view type) {
  return base::refusal("records.unknown_type").because(std::string(type));
}

}  // namespace

base::Result<Record> create(storage::Tx& tx, const Catalogue& catalogue,
                            const Environment& environment, std::string_view type,
                            const base::JsonObject& values) {
  return Act(tx, catalogue, environment, Origin::Caller, 0).create(type, values);
}

base::Result<Record> update(storage::Tx& tx, const Catalogue& catalogue,
                            const Environment& environment, const Ref& ref,
                            const base::JsonObject& values, std::optional<int64_t> version) {
  return Act(tx, catalogue, environment, Origin::Caller, 0).update(ref, values, version);
}

base::Result<Record> hand_over(storage::Tx& tx, const Catalogue& catalogue,
                               const Environment& environment, const Place& place,
                               std::string_view person) {
  base::Json value(person);
  const auto record = find(tx.db, catalogue, place.ref);
  if (record && catalogue.type(place.ref.type)->field(place.field)->is_many) {
    base::JsonArray persons;
    for (const std::string& each : ids_of(record->values.at(place.field))) {
      base::Json next(each == place.person ? person : std::string_view(each));
      if (std::ranges::find(persons, next) == persons.end()) persons.push_back(std::move(next));
    }
    value = std::move(persons);
  }
  Act act(tx, catalogue, environment, Origin::HandOver, 0);
  act.tell_leaver(place, person);
  return act.update(place.ref, {{place.field, std::move(value)}}, {});
}

base::Result<Record> end_with_leaver(storage::Tx& tx, const Catalogue& catalogue,
                                     const Environment& environment, const Ref& ref,
                                     std::string_view transition) {
  return Act(tx, catalogue, environment, Origin::HandOver, 0).transition(ref, transition, {}, {});
}

base::Result<Record> transition(storage::Tx& tx, const Catalogue& catalogue,
                                const Environment& environment, const Ref& ref,
                                std::string_view name, const base::JsonObject& values,
                                std::optional<int64_t> version) {
  return Act(tx, catalogue, environment, Origin::Caller, 0).transition(ref, name, values, version);
}

base::Result<void> comment(storage::Tx& tx, const Catalogue& catalogue,
                           const Environment& environment, const Ref& ref, std::string_view text) {
  return Act(tx, catalogue, environment, Origin::Caller, 0).comment(ref, text);
}

base::Result<Record> get(storage::Connection& db, const Catalogue& catalogue,
                         const Environment& environment, const Ref& ref) {
  const RecordType* type = catalogue.type(ref.type);
  if (!type) return unknown_type(ref.type);
  auto record = read_row(db, *type, ref.id);
  if (!record || !may(db, catalogue, environment, *record, May::Read)) {
    return base::refusal("records.not_found");
  }
  show_to_caller(db, catalogue, environment, *record);
  return *std::move(record);
}

void show_to_caller(storage::Connection& db, const Catalogue& catalogue,
                    const Environment& environment, Record& record) {
  const RecordType& type = *catalogue.type(record.ref.type);
  Scope scope(db, catalogue, environment, environment.now, Reader::Caller);
  for (const Field& field : type.fields) {
    if (!field.computed.is_set() || field.is_retired) continue;
    const feel::Value value = scope.field_value(record, field);
    record.values[field.id] = of_computed(field, value, environment.zone);
  }
  for (const Field& field : type.fields) {
    if (!scope.tells(record, field)) record.values.erase(field.id);
  }
}

FieldNames untold_fields(storage::Connection& db, const Catalogue& catalogue,
                         const Environment& environment, const Record& record) {
  FieldNames untold;
  Scope scope(db, catalogue, environment, environment.now, Reader::Caller);
  for (const Field& field : catalogue.type(record.ref.type)->fields) {
    if (!scope.tells(record, field)) untold.insert(field.id);
  }
  return untold;
}

std::optional<Record> find(storage::Connection& db, const Catalogue& catalogue, const Ref& ref) {
  const RecordType* type = catalogue.type(ref.type);
  if (!type) return {};
  return read_row(db, *type, ref.id);
}

std::optional<Record> find_by_number(storage::Connection& db, const Catalogue& catalogue,
                                     std::string_view type_id, std::string_view number) {
  const RecordType* type = catalogue.type(type_id);
  if (!type) return {};
  auto found = read_rows(db, *type, "number = ?", {std::string(number)}, 1);
  if (found.empty()) return {};
  return std::move(found.front());
}

std::string title_of(const Catalogue& catalogue, const Record& record) {
  const RecordType* type = catalogue.type(record.ref.type);
  const Field* field = catalogue.title_field(*type);
  const auto* value = field ? record.values.if_contains(field->id) : nullptr;
  if (value && value->is_string()) {
    const std::string text(value->as_string());
    const auto option = std::ranges::find(field->options, text, &Option::id);
    return option == field->options.end() ? text : option->title.zh;
  }
  return record.number.empty() ? type->title.zh : record.number;
}

bool may(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
         const Record& record, May what) {
  if (environment.acting.is_process) return true;
  const RecordType& type = *catalogue.type(record.ref.type);
  Scope scope(db, catalogue, environment, environment.now);
  if (what == May::Read) return may_read(scope, record);
  if (!acts_as(scope, record, type.access.update, Doing::Write) || type.is_final(record.state))
    return false;
  return !is_frozen(scope, type, record) && !is_closed_above(scope, record);
}

bool has_ended(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
               const Record& record) {
  if (catalogue.type(record.ref.type)->is_last(record.state)) return true;
  Scope scope(db, catalogue, environment, environment.now);
  std::optional<Ref> above = parent_ref(catalogue, record);
  for (int steps = 0; above && steps < depth_max; ++steps) {
    const Record* parent = scope.find(above->type, above->id);
    if (parent == nullptr) return false;
    if (catalogue.type(above->type)->is_final(parent->state)) return true;
    above = parent_ref(catalogue, *parent);
  }
  return false;
}

bool is_handed_over(storage::Connection& db, const Catalogue& catalogue,
                    const Environment& environment, const Record& record, const Field& field) {
  if (!field.handed_over.is_set() || has_ended(db, catalogue, environment, record)) return false;
  return Scope(db, catalogue, environment, environment.now).is_true(field.handed_over, record);
}

bool refuses_every_change(storage::Connection& db, const Catalogue& catalogue,
                          const Environment& environment, const Record& record) {
  const RecordType& type = *catalogue.type(record.ref.type);
  Scope scope(db, catalogue, environment, environment.now);
  acts_as(scope, record, type.access.update, Doing::Write);
  scope.set_old(record);
  return std::ranges::any_of(type.rules, [&](const Rule& rule) {
    if (rule.on == Rule::On::Create || !rule.keep.empty()) return false;
    const Mentioned mentioned = mentioned_in(rule.when.text);
    const bool asks_for_a_field = std::ranges::any_of(type.fields, [&](const Field& field) {
      return field.id != type.parent && mentioned.contains(field.id);
    });
    return !asks_for_a_field && !scope.is_true(rule.when, record);
  });
}

bool is_one_of(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
               const Record& record, const std::vector<std::string>& who) {
  Scope scope(db, catalogue, environment, environment.now);
  return is_among(scope, record, who);
}

std::map<std::string, Refusal, std::less<>> kept_fields(storage::Connection& db,
                                                        const Catalogue& catalogue,
                                                        const Environment& environment,
                                                        const Record& record) {
  std::map<std::string, Refusal, std::less<>> kept;
  Scope scope(db, catalogue, environment, environment.now);
  const RecordType& type = *catalogue.type(record.ref.type);
  acts_as(scope, record, type.access.update, Doing::Write);
  for (const Rule& rule : type.rules) {
    if (rule.keep.empty() || is_changeable(scope, rule, record)) continue;
    for (const std::string& field : rule.keep) kept.emplace(field, rule.refuse);
  }
  return kept;
}

std::vector<const Rule*> rules_that_keep_from_the_beginning(const RecordType& type) {
  std::vector<const Rule*> rules;
  for (const Rule& rule : type.rules) {
    if (rule.keep.empty() || rule.on == Rule::On::Update) continue;
    const Mentioned asked = mentioned_in(rule.when.text);
    if (std::ranges::none_of(rule.keep, [&](const auto& id) { return asked.contains(id); }))
      rules.push_back(&rule);
  }
  return rules;
}

namespace {

// What it lacks lies with what the record belongs to, whatever is filled in here.
bool is_about_parent(const RecordType& type, const Refusal& refusal) {
  return !type.parent.empty() && refusal.missing.size() == 1 &&
         refusal.missing.front().field == type.parent;
}

bool is_refused_below(Scope& scope, const RecordType& type, const Record& record) {
  if (type.parent.empty() || !record.values.contains(type.parent)) return false;
  return std::ranges::any_of(type.rules, [&](const Rule& rule) {
    return rule.on != Rule::On::Update && rule.keep.empty() && is_about_parent(type, rule.refuse) &&
           !scope.is_true(rule.when, record);
  });
}

bool is_barred_above(Scope& scope, const RecordType& type, const Transition& transition,
                     const Record& record) {
  return std::ranges::any_of(transition.guards, [&](const Check& guard) {
    return is_about_parent(type, guard.refuse) && !scope.is_true(guard.when, record);
  });
}

}  // namespace

bool may_create(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
                std::string_view type_id, const base::JsonObject& values) {
  const RecordType* type = catalogue.type(type_id);
  if (!type || type->is_retired) return false;
  if (environment.acting.is_process) return true;
  Scope scope(db, catalogue, environment, environment.now);
  Record record;
  record.ref.type = type->id;
  Findings findings;
  take_values(scope, *type, values, record, findings);
  if (is_closed_above(scope, record) || is_refused_below(scope, *type, record)) return false;
  return acts_as(scope, record, type->access.create, Doing::Write).has_value();
}

bool may_export(const Catalogue& catalogue, const Environment& environment,
                std::string_view type_id) {
  const RecordType* type = catalogue.type(type_id);
  return type && exportable_rows(catalogue, environment, *type).has_value();
}

std::vector<const Transition*> offered(storage::Connection& db, const Catalogue& catalogue,
                                       const Environment& environment, const Record& record) {
  const RecordType& type = *catalogue.type(record.ref.type);
  Scope scope(db, catalogue, environment, environment.now);
  std::vector<const Transition*> transitions;
  if (is_closed_above(scope, record)) return transitions;
  for (const Transition& transition : type.transitions) {
    if (!may_leave(type, transition, record.state)) continue;
    if (!acts_as(scope, record, transition.by, Doing::Transition)) continue;
    if (!is_barred_above(scope, type, transition, record)) transitions.push_back(&transition);
  }
  return transitions;
}

base::Result<void> ready(storage::Connection& db, const Catalogue& catalogue,
                         const Environment& environment, const Record& record,
                         const Transition& transition) {
  const RecordType& type = *catalogue.type(record.ref.type);
  if (!may_leave(type, transition, record.state)) {
    return base::refusal("records.transition_not_allowed");
  }
  Scope scope(db, catalogue, environment, environment.now);
  acts_as(scope, record, transition.by, Doing::Transition);
  const auto before = find(db, catalogue, record.ref);
  if (!before) return base::refusal("records.not_found");
  Record after = *before;
  Findings findings;
  if (!environment.acting.is_process)
    check_required_untold(transition, untold_fields(db, catalogue, environment, *before), type,
                          findings);
  scope.pin(after);
  scope.set_old(*before);
  make_transition(scope, type, transition, Asking::Everything, after, findings);
  if (auto error = findings.error()) return *std::move(error);
  return {};
}

Ref root_of(storage::Connection& db, const Catalogue& catalogue, const Ref& ref) {
  Ref root = ref;
  for (int steps = 0; steps < depth_max; ++steps) {
    const RecordType* type = catalogue.type(root.type);
    if (type && type->parent.empty()) break;
    const auto record = find(db, catalogue, root);
    const auto above = record ? parent_ref(catalogue, *record) : std::nullopt;
    if (!above) break;
    root = *above;
  }
  return root;
}

std::vector<Ref> children_of(storage::Connection& db, const Catalogue& catalogue, const Ref& ref) {
  std::vector<Ref> found;
  for (const auto& [id, type] : catalogue.types()) {
    const Field* link = type.parent.empty() ? nullptr : type.field(type.parent);
    if (!link || link->to != ref.type) continue;
    for (const storage::Row& row : db.query(
             "SELECT id FROM " + table_of(id) + " WHERE " + sql_name(link->id) + " = ? ORDER BY id",
             {ref.id}))
      found.push_back({id, row.integer(0)});
  }
  return found;
}

std::vector<Ref> belonging_to(storage::Connection& db, const Catalogue& catalogue, const Ref& ref) {
  std::vector<Ref> found;
  for (const Ref& child : children_of(db, catalogue, ref)) {
    found.push_back(child);
    for (Ref& below : belonging_to(db, catalogue, child)) found.push_back(std::move(below));
  }
  return found;
}

std::optional<int64_t> parse_id(std::string_view text) {
  if (text.empty() || text.size() > 19) return {};
  int64_t id = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {};
    if (id > (INT64_MAX - (c - '0')) / 10) return {};
    id = id * 10 + (c - '0');
  }
  return id;
}

base::Json to_json(const Catalogue& catalogue, const Record& record) {
  const auto text = [](const std::string& value) {
    return value.empty() ? base::Json(nullptr) : base::Json(value);
  };
  return base::JsonObject{{"id", std::to_string(record.ref.id)},
                          {"type", record.ref.type},
                          {"number", text(record.number)},
                          {"state", text(record.state)},
                          {"version", record.version},
                          {"title", title_of(catalogue, record)},
                          {"created_at", base::print_utc(record.created_at)},
                          {"created_by", record.created_by},
                          {"updated_at", base::print_utc(record.updated_at)},
                          {"updated_by", record.updated_by},
                          {"values", record.values}};
}

}  // namespace records
