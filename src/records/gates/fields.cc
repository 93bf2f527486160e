#include "records/gates/fields.h"

#include <algorithm>

#include "base/currency.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

// A person, unit, position, record or file that does not exist, or nothing.
std::optional<std::string> unknown_id(Scope& scope, const Field& field, const base::Json& value) {
  const auto& name = scope.environment().name;
  switch (field.type) {
    case FieldType::Link:
      for (const std::string& id : ids_of(value)) {
        if (!scope.find(field.to, parse_id(id).value_or(0))) return id;
      }
      return {};
    case FieldType::Person:
    case FieldType::Unit:
    case FieldType::Position:
      for (const std::string& id : ids_of(value)) {
        if (name && !name(scope.db(), field.type, id)) return id;
      }
      return {};
    case FieldType::Instance:
      for (const std::string& id : ids_of(value)) {
        const auto& find = scope.environment().instance;
        if (find && !find(scope.db(), id)) return id;
      }
      return {};
    case FieldType::Attachment:
    case FieldType::Photo:
      for (const base::Json& file : value.as_array()) {
        const std::string id = base::text_or_empty(file, "id");
        if (!name) continue;
        // Rules read the ending of the name.
        if (name(scope.db(), field.type, id) != base::text_or_empty(file, "name")) return id;
      }
      return {};
    case FieldType::Signature: {
      const std::string id = base::text_or_empty(value, "image");
      if (name && !name(scope.db(), field.type, id)) return id;
      return {};
    }
    default: return {};
  }
}

// Size and hash are those of what is stored, whatever was sent.
void describe_files(Scope& scope, const Field& field, base::Json& value) {
  const auto& stored_file = scope.environment().stored_file;
  const bool has_files = field.type == FieldType::Attachment || field.type == FieldType::Photo;
  if (!has_files || !stored_file || !value.is_array()) return;
  for (base::Json& each : value.as_array()) {
    const StoredFile file = stored_file(scope.db(), base::text_or_empty(each, "id"));
    each.as_object()["size"] = file.size;
    each.as_object()["sha256"] = file.sha256;
  }
}

void take(Scope& scope, const Field& field, const base::Json& given, Record& record,
          Findings& findings) {
  Cleaned cleaned = clean(field, given, scope.environment().zone);
  if (cleaned.problem) return findings.add_wrong(field, *cleaned.problem);
  if (!cleaned.value.is_null() && unknown_id(scope, field, cleaned.value)) {
    return findings.add_wrong(field, {"所选内容不存在", "what was chosen does not exist"});
  }
  describe_files(scope, field, cleaned.value);
  record.values[field.id] = std::move(cleaned.value);
}

std::vector<std::string> ids_in(const Record& record, const Field& field) {
  const auto* value = record.values.if_contains(field.id);
  return value ? ids_of(*value) : std::vector<std::string>();
}

// Whoever has left answers for nothing any more. Who is named already stays.
void take_by_hand(Scope& scope, const Field& field, const base::Json& given, Record& record,
                  Findings& findings) {
  const auto& is_in_service = scope.environment().is_in_service;
  if (!field.follows_a_person() || !is_in_service)
    return take(scope, field, given, record, findings);
  const auto before = ids_in(record, field);
  take(scope, field, given, record, findings);
  for (const std::string& id : ids_in(record, field)) {
    if (std::ranges::count(before, id) > 0 || is_in_service(scope.db(), id)) continue;
    return findings.add_wrong(field,
                              {"已离职，请选择在职人员", "has left: choose somebody in service"});
  }
}

bool is_visible(Scope& scope, const Field& field, const Record& record) {
  return !field.visible_when.is_set() || scope.is_true(field.visible_when, record);
}

bool is_required(Scope& scope, const Field& field, const Record& record) {
  if (field.is_required) return true;
  return field.required_when.is_set() && scope.is_true(field.required_when, record);
}

void check_condition(Scope& scope, const RecordType& type, const Check& check, const Record& record,
                     std::string_view otherwise, Findings& findings) {
  const feel::Value holds = scope.evaluate(check.when, record);
  if (holds.is_true()) return;
  // What cannot be said because something required is missing is not reported on top of that.
  if (holds.is_null() && findings.has_required()) return;
  refuse(scope, type, check.refuse, record, otherwise, findings);
}

