#include "records/scope/scope.h"

#include <algorithm>

#include "records/gates/access.h"
#include "records/table/rows.h"
#include "records/values/value.h"

namespace records {

namespace {

constexpr int depth_max = 4;
constexpr int64_t list_max = 20'000;

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c >= '0' && c <= '9');
}

const base::Json& stored_value(const Record& record, const Field& field) {
  static const base::Json nothing;
  const auto* found = record.values.if_contains(field.id);
  return found ? *found : nothing;
}

feel::Value texts(const std::vector<std::string>& items) {
  feel::Values values;
  for (const std::string& item : items) values.emplace_back(item);
  return feel::Value::list(std::move(values));
}

Reader reader_in(const Environment& environment, Reader reader) {
  if (reader == Reader::Rules || !environment.acting.is_process) return reader;
  return environment.is_form ? Reader::Form : Reader::Rules;
}

feel::Value minimal(const Record& record) {
  return feel::Fields()
      .set("id", std::to_string(record.ref.id))
      .set("record_type", record.ref.type)
      .build();
}

}  // namespace

void add_mentioned(std::string_view text, Mentioned& mentioned) {
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end > at) mentioned.emplace(text.substr(at, end - at));
    at = end + 1;
  }
}

Mentioned mentioned_in(std::string_view text) {
  Mentioned mentioned;
  add_mentioned(text, mentioned);
  return mentioned;
}

// The names of one record while one formula is evaluated.
class Scope::RecordNames final : public feel::Names {
 public:
  RecordNames(Scope& scope, const Record& record, const Mentioned& mentioned)
      : scope_(scope), record_(record), mentioned_(mentioned) {}
  std::optional<feel::Value> find(std::string_view name) const override {
    return scope_.name(record_, name, mentioned_);
  }

 private:
  Scope& scope_;
  const Record& record_;
  const Mentioned& mentioned_;
};

Scope::Scope(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
             base::Time now, Reader reader)
    : db_(db),
      catalogue_(catalogue),
      environment_(environment),
      now_(now),
      reader_(reader_in(environment, reader)) {}

const feel::HostFunctions& Scope::functions() {
  if (!functions_) make_functions();
  return *functions_;
}

void Scope::pin(const Record& record) { loaded_[record.ref] = record; }

feel::Value Scope::evaluate(const Formula& formula, const Record& record,
                            const feel::Names* extra) {
  return evaluate(catalogue_.compiled(formula), record, extra, {});
}

feel::Value Scope::evaluate(const feel::Expression& expression, const Record& record,
                            const feel::Names* extra, const Mentioned& also) {
  Mentioned mentioned = also;
  add_mentioned(expression.text(), mentioned);
  const RecordNames names(*this, record, mentioned);
  feel::Evaluation evaluation;
  evaluation.now = now_;
  evaluation.zone = environment_.zone;
  evaluation.functions = &functions();
  evaluation.steps_left = steps_left_;

  const Record* outer_record = std::exchange(current_, &record);
  std::vector<Ref> outer_opened = std::exchange(opened_, {record.ref});
  const Mentioned* outer_mentioned = std::exchange(mentioned_, &mentioned);
  feel::Value value;
  if (extra) {
    const feel::NestedNames nested(*extra, names);
    value = expression.evaluate(nested, evaluation);
  } else {
    value = expression.evaluate(names, evaluation);
  }
  current_ = outer_record;
  mentioned_ = outer_mentioned;
  opened_ = std::move(outer_opened);
  steps_left_ = std::min(steps_left_, evaluation.steps_left);
  for (feel::Reason& reason : evaluation.reasons) reasons_.push_back(std::move(reason));
  return value;
}

std::optional<feel::Value> Scope::name(const Record& record, std::string_view name,
                                       const Mentioned& mentioned) {
  const RecordType* type = catalogue_.type(record.ref.type);
  if (const Field* field = type->field(name)) return field_value(record, *field, mentioned, 1);
  if (name == "parent") return parent_of(record, mentioned, 1);
  if (name == "siblings") return siblings(record, mentioned);
  if (name == "actor") return actor();
  if (name == "task") return environment_.task;
  if (name == "old") return old_context(mentioned);
  return system_name(record, name);
}

