#include "records/values/display.h"

#include "base/currency.h"
#include "base/text.h"
#include "base/time.h"
#include "records/values/value.h"

namespace records {

namespace {

using base::Text;

Text same(std::string text) { return {text, text}; }

Text either(const Text& text) { return {text.zh, text.en.empty() ? text.zh : text.en}; }

Text option_title(const Field& field, std::string_view id) {
  for (const Option& option : field.options) {
    if (option.id == id) return either(option.title);
  }
  return same(std::string(id));
}

Text reference_title(Scope& scope, const Field& field, const std::string& id) {
  if (field.type == FieldType::Link) {
    const Record* target = scope.find(field.to, parse_id(id).value_or(0));
    return same(target ? title_of(scope.catalogue(), *target) : id);
  }
  const auto& name = scope.environment().name;
  return same(name ? name(scope.db(), field.type, id).value_or(id) : id);
}

// The same words whoever reads: a list taken along as CSV says no more than the page.
Text instance_title(Scope& scope, const std::string& id) {
  const auto& find = scope.environment().instance;
  const auto found = find ? find(scope.db(), id) : std::nullopt;
  if (!found) return same(id);
  if (!found->is_readable) return {"（无权查看的事项）", "(a matter you may not read)"};
  const Text title = either(found->title);
  const std::string number = found->number.empty() ? "" : found->number + " ";
  return {number + title.zh, number + title.en};
}

Text joined(const std::vector<Text>& parts) {
  Text all;
  for (const Text& part : parts) {
    if (!all.zh.empty()) {
      all.zh += "、";
      all.en += ", ";
    }
    all.zh += part.zh;
    all.en += part.en;
  }
  return all;
}

Text names_of_files(const base::Json& value) {
  std::vector<Text> names;
  for (const base::Json& file : value.as_array()) {
    names.push_back(same(base::text_or_empty(file, "name")));
  }
  return joined(names);
}

Text number_text(const base::Json& value) {
  const auto number = decimal_of(value);
  return same(number ? number->print() : std::string());
}

// The computed value in the form in which stored ones are kept.
base::Json value_of(Scope& scope, const Record& record, const Field& field) {
  if (!scope.tells(record, field)) return nullptr;
  if (is_stored(field)) {
    const auto* stored = record.values.if_contains(field.id);
    return stored ? *stored : base::Json(nullptr);
  }
  const std::string& zone = scope.environment().zone;
  return of_computed(field, scope.field_value(record, field), zone);
}

// "CNY 1200.00": where a text stands alone, an amount tells its currency.
Text money_text(const Field& field, const Record& record, const base::Json& value) {
  const auto amount = decimal_of(value);
  if (!amount) return {};
  const bool is_chosen = !field.currency_field.empty();
  const std::string code =
      is_chosen ? base::text_or_empty(record.values, field.currency_field) : field.currency;
  const int units = base::minor_units(code).value_or(scale_of(field));
  const int scale = is_chosen ? units : scale_of(field);
  const auto unscaled = amount->to_scaled(scale);
  return same(code + " " + (unscaled ? print_scaled(*unscaled, scale) : amount->print()));
}

std::optional<Shown> show_system(Scope& scope, const Record& record, std::string_view name) {
  const RecordType& type = *scope.catalogue().type(record.ref.type);
  const std::string& zone = scope.environment().zone;
  if (name == "state") return Shown{{"状态", "State"}, display_state(type, record.state)};
  if (name == "number") return Shown{{"编号", "Number"}, same(record.number)};
  if (name == "title") return Shown{{"标题", "Title"}, same(title_of(scope.catalogue(), record))};
  if (name == "created_at") {
    return Shown{{"创建时间", "Created"}, display_time(record.created_at, zone)};
  }
  if (name == "updated_at") {
    return Shown{{"更新时间", "Updated"}, display_time(record.updated_at, zone)};
  }
  return {};
}

}  // namespace

Text display_time(base::Time time, std::string_view zone) {
  std::string text = base::print_in_zone(time, zone).substr(0, 16);
  text[10] = ' ';
  return same(text);
}

Text display_state(const RecordType& type, std::string_view state) {
  const State* found = type.state(state);
  return found ? either(found->title) : same(std::string(state));
}

Text display(Scope& scope, const Field& field, const base::Json& value) {
  if (value.is_null()) return {};
  std::vector<Text> parts;
  switch (field.type) {
    case FieldType::Choice: return option_title(field, value.as_string());
    case FieldType::Tags:
      for (const std::string& id : ids_of(value)) parts.push_back(option_title(field, id));
      return joined(parts);
    case FieldType::Person:
    case FieldType::Unit:
    case FieldType::Position:
    case FieldType::Link:
      for (const std::string& id : ids_of(value)) {
        parts.push_back(reference_title(scope, field, id));
      }
      return joined(parts);
    case FieldType::Instance:
      for (const std::string& id : ids_of(value)) parts.push_back(instance_title(scope, id));
      return joined(parts);
    case FieldType::Boolean: return value.as_bool() ? Text{"是", "Yes"} : Text{"否", "No"};
    case FieldType::DateTime: {
      const auto time = base::parse_time(std::string_view(value.as_string()));
      return time ? display_time(*time, scope.environment().zone) : Text();
    }
    case FieldType::Percent:
    case FieldType::Number: return number_text(value);
    case FieldType::Attachment:
    case FieldType::Photo: return names_of_files(value);
    case FieldType::Signature: return same(base::text_or_empty(value, "name"));
    case FieldType::Json: return same(base::print(value));
    default:
      if (value.is_string()) return same(std::string(value.as_string()));
      if (const base::Json* zh = base::find(value, "zh"))
        return either({std::string(zh->as_string()), base::text_or_empty(value, "en")});
      return same(base::print(value));
  }
}

std::optional<Shown> show(storage::Connection& db, const Catalogue& catalogue,
                          const Environment& environment, const Record& record,
                          std::string_view path) {
  Scope scope(db, catalogue, environment, environment.now, Reader::Caller);
  const Record* at = &record;
  for (size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    const RecordType& type = *catalogue.type(at->ref.type);
    const std::string_view name = path.substr(0, dot);
    const Field* link = type.field(name == "parent" ? std::string_view(type.parent) : name);
    if (!link || link->type != FieldType::Link || link->is_many) return {};
    path.remove_prefix(dot + 1);
    const auto ids = ids_of(value_of(scope, *at, *link));
    at = ids.empty() ? nullptr : scope.find(link->to, parse_id(ids.front()).value_or(0));
    if (at) continue;
    const Field* field = catalogue.type(link->to)->field(path);
    return Shown{field ? field->title : same(std::string(path)), {}};
  }
  const Field* field = catalogue.type(at->ref.type)->field(path);
  if (!field) return show_system(scope, *at, path);
  if (field->is_retired || field->type == FieldType::Children) return {};
  const base::Json value = value_of(scope, *at, *field);
  const bool is_money = field->type == FieldType::Money;
  return Shown{field->title,
               is_money ? money_text(*field, *at, value) : display(scope, *field, value)};
}

}  // namespace records
