// FEEL over records for other modules, and drafts for forms.
#include "records/acts/act.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

class RecordDraft final : public Draft {
 public:
  RecordDraft(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
              Record record, std::optional<Record> before, std::string_view formulas)
      : scope_(db, catalogue, environment, environment.now, Reader::Form),
        record_(std::move(record)) {
    mention(*catalogue.type(record_.ref.type));
    add_mentioned(formulas, mentioned_);
    if (record_.ref.id != 0) scope_.pin(record_);
    if (before) scope_.set_old(*before);
    scope_.set_current(record_, mentioned_);
    scope_.remember(record_);
  }
  RecordDraft(const RecordDraft&) = delete;

  std::optional<feel::Value> find(std::string_view name) const override {
    return scope_.name(record_, name, *current_);
  }
  const feel::HostFunctions& functions() const override { return scope_.functions(); }
  void begin(std::string_view formula) const override {
    const auto [found, is_new] = by_formula_.try_emplace(std::string(formula));
    if (is_new) add_mentioned(formula, found->second);
    current_ = &found->second;
    scope_.set_current(record_, *current_);
  }

 private:
  void mention(const RecordType& type) {
    for (const Field& field : type.fields) {
      add_mentioned(field.required_when.text, mentioned_);
      add_mentioned(field.visible_when.text, mentioned_);
      add_mentioned(field.computed.text, mentioned_);
      if (field.check) add_mentioned(field.check->when.text, mentioned_);
    }
    for (const Rule& rule : type.rules) {
      if (!rule.keep.empty()) add_mentioned(rule.when.text, mentioned_);
    }
  }

  mutable Scope scope_;
  Record record_;
  Mentioned mentioned_;
  mutable std::map<std::string, Mentioned, std::less<>> by_formula_;
  mutable const Mentioned* current_ = &mentioned_;
};

Record new_record(const RecordType& type, const Environment& environment) {
  Record record;
  record.ref.type = type.id;
  record.created_at = record.updated_at = environment.now;
  record.created_by = record.updated_by = environment.acting.person;
  if (!type.states.empty()) {
    record.state = type.initial.empty() ? type.states.front().id : type.initial;
  }
  for (const Field* field : stored_fields(type)) record.values[field->id] = nullptr;
  return record;
}

// Values that cannot be read are left as they were: a form says so itself. Of a new record, rows
// of its lists that are filled in with it stand in its values.
void lay_over(Scope& scope, const RecordType& type, const base::JsonObject& values,
              const Catalogue& catalogue, const Environment& environment, Record& record) {
  Findings ignored;
  for (const auto& [key, value] : values) {
    const Field* field = type.field(key);
    if (!field || field->is_retired) continue;
    if (field->type == FieldType::Children && record.ref.id == 0 && value.is_array()) {
      base::JsonArray rows;
      for (const base::Json& row : value.as_array()) {
        if (!row.is_object()) continue;
        Record typed = new_record(*catalogue.type(field->of), environment);
        lay_over(scope, *catalogue.type(field->of), row.as_object(), catalogue, environment, typed);
        rows.emplace_back(std::move(typed.values));
      }
      record.values[key] = std::move(rows);
      continue;
    }
    if (!is_stored(*field)) continue;
    take_values(scope, type, base::JsonObject{{key, value}}, record, ignored);
  }
}

}  // namespace

std::unique_ptr<Draft> draft(storage::Connection& db, const Catalogue& catalogue,
                             const Environment& environment, std::string_view type_id,
                             std::optional<Ref> ref, const base::JsonObject& values,
                             std::string_view formulas) {
  const RecordType* type = catalogue.type(type_id);
  base::ensure(type != nullptr, "draft of an unknown record type");
  std::optional<Record> before = ref ? find(db, catalogue, *ref) : std::nullopt;
  Record record = before ? *before : new_record(*type, environment);
  Scope scope(db, catalogue, environment, environment.now);
  lay_over(scope, *type, values, catalogue, environment, record);
  return std::make_unique<RecordDraft>(db, catalogue, environment, std::move(record),
                                       std::move(before), formulas);
}

base::JsonObject defaults(storage::Connection& db, const Catalogue& catalogue,
                          const Environment& environment, std::string_view type_id,
                          const base::JsonObject& given) {
  const RecordType* type = catalogue.type(type_id);
  base::ensure(type != nullptr, "defaults of an unknown record type");
  Record record = new_record(*type, environment);
  Scope scope(db, catalogue, environment, environment.now, Reader::Form);
  lay_over(scope, *type, given, catalogue, environment, record);
  Findings ignored;
  fill_defaults(scope, *type, given, record, ignored);
  base::JsonObject values = given;
  for (const auto& [key, value] : record.values) {
    if (!values.contains(key) && !value.is_null()) values[key] = value;
  }
  return values;
}

feel::Value evaluate(storage::Connection& db, const Catalogue& catalogue,
                     const Environment& environment, const Ref& ref,
                     const feel::Expression& expression, const feel::Names* extra,
                     std::string_view also) {
  const auto record = find(db, catalogue, ref);
  if (!record) return {};
  Scope scope(db, catalogue, environment, environment.now, Reader::Form);
  return scope.evaluate(expression, *record, extra, mentioned_in(also));
}

Seen evaluate_for_caller(storage::Connection& db, const Catalogue& catalogue,
                         const Environment& environment, const Ref& ref,
                         const feel::Expression& expression) {
  const auto record = find(db, catalogue, ref);
  if (!record) return {};
  Scope scope(db, catalogue, environment, environment.now, Reader::Caller);
  auto value = scope.evaluate(expression, *record, nullptr, {});
  if (scope.has_read_hidden()) return {{}, true};
  return {std::move(value)};
}

feel::Value projection(storage::Connection& db, const Catalogue& catalogue,
                       const Environment& environment, const Ref& ref,
                       std::span<const std::string> names) {
  const auto record = find(db, catalogue, ref);
  if (!record) return {};
  Scope scope(db, catalogue, environment, environment.now);
  const Mentioned nothing;
  feel::Fields fields;
  for (const char* name : {"id", "type", "record_type", "number", "state", "title"}) {
    fields.set(name, scope.name(*record, name, nothing).value_or(feel::Value()));
  }
  for (const std::string& name : names) {
    fields.set(name, scope.name(*record, name, nothing).value_or(feel::Value()));
  }
  return fields.build();
}

std::vector<Violation> violations(storage::Connection& db, const Catalogue& catalogue,
                                  const Environment& environment, std::string_view type_id) {
  std::vector<Violation> found;
  const RecordType* type = catalogue.type(type_id);
  if (!type) return found;
  for (const Record& record : read_rows(db, *type, "1 = 1", {}, 100'000)) {
    if (type->is_final(record.state)) continue;
    Scope scope(db, catalogue, environment, environment.now);
    scope.pin(record);
    scope.set_old(record);
    Findings findings;
    check_fields(scope, *type, record, findings);
    check_rules(scope, *type, Rule::On::Update, record, findings);
    if (auto error = findings.error()) {
      found.push_back({record.ref, record.number, *std::move(error)});
    }
  }
  return found;
}

}  // namespace records