// A link that was there before stays, whatever has become of what it names.
void check_filter(Scope& scope, const RecordType& type, const Field& field, const Record& record,
                  Findings& findings) {
  std::vector<std::string> kept;
  if (scope.old()) {
    if (const auto* before = scope.old()->values.if_contains(field.id)) kept = ids_of(*before);
  }
  for (const std::string& id : ids_of(record.values.at(field.id))) {
    if (std::ranges::count(kept, id) > 0) continue;
    const Record* linked = scope.find(field.to, parse_id(id).value_or(0));
    if (linked && scope.is_true(field.filter->when, *linked)) continue;
    Refusal refusal = field.filter->refuse;
    if (refusal.missing.empty()) refusal.missing.push_back({field.id, "", {}});
    return refuse(scope, type, refusal, record, "records.rule_violated", findings);
  }
}

// What stands in the way: a text, or a record, which goes by its number and title; `field` is then
// its type and id.
Refusal::Missing thing_of(Scope& scope, const feel::Value& value) {
  const std::string type = value["record_type"].text_or_empty();
  if (type.empty()) return {"", value.text_or_empty(), {}};
  const Record* record = scope.find(type, parse_id(value["id"].text_or_empty()).value_or(0));
  if (!record) return {};
  const std::string title = title_of(scope.catalogue(), *record);
  const std::string name = record->number + (record->number.empty() ? "" : " ") + title;
  return {type + "/" + std::to_string(record->ref.id), name, {}};
}

std::vector<Refusal::Missing> things_of(Scope& scope, const feel::Value& value) {
  if (!value.is(feel::Kind::List)) return {thing_of(scope, value)};
  std::vector<Refusal::Missing> things;
  for (const feel::Value& item : value.items()) things.push_back(thing_of(scope, item));
  return things;
}

}  // namespace

namespace {

// An amount whose currency is chosen beside it.
void check_amount(const Field& field, const Record& record, Findings& findings) {
  if (field.currency_field.empty()) return;
  const auto amount = decimal_of(record.values.at(field.id));
  const std::string currency = base::text_or_empty(record.values, field.currency_field);
  if (const auto problem = base::amount_problem(*amount, currency)) {
    findings.add_wrong(field, *problem);
  }
}

}  // namespace

bool is_filled(const Record& record, std::string_view field) {
  const auto* value = record.values.if_contains(field);
  return value && !value->is_null();
}

void take_values(Scope& scope, const RecordType& type, const base::JsonObject& given,
                 Record& record, Findings& findings) {
  for (const auto& [key, value] : given) {
    const Field* field = type.field(key);
    if (!field || field->is_retired) {
      findings.add_unknown(key);
    } else if (!is_stored(*field)) {
      findings.add_not_writable(*field);
    } else {
      take_by_hand(scope, *field, value, record, findings);
    }
  }
}

void check_by_hand(const RecordType& type, const base::JsonObject& given, const Record* before,
                   Findings& findings) {
  for (const auto& [key, value] : given) {
    const Field* field = type.field(key);
    if (!field) continue;
    const bool is_other_parent =
        before && key == type.parent && before->values.at(key) != clean(*field, value, "").value;
    if (field->is_set_by_rules || is_other_parent) findings.add_not_writable(*field);
  }
}

void check_asked(const RecordType& type, const Transition& transition,
                 const base::JsonObject& given, Findings& findings) {
  for (const auto& [key, value] : given) {
    const Field* field = type.field(key);
    const bool is_asked = std::ranges::count(transition.required, std::string(key)) > 0;
    if (field && !is_asked) findings.add_not_writable(*field);
  }
}

void check_told(const FieldNames& untold, const RecordType& type, const base::JsonObject& given,
                Findings& findings) {
  for (const std::string& field : untold) {
    if (given.contains(field)) findings.add_not_writable(*type.field(field));
  }
}

void check_required_untold(const Transition& transition, const FieldNames& untold,
                           const RecordType& type, Findings& findings) {
  findings.keep_untold(untold);
  for (const std::string& field : transition.required) {
    if (untold.contains(field)) findings.add_required(*type.field(field));
  }
}

void take_formula(Scope& scope, const Field& field, const feel::Value& value, Record& record,
                  Findings& findings) {
  take(scope, field, of_feel(field, value, scope.environment().zone), record, findings);
}