std::optional<feel::Value> Scope::system_name(const Record& record, std::string_view name) const {
  const std::string& zone = environment_.zone;
  // What is not stored yet has none.
  if (name == "id") return record.ref.id == 0 ? feel::Value() : std::to_string(record.ref.id);
  if (name == "type" || name == "record_type") return record.ref.type;
  if (name == "number") return record.number.empty() ? feel::Value() : feel::Value(record.number);
  if (name == "state") return record.state.empty() ? feel::Value() : feel::Value(record.state);
  if (name == "version") return record.version;
  if (name == "created_at") return feel::Value::instant(record.created_at, zone);
  if (name == "created_by") return record.created_by;
  if (name == "updated_at") return feel::Value::instant(record.updated_at, zone);
  if (name == "updated_by") return record.updated_by;
  if (name == "title") return title_of(catalogue_, record);
  return {};
}

feel::Value Scope::field_value(const Record& record, const Field& field) {
  static const Mentioned nothing;
  return field_value(record, field, nothing, 1);
}

feel::Value Scope::field_value(const Record& record, const Field& field, const Mentioned& mentioned,
                               int depth) {
  if (field.is_retired) return {};
  if (!tells(record, field)) {
    has_read_hidden_ = true;
    return {};
  }
  if (field.computed.is_set()) {
    feel::Value value = computed(record, field);
    // A formula gives a link by its id; it is read on like one that is stored.
    const bool is_id = field.type == FieldType::Link && value.is(feel::Kind::String);
    return is_id ? target(field, value.text(), mentioned, depth) : value;
  }
  if (field.type == FieldType::Children) return children(record, field, mentioned, depth);
  if (field.type == FieldType::Link) return linked(record, field, mentioned, depth);
  if (field.type == FieldType::Instance) return instances(record, field);
  return to_feel(field, stored_value(record, field), environment_.zone);
}

feel::Value Scope::instances(const Record& record, const Field& field) {
  feel::Values values;
  for (const std::string& id : ids_of(stored_value(record, field))) {
    auto found = environment_.instance ? environment_.instance(db_, id) : std::nullopt;
    if (!found) continue;
    if (reader_ == Reader::Caller && !found->is_readable) has_read_hidden_ = true;
    values.push_back(std::move(found->value));
  }
  if (field.is_many) return feel::Value::list(std::move(values));
  return values.empty() ? feel::Value() : values.front();
}

// Rows that are no records yet have no id to tell them apart, and what was before has that of now.
bool Scope::is_remembered(const Record& record) const {
  if (!remembered_own_ || (old_ && &record == &*old_)) return false;
  return record.ref.id != 0 || &record == remembered_own_;
}

feel::Value Scope::computed(const Record& record, const Field& field) {
  const Computing key{record.ref.type, record.ref.id, field.id};
  if (const auto known = remembered_.find(key);
      known != remembered_.end() && is_remembered(record)) {
    has_read_hidden_ = has_read_hidden_ || known->second.has_read_hidden;
    return known->second.value;
  }
  if (computing_.size() > 12 || !computing_.insert(key).second) {
    reasons_.push_back({0, 0, field.id, "field is computed from itself"});
    return {};
  }
  const bool had_read_hidden = std::exchange(has_read_hidden_, false);
  const size_t reasons = reasons_.size();
  feel::Value value = evaluate(field.computed, record);
  computing_.erase(key);
  if (has_read_hidden_) value = {};
  const bool is_whole = reasons_.size() == reasons;
  if (is_whole && is_remembered(record)) remembered_[key] = {value, has_read_hidden_};
  has_read_hidden_ = has_read_hidden_ || had_read_hidden;
  return value;
}

