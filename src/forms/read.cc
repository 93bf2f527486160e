// Reads Camunda Forms JSON.
#include <algorithm>
#include <array>
#include <set>

#include "base/currency.h"
#include "base/text.h"
#include "forms/forms.h"

namespace forms {

namespace {

using base::Json;

constexpr std::array known_types = {
    "textfield", "textarea",   "number",     "datetime", "checkbox",    "checklist",
    "radio",     "select",     "taglist",    "text",     "html",        "image",
    "group",     "columns",    "separator",  "spacer",   "dynamiclist", "iframe",
    "button",    "filepicker", "expression", "table",    "default",     "documentPreview",
};

constexpr std::array known_widgets = {
    "person",    "unit",       "position", "record",  "money",    "percent",
    "signature", "attachment", "photo",    "address", "code",     "duration",
    "json",      "children",   "boolean",  "tags",    "instance",
};

constexpr std::array keyed_types = {"textfield", "textarea",   "number",    "datetime",
                                    "checkbox",  "checklist",  "radio",     "select",
                                    "taglist",   "filepicker", "expression"};

template <class List>
bool contains(const List& list, std::string_view wanted) {
  return std::ranges::find(list, wanted) != list.end();
}

// The FEEL behind a leading "=", or nothing.
std::string formula_of(const Json* json) {
  if (!json || !json->is_string()) return {};
  const std::string_view text = base::trim(std::string_view(json->as_string()));
  return text.starts_with("=") ? std::string(base::trim(text.substr(1))) : std::string();
}

base::Text both(const Json& json, std::string_view key) {
  const std::string text = base::text_or_empty(json, key);
  return {text, text};
}

std::optional<base::Decimal> number_of(const Json* json) {
  if (!json) return {};
  if (json->is_int64()) return base::Decimal(json->as_int64());
  if (json->is_double()) return base::Decimal::of_double(json->as_double());
  if (!json->is_string()) return {};
  return base::Decimal::parse(std::string_view(json->as_string()));
}

std::optional<int64_t> length_of(const Json* json) {
  const auto number = number_of(json);
  return number ? number->to_int64() : std::nullopt;
}

class FormReader {
 public:
  FormReader(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  ReadForm read() {
    auto parsed = base::parse_json(text_);
    if (!parsed) {
      problem(0, "is not JSON: " + parsed.error().place + " " + parsed.error().detail);
      return std::move(made_);
    }
    if (!parsed->is_object()) {
      problem(0, "a form must be a JSON object");
      return std::move(made_);
    }
    Form& form = made_.form;
    form.id = base::text_or_empty(*parsed, "id");
    form.title = both(*parsed, "title");
    form.schema_version = static_cast<int>(base::int_or(*parsed, "schemaVersion", 16));
    if (form.id.empty()) problem(0, "id is missing");
    form.components = components(*parsed, 0);
    return std::move(made_);
  }

 private:
  void problem(int line, std::string text) {
    made_.problems.push_back({std::string(file_), line, 0, std::move(text)});
  }

  // JSON keeps no lines: the place is where the component's id or key stands in the text.
  int line_of(const std::string& id) const {
    const size_t at = id.empty() ? std::string::npos : text_.find("\"" + id + "\"");
    if (at == std::string::npos) return 0;
    return 1 + static_cast<int>(std::ranges::count(text_.substr(0, at), '\n'));
  }

  std::vector<Component> components(const Json& owner, int depth) {
    std::vector<Component> made;
    const Json* list = base::find(owner, "components");
    if (!list) return made;
    if (!list->is_array() || depth > 8) {
      problem(0, "components must be a list, at most eight levels deep");
      return made;
    }
    for (const Json& one : list->as_array()) {
      if (one.is_object()) {
        made.push_back(component(one, depth));
      } else {
        problem(0, "a component must be an object");
      }
    }
    return made;
  }

  Component component(const Json& json, int depth) {
    Component made;
    made.id = base::text_or_empty(json, "id");
    made.key = base::text_or_empty(json, "key");
    made.type = base::text_or_empty(json, "type");
    // A list of Camunda names its place by `path`.
    if (made.type == "dynamiclist" && made.key.empty())
      made.key = base::text_or_empty(json, "path");
    made.line = line_of(made.id.empty() ? made.key : made.id);
    if (!contains(known_types, made.type)) {
      problem(made.line, "unknown component type: " + made.type);
    }
    made.label = both(json, "label");
    made.description = both(json, "description");
    made.text = base::text_or_empty(json, made.type == "html" ? "content" : "text");
    made.subtype = base::text_or_empty(json, "subtype");
    if (made.type == "datetime" && made.subtype.empty()) made.subtype = "date";
    read_rules(json, made);
    read_validation(json, made);
    read_choices(json, made);
    read_properties(json, made);
    if (const Json* layout = base::find(json, "layout")) {
      made.columns = static_cast<int>(base::int_or(*layout, "columns", 16));
    }
    made.components = components(json, depth + 1);
    check_key(made);
    check_totals(made);
    check_rows(made);
    return made;
  }

  void check_key(const Component& made) {
    const bool has_value = contains(keyed_types, made.type);
    if (has_value && made.key.empty()) problem(made.line, "key is missing: " + made.id);
    if (!has_value || made.key.empty()) return;
    if (!keys_.insert(made.key).second) problem(made.line, "key is used twice: " + made.key);
  }

  // Rows are not looked at when somebody names what he may not read.
  void check_rows(const Component& made) {
    if (made.type != "dynamiclist") return;
    for (const Component* field : fields(made.components)) {
      if (field->widget == "instance")
        problem(field->line, "no list can hold jw:widget instance: " + field->key);
    }
  }

  void check_totals(const Component& made) {
    const auto inner = fields(made.components);
    for (const std::string& key : made.totals) {
      const auto found = std::ranges::find(inner, key, &Component::key);
      const bool is_added = made.type == "dynamiclist" && found != inner.end() &&
                            ((*found)->type == "number" || (*found)->type == "expression");
      if (!is_added) problem(made.line, "jw:totals: no number of a list's rows: " + key);
    }
  }

  void read_rules(const Json& json, Component& made) {
    if (const Json* conditional = base::find(json, "conditional")) {
      made.hide_when = formula(base::find(*conditional, "hide"), made);
    }
    if (const Json* read_only = base::find(json, "readonly")) {
      made.is_read_only = read_only->is_bool() && read_only->as_bool();
      made.read_only_when = formula(read_only, made);
    }
    if (base::is_true(json, "disabled")) made.is_read_only = true;
    if (const Json* value = base::find(json, "defaultValue"); value && !value->is_null()) {
      made.default_value = *value;
    }
    if (made.type == "expression") made.computed = formula(base::find(json, "expression"), made);
    made.is_many = base::is_true(json, "multiple");
  }

  void read_validation(const Json& json, Component& made) {
    made.scale = {};
    if (const auto digits = length_of(base::find(json, "decimalDigits"))) {
      made.scale = static_cast<int>(*digits);
    }
    const Json* validate = base::find(json, "validate");
    if (!validate) return;
    made.is_required = base::is_true(*validate, "required");
    made.min = number_of(base::find(*validate, "min"));
    made.max = number_of(base::find(*validate, "max"));
    made.length_min = length_of(base::find(*validate, "minLength"));
    made.length_max = length_of(base::find(*validate, "maxLength"));
    made.pattern = base::text_or_empty(*validate, "pattern");
    const std::string kind = base::text_or_empty(*validate, "validationType");
    if (kind == "email") made.pattern = R"([^@\s]+@[^@\s]+\.[^@\s]+)";
    if (kind == "phone") made.pattern = R"(\+?[0-9 ()-]{5,20})";
  }

  void read_choices(const Json& json, Component& made) {
    made.values_key = base::text_or_empty(json, "valuesKey");
    made.choices_formula = formula(base::find(json, "valuesExpression"), made);
    const Json* values = base::find(json, "values");
    if (!values) return;
    if (!values->is_array()) return problem(made.line, "values must be a list: " + made.key);
    for (const Json& one : values->as_array()) {
      const Json* value = base::find(one, "value");
      if (!value) {
        problem(made.line, "a value is missing: " + made.key);
        continue;
      }
      made.choices.push_back({*value, both(one, "label")});
    }
  }

  void read_properties(const Json& json, Component& made) {
    const Json* properties = base::find(json, "properties");
    if (!properties || !properties->is_object()) return;
    for (const auto& [key, value] : properties->as_object()) {
      if (value.is_string()) made.properties[key] = std::string(value.as_string());
    }
    const auto text = [&](const char* key) {
      const auto found = made.properties.find(key);
      return found == made.properties.end() ? std::string() : found->second;
    };
    made.widget = text("jw:widget");
    if (!made.widget.empty() && !contains(known_widgets, made.widget)) {
      problem(made.line, "unknown jw:widget: " + made.widget);
    }
    made.record_type = text("jw:record");
    made.unit = {text("jw:unit"), text("jw:unit_en")};
    made.totals = base::split(text("jw:totals"), ',');
    read_currency(text("jw:currency"), made);
    made.clause = text("jw:clause");
    if (text("jw:many") == "true") made.is_many = true;
    made.required_when = checked(text("jw:required_when"), made);
    if (!text("jw:computed").empty()) made.computed = checked(text("jw:computed"), made);
    if (made.widget == "record" && made.record_type.empty()) {
      problem(made.line, "jw:record is missing: " + made.key);
    }
  }

  void read_currency(const std::string& given, Component& made) {
    if (made.widget != "money") {
      if (!given.empty()) problem(made.line, "only money has a currency: " + made.key);
      return;
    }
    made.currency = given.empty() ? "CNY" : given;
    if (!base::is_currency_shaped(made.currency)) return;
    const auto units = base::minor_units(made.currency);
    if (!units) problem(made.line, "unknown jw:currency: " + made.currency);
    if (!made.scale) made.scale = units;
  }

  std::string formula(const Json* json, const Component& made) {
    return checked(formula_of(json), made);
  }

  std::string checked(std::string text, const Component& made) {
    if (text.starts_with("=")) text.erase(0, 1);
    if (text.empty()) return text;
    const auto compiled = feel::compile(text, {.dialect = feel::Dialect::Camunda});
    if (!compiled) {
      problem(made.line,
              "FEEL " + compiled.error().place + ": " + compiled.error().detail + " in: " + text);
    }
    return text;
  }

  std::string_view text_;
  std::string_view file_;
  ReadForm made_;
  std::set<std::string> keys_;
};

void collect(const std::vector<Component>& components, std::vector<const Component*>& found) {
  for (const Component& component : components) {
    if (!component.key.empty()) found.push_back(&component);
    if (component.type != "dynamiclist") collect(component.components, found);
  }
}

}  // namespace

ReadForm read(std::string_view json, std::string_view file) {
  return FormReader(json, file).read();
}

std::vector<const Component*> fields(const Form& form) { return fields(form.components); }

std::vector<const Component*> fields(const std::vector<Component>& components) {
  std::vector<const Component*> found;
  collect(components, found);
  return found;
}

}  // namespace forms