void fill_defaults(Scope& scope, const RecordType& type, const base::JsonObject& given,
                   Record& record, Findings& findings) {
  for (const Field* field : stored_fields(type)) {
    if (given.contains(field->id)) continue;
    if (field->default_value) take(scope, *field, *field->default_value, record, findings);
    if (!field->default_formula.is_set()) continue;
    const feel::Value value = scope.evaluate(field->default_formula, record);
    take_formula(scope, *field, value, record, findings);
  }
}

void refuse(Scope& scope, const RecordType& type, const Refusal& refusal, const Record& record,
            std::string_view otherwise, Findings& findings) {
  Refusal named = refusal;
  named.missing.clear();
  for (const Refusal::Missing& lacking : refusal.missing) {
    if (!lacking.each.is_set()) {
      named.missing.push_back(lacking);
      continue;
    }
    for (Refusal::Missing& thing : things_of(scope, scope.evaluate(lacking.each, record))) {
      if (thing.condition.empty()) continue;
      thing.how = lacking.how;
      thing.each = lacking.each;
      named.missing.push_back(std::move(thing));
    }
  }
  findings.add_refusal(type, named, otherwise);
}

void check_required(const RecordType& type, const std::vector<std::string>& fields,
                    const Record& record, Findings& findings) {
  for (const std::string& id : fields) {
    if (!is_filled(record, id)) findings.add_required(*type.field(id));
  }
}

void check_fields(Scope& scope, const RecordType& type, const Record& record, Findings& findings) {
  const auto fields = stored_fields(type);
  for (const Field* field : fields) {
    if (is_filled(record, field->id) || !is_required(scope, *field, record)) continue;
    if (is_visible(scope, *field, record)) findings.add_required(*field);
  }
  for (const Field* field : fields) {
    if (!is_filled(record, field->id)) continue;
    check_amount(*field, record, findings);
    if (field->check) {
      check_condition(scope, type, *field->check, record, "records.rule_violated", findings);
    }
    if (field->filter) check_filter(scope, type, *field, record, findings);
    if (field->is_unique && twin_of(scope.db(), type, *field, record)) {
      findings.add_refusal(type, Refusal{"", {}, "", {{field->id, "", {}}}}, "records.not_unique");
    }
  }
}

void check_rules(Scope& scope, const RecordType& type, Rule::On on, const Record& record,
                 Findings& findings) {
  for (const Rule& rule : type.rules) {
    if (rule.on != Rule::On::Both && rule.on != on) continue;
    if (!rule.keep.empty()) continue;
    check_condition(scope, type, {rule.when, rule.refuse}, record, "records.rule_violated",
                    findings);
  }
}

namespace {

// What the rule keeps has another value than before though it rests.
void check_kept(Scope& scope, const RecordType& type, const Rule& rule, const Record& before,
                const Record& after, Findings& findings) {
  Refusal refusal = rule.refuse;
  refusal.missing.clear();
  for (const std::string& field : rule.keep) {
    if (after.values.at(field) != before.values.at(field))
      refusal.missing.push_back({field, "", {}});
  }
  if (refusal.missing.empty() || scope.is_true(rule.when, before)) return;
  refuse(scope, type, refusal, before, "records.rule_violated", findings);
}

}  // namespace

void check_kept(Scope& scope, const RecordType& type, const Record& before, const Record& after,
                Findings& findings) {
  for (const Rule& rule : type.rules) {
    if (rule.on != Rule::On::Create) check_kept(scope, type, rule, before, after, findings);
  }
}

void check_kept_of_new(Scope& scope, const RecordType& type, const base::JsonObject& given,
                       const Record& record, Findings& findings) {
  for (const Rule& rule : type.rules) {
    if (rule.on == Rule::On::Update) continue;
    if (std::ranges::none_of(rule.keep, [&](const auto& id) { return is_filled(record, id); }))
      continue;
    Record without = record;
    base::JsonObject others = given;
    for (const std::string& field : rule.keep) {
      without.values[field] = nullptr;
      others.erase(field);
    }
    Findings ignored;
    fill_defaults(scope, type, others, without, ignored);
    check_kept(scope, type, rule, without, record, findings);
  }
}

bool is_changeable(Scope& scope, const Rule& rule, const Record& record) {
  return rule.on == Rule::On::Create || scope.is_true(rule.when, record);
}

void check_guards(Scope& scope, const RecordType& type, const Transition& transition,
                  const Record& record, Findings& findings) {
  for (const Check& guard : transition.guards) {
    if (scope.is_true(guard.when, record)) continue;
    refuse(scope, type, guard.refuse, record, "records.rule_violated", findings);
  }
}

}  // namespace records