// Values that are being typed change nothing of what somebody may know.
bool Scope::tells(const Record& record, const Field& field) {
  if (reader_ == Reader::Rules || record.ref.id == 0) return true;
  if (is_withheld(record.ref, field)) return false;
  if (!field.read.is_set()) return true;
  const auto [known, is_new] = told_.try_emplace({record.ref, &field}, false);
  if (!is_new) return known->second;
  if (!judge_) judge_ = std::make_unique<Scope>(db_, catalogue_, environment_, now_);
  const Record* stored = judge_->find(record.ref.type, record.ref.id);
  known->second = stored && may_read_field(*judge_, *stored, field);
  return known->second;
}

bool Scope::is_withheld(const Ref& ref, const Field& field) {
  if (reader_ == Reader::Rules || !environment_.withheld) return false;
  const Withheld& withheld = environment_.withheld(db_, ref.type);
  const auto found = withheld.find(ref.id);
  return found != withheld.end() && found->second.contains(field.id);
}

void Scope::note_hidden(const Record& record) {
  if (reader_ != Reader::Caller || has_read_hidden_) return;
  has_read_hidden_ = !may_read(*this, record);
}

feel::Value Scope::linked(const Record& record, const Field& field, const Mentioned& mentioned,
                          int depth) {
  feel::Values values;
  for (const std::string& id : ids_of(stored_value(record, field))) {
    if (auto one = target(field, id, mentioned, depth); !one.is_null())
      values.push_back(std::move(one));
  }
  if (field.is_many) return feel::Value::list(std::move(values));
  return values.empty() ? feel::Value() : values.front();
}

feel::Value Scope::target(const Field& field, std::string_view id, const Mentioned& mentioned,
                          int depth) {
  const Record* found = find(field.to, parse_id(id).value_or(0));
  if (!found) return {};
  return depth > depth_max ? minimal(*found) : context(*found, mentioned, depth);
}

feel::Value Scope::children(const Record& record, const Field& field, const Mentioned& mentioned,
                            int depth) {
  if (depth > depth_max) return {};
  // Rows that are filled in with a new record: they are no records yet.
  if (const auto* rows = stored_value(record, field).if_array()) {
    feel::Values values;
    for (const base::Json& row : *rows) {
      Record typed;
      typed.ref.type = field.of;
      typed.values = row.as_object();
      values.push_back(context(typed, mentioned, depth));
    }
    return feel::Value::list(std::move(values));
  }
  const RecordType* type = catalogue_.type(record.ref.type);
  const std::string via(catalogue_.link_of(*type, field));
  const Field* link = catalogue_.type(field.of)->field(via);
  if (link->is_many) {
    const std::string quoted = "\"" + std::to_string(record.ref.id) + "\"";
    return list_of(field.of, {"instr(" + sql_name(via) + ", ?) > 0", {quoted}, 0, {link}},
                   mentioned, depth);
  }
  return list_of(field.of, {sql_name(via) + " = ?", {record.ref.id}, 0, {link}}, mentioned, depth);
}

feel::Value Scope::siblings(const Record& record, const Mentioned& mentioned) {
  const RecordType* type = catalogue_.type(record.ref.type);
  if (type->parent.empty()) return list_of(type->id, {"1 = 1", {}, record.ref.id}, mentioned, 1);
  const auto ids = ids_of(stored_value(record, *type->field(type->parent)));
  if (ids.empty()) return feel::Value::list({});
  const int64_t above = parse_id(ids.front()).value_or(0);
  return list_of(type->id, {sql_name(type->parent) + " = ?", {above}, record.ref.id}, mentioned, 1);
}

