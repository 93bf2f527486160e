// The form of a record type, where a pack draws none.
#include <algorithm>
#include <set>

#include "forms/lists.h"

namespace forms {

namespace {

using records::Field;
using records::FieldType;

struct Look {
  const char* type;
  const char* widget;
};

Look look_of(const Field& field) {
  switch (field.type) {
    case FieldType::Text: return {"textfield", ""};
    case FieldType::LongText: return {"textarea", ""};
    case FieldType::Choice: return {field.options.size() <= 4 ? "radio" : "select", ""};
    case FieldType::Tags: return {"taglist", field.options.empty() ? "tags" : ""};
    case FieldType::Number: return {"number", ""};
    case FieldType::Money: return {"number", "money"};
    case FieldType::Percent: return {"number", "percent"};
    case FieldType::Date:
    case FieldType::DateTime:
    case FieldType::Time: return {"datetime", ""};
    case FieldType::Duration: return {"textfield", "duration"};
    case FieldType::Boolean: return {"checkbox", "boolean"};
    case FieldType::Person: return {"textfield", "person"};
    case FieldType::Unit: return {"textfield", "unit"};
    case FieldType::Position: return {"textfield", "position"};
    case FieldType::Link: return {"textfield", "record"};
    case FieldType::Instance: return {"textfield", "instance"};
    case FieldType::Children: return {"textfield", "children"};
    case FieldType::Attachment: return {"filepicker", "attachment"};
    case FieldType::Photo: return {"filepicker", "photo"};
    case FieldType::Signature: return {"textfield", "signature"};
    case FieldType::Address: return {"textarea", "address"};
    case FieldType::Code: return {"textfield", "code"};
    case FieldType::Json: return {"textarea", "json"};
  }
  return {"textfield", ""};
}

std::string subtype_of(FieldType type) {
  if (type == FieldType::Date) return "date";
  if (type == FieldType::Time) return "time";
  return type == FieldType::DateTime ? "datetime" : "";
}

bool is_text(FieldType type) {
  return type == FieldType::Text || type == FieldType::LongText || type == FieldType::Address ||
         type == FieldType::Code;
}

bool is_number(FieldType type) {
  return type == FieldType::Number || type == FieldType::Money || type == FieldType::Percent;
}

std::optional<int64_t> length_of(const std::string& limit) {
  const auto number = base::Decimal::parse(limit);
  return number ? number->to_int64() : std::nullopt;
}

void set_limits(const Field& field, Component& component) {
  if (is_text(field.type)) {
    component.length_min = length_of(field.min);
    component.length_max = length_of(field.max);
  } else if (is_number(field.type)) {
    component.min = base::Decimal::parse(field.min);
    component.max = base::Decimal::parse(field.max);
    component.scale = field.scale.value_or(2);
  } else if (field.type == FieldType::Date) {
    component.date_min = field.min;
    component.date_max = field.max;
  }
}

// Where the choices of a link are asked for, and what is said when there are none.
std::map<std::string, std::string> choice_of(const records::RecordType& type, const Field& field) {
  if (!field.filter) return {};
  const base::Text& rule = field.filter->refuse.text;
  std::map<std::string, std::string> properties{{"jw:choice", type.id + "." + field.id},
                                                {"jw:rule", rule.zh}};
  if (!rule.en.empty()) properties["jw:rule_en"] = rule.en;
  return properties;
}

Component component_of(const records::RecordType& type, const Field& field, Mode mode) {
  const Look look = look_of(field);
  Component component;
  component.id = component.key = field.id;
  component.type = look.type;
  component.widget = look.widget;
  component.label = field.title;
  component.description = field.help;
  component.subtype = subtype_of(field.type);
  component.unit = field.unit;
  component.currency = field.currency_field.empty() ? field.currency : field.currency_field;
  component.is_many = field.is_many;
  component.is_required = field.is_required || mode == Mode::Required;
  component.required_when = field.required_when.text;
  component.computed = field.computed.text;
  component.is_read_only =
      field.computed.is_set() || field.is_set_by_rules || field.type == FieldType::Children;
  component.record_type = field.type == FieldType::Children ? field.of : field.to;
  // Whatever is not plainly true hides the field.
  if (field.visible_when.is_set()) {
    component.hide_when = "(" + field.visible_when.text + ") != true";
  }
  if (field.check) {
    component.check_when = field.check->when.text;
    component.check_text = field.check->refuse.text;
  }
  component.properties = choice_of(type, field);
  if (!field.clauses.empty()) component.clause = field.clauses.front();
  for (const records::Option& option : field.options) {
    component.choices.push_back({base::Json(option.id), option.title});
  }
  set_limits(field, component);
  const bool is_wide = field.type == FieldType::LongText || field.type == FieldType::Children;
  component.columns = is_wide ? 16 : 8;
  return component;
}

// A column may be left empty where the row then gets its default.
Component column_of(const records::RecordType& child, const Field& field, Mode mode) {
  Component component = component_of(child, field, mode);
  component.default_value = field.default_value;
  if (field.default_formula.is_set()) component.is_required = mode == Mode::Required;
  return component;
}

Component table_of(const records::RecordType& type, const Field& list,
                   const Permissions& permissions, const records::Catalogue& types) {
  const records::RecordType& child = *types.type(list.of);
  const std::string_view link = types.link_of(type, list);
  Component table;
  table.id = table.key = list.id;
  table.type = "dynamiclist";
  table.label = list.title;
  table.description = list.help;
  table.is_required = permissions.of(list.id) == Mode::Required;
  if (!list.clauses.empty()) table.clause = list.clauses.front();
  for (const Field& field : child.fields) {
    const Mode mode = permissions.of(list.id + "." + field.id);
    if (!is_column(field) || field.id == link || field.id == child.parent || mode == Mode::Hide)
      continue;
    table.components.push_back(column_of(child, field, mode));
    if (std::ranges::count(list.totals, field.id) > 0) table.totals.push_back(field.id);
  }
  return table;
}

// By name: what all other fields may, a list of records of their own does not have to.
bool is_table(const Field& field, const Permissions& permissions) {
  const auto named = permissions.fields.find(field.id);
  return field.type == FieldType::Children && named != permissions.fields.end() &&
         (named->second == Mode::Edit || named->second == Mode::Required);
}

}  // namespace

bool is_column(const Field& field) {
  return !field.is_retired && !field.is_set_by_rules && field.type != FieldType::Children &&
         field.type != FieldType::Signature && field.type != FieldType::Instance;
}

namespace {

Form derive_with(const records::RecordType& type, const Permissions& permissions,
                 const records::Catalogue* types) {
  Form form;
  form.id = type.id;
  form.title = type.title;
  std::set<std::string> placed;
  const auto place = [&](const Field& field, std::vector<Component>& into) {
    const Mode mode = permissions.of(field.id);
    if (field.is_retired || mode == Mode::Hide || !placed.insert(field.id).second) return;
    into.push_back(types != nullptr && is_table(field, permissions)
                       ? table_of(type, field, permissions, *types)
                       : component_of(type, field, mode));
  };
  for (const records::Group& group : type.groups) {
    Component box;
    box.id = "group_" + std::to_string(form.components.size() + 1);
    box.type = "group";
    box.label = group.title;
    for (const std::string& id : group.fields) {
      if (const Field* field = type.field(id)) place(*field, box.components);
    }
    if (!box.components.empty()) form.components.push_back(std::move(box));
  }
  for (const Field& field : type.fields) place(field, form.components);
  return form;
}

}  // namespace

Form derive(const records::RecordType& type, const Permissions& permissions) {
  return derive_with(type, permissions, nullptr);
}

Form derive_new(const records::RecordType& type, const Permissions& permissions,
                const records::Catalogue& types) {
  return derive_with(type, permissions, &types);
}

}  // namespace forms
