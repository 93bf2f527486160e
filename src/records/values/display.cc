#include "records/values/display.h"

#include "base/text.h"
#include "base/time.h"
#include "records/values/value.h"

namespace records {

namespace {

std::string option_title(const Field& field, std::string_view id) {
  for (const Option& option : field.options) {
    if (option.id == id) return option.title.zh;
  }
  return std::string(id);
}

std::string reference_title(Scope& scope, const Field& field, const std::string& id) {
  if (field.type == FieldType::Link) {
    const Record* target = scope.find(field.to, parse_id(id).value_or(0));
    return target ? title_of(scope.catalogue(), *target) : id;
  }
  const auto& name = scope.environment().name;
  return name ? name(scope.db(), field.type, id).value_or(id) : id;
}

std::string names_of_files(const base::Json& value) {
  std::vector<std::string> names;
  for (const base::Json& file : value.as_array()) {
    names.push_back(base::text_or_empty(file, "name"));
  }
  return base::join(names, "、");
}

}  // namespace

std::string display(Scope& scope, const Field& field, const base::Json& value) {
  if (value.is_null()) return {};
  std::vector<std::string> parts;
  switch (field.type) {
    case FieldType::Choice: return option_title(field, value.as_string());
    case FieldType::Tags:
      for (const std::string& id : ids_of(value)) parts.push_back(option_title(field, id));
      return base::join(parts, "、");
    case FieldType::Person:
    case FieldType::Unit:
    case FieldType::Position:
    case FieldType::Link:
      for (const std::string& id : ids_of(value)) {
        parts.push_back(reference_title(scope, field, id));
      }
      return base::join(parts, "、");
    case FieldType::Boolean: return value.as_bool() ? "是" : "否";
    case FieldType::DateTime: {
      const auto time = base::parse_time(std::string_view(value.as_string()));
      std::string text = base::print_in_zone(*time, scope.environment().zone).substr(0, 16);
      text[10] = ' ';
      return text;
    }
    case FieldType::Percent:
    case FieldType::Number: {
      const auto number = decimal_of(value);
      return number ? number->print() : std::string();
    }
    case FieldType::Attachment:
    case FieldType::Photo: return names_of_files(value);
    case FieldType::Signature: return base::text_or_empty(value, "name");
    case FieldType::Json: return base::print(value);
    default: return value.is_string() ? std::string(value.as_string()) : base::print(value);
  }
}

std::string display_state(const RecordType& type, std::string_view state) {
  const State* found = type.state(state);
  return found ? found->title.zh : std::string(state);
}

}  // namespace records