feel::Value Scope::list_of(const std::string& type, const Wanted& wanted,
                           const Mentioned& mentioned, int depth) {
  feel::Values values;
  const RecordType& rows_type = *catalogue_.type(type);
  const std::string counted =
      wanted.condition + " AND " + counted_only(catalogue_, rows_type, environment_);
  for (Record& read : read_rows(db_, rows_type, counted, wanted.parameters, list_max)) {
    if (read.ref.id == wanted.except) continue;
    const auto is_told = [&](const Field* field) { return tells(read, *field); };
    if (!std::ranges::all_of(wanted.asked, is_told)) continue;
    note_hidden(read);
    if (--loads_left_ < 0) {
      reasons_.push_back({0, 0, type, "too many records read"});
      return {};
    }
    const auto pinned = loaded_.find(read.ref);
    const bool is_pinned = pinned != loaded_.end() && pinned->second;
    values.push_back(context(is_pinned ? *pinned->second : read, mentioned, depth));
  }
  return feel::Value::list(std::move(values));
}

const Record* Scope::find(std::string_view type_id, int64_t id) {
  const RecordType* type = catalogue_.type(type_id);
  if (!type) return nullptr;
  const auto [entry, is_new] = loaded_.try_emplace(Ref{type->id, id});
  if (is_new && --loads_left_ >= 0) entry->second = read_row(db_, *type, id);
  return entry->second ? &*entry->second : nullptr;
}

feel::Value Scope::parent_of(const Record& record, const Mentioned& mentioned, int depth) {
  const RecordType* type = catalogue_.type(record.ref.type);
  if (type->parent.empty()) return {};
  return linked(record, *type->field(type->parent), mentioned, depth);
}

feel::Value Scope::context_of(const Record& record, const Mentioned& mentioned) {
  return context(record, mentioned, 1);
}

feel::Value Scope::context(const Record& record, const Mentioned& mentioned, int depth) {
  feel::Fields fields;
  for (const char* key : {"id", "type", "record_type", "number", "state", "version", "title",
                          "created_at", "created_by", "updated_at", "updated_by"}) {
    fields.set(key, system_name(record, key).value_or(feel::Value()));
  }
  add_fields(record, mentioned, depth, fields);
  return fields.build();
}

void Scope::add_fields(const Record& record, const Mentioned& mentioned, int depth,
                       feel::Fields& fields) {
  // A child leads back to its parent: there only what the row holds is shown, or there is no end.
  const bool is_open = std::ranges::find(opened_, record.ref) != opened_.end();
  opened_.push_back(record.ref);
  if (mentioned.contains("parent") && !is_open) {
    fields.set("parent", parent_of(record, mentioned, depth + 1));
  }
  for (const Field& field : catalogue_.type(record.ref.type)->fields) {
    const bool is_plain = is_stored(field) && field.type != FieldType::Link;
    const bool is_mentioned = mentioned.contains(field.id);
    if (!is_plain && (is_open || !is_mentioned)) continue;
    const bool is_guarded = field.read.is_set() || is_withheld(record.ref, field);
    if (!is_mentioned && is_guarded && reader_ != Reader::Rules) continue;
    fields.set(field.id, field_value(record, field, mentioned, depth + 1));
  }
  opened_.pop_back();
}

feel::Value Scope::old_context(const Mentioned& mentioned) {
  if (!old_) return {};
  std::vector<Ref> outer = std::exchange(opened_, {});
  feel::Value value = context(*old_, mentioned, 1);
  opened_ = std::move(outer);
  return value;
}

feel::Value Scope::actor() const {
  const Acting& acting = environment_.acting;
  std::vector<std::string> positions = acting.positions;
  std::vector<std::string> roles = acting.roles;
  feel::Value holder;
  if (const auto& other = holder_ ? holder_ : environment_.stands_in_for) {
    holder = other->held_by.empty() ? other->person : other->held_by;
    positions.insert(positions.end(), other->positions.begin(), other->positions.end());
    roles.insert(roles.end(), other->roles.begin(), other->roles.end());
  }
  return feel::Fields()
      .set("person", acting.person)
      .set("on_behalf_of", std::move(holder))
      .set("positions", texts(positions))
      .set("roles", texts(roles))
      .build();
}

}  // namespace records
