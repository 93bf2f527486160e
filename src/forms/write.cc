// The form for the browser.
#include "forms/forms.h"

namespace forms {

namespace {

using base::Json;
using base::JsonArray;
using base::JsonObject;

Json text_json(const base::Text& text) {
  return JsonObject{{"zh", text.zh}, {"en", text.en.empty() ? text.zh : text.en}};
}

void put(JsonObject& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

JsonObject validation_of(const Component& component) {
  JsonObject validate;
  if (component.is_required) validate["required"] = true;
  if (component.min) validate["min"] = component.min->print();
  if (component.max) validate["max"] = component.max->print();
  if (component.length_min) validate["minLength"] = *component.length_min;
  if (component.length_max) validate["maxLength"] = *component.length_max;
  put(validate, "pattern", component.pattern);
  put(validate, "dateMin", component.date_min);
  put(validate, "dateMax", component.date_max);
  return validate;
}

JsonObject properties_of(const Component& component) {
  JsonObject properties;
  for (const auto& [key, value] : component.properties) properties[key] = value;
  put(properties, "jw:widget", component.widget);
  put(properties, "jw:record", component.record_type);
  put(properties, "jw:unit", component.unit.zh);
  if (component.unit.en != component.unit.zh) put(properties, "jw:unit_en", component.unit.en);
  put(properties, "jw:currency", component.currency);
  put(properties, "jw:clause", component.clause);
  if (component.is_many) properties["jw:many"] = "true";
  return properties;
}

// `list`: where they stand, "" or "lines.".
JsonArray components_json(const std::vector<Component>& components, const Permissions& permissions,
                          const std::string& list);

JsonObject component_json(const Component& component, const Permissions& permissions,
                          const std::string& list) {
  JsonObject json{{"id", component.id}, {"type", component.type}};
  put(json, "key", component.key);
  json["label"] = text_json(component.label);
  if (!component.description.zh.empty()) json["description"] = text_json(component.description);
  put(json, "subtype", component.subtype);
  put(json, "text", component.text);
  if (component.default_value) json["defaultValue"] = *component.default_value;
  if (component.scale) json["decimalDigits"] = *component.scale;
  json["layout"] = JsonObject{{"columns", component.columns}};
  if (JsonObject validate = validation_of(component); !validate.empty()) {
    json["validate"] = std::move(validate);
  }
  if (!component.choices.empty()) {
    JsonArray values;
    for (const Choice& choice : component.choices) {
      values.push_back(JsonObject{{"value", choice.value}, {"label", text_json(choice.label)}});
    }
    json["values"] = std::move(values);
  }
  if (JsonObject properties = properties_of(component); !properties.empty()) {
    json["properties"] = std::move(properties);
  }
  if (!component.key.empty()) json["mode"] = name_of(permissions.of(list + component.key));
  if (component.is_read_only) json["readonly"] = true;
  if (!component.components.empty()) {
    const bool is_list = component.type == "dynamiclist";
    json["components"] = components_json(component.components, permissions,
                                         is_list ? list + component.key + "." : list);
  }
  return json;
}

JsonArray components_json(const std::vector<Component>& components, const Permissions& permissions,
                          const std::string& list) {
  JsonArray out;
  for (const Component& component : components) {
    const bool is_hidden =
        !component.key.empty() && permissions.of(list + component.key) == Mode::Hide;
    if (!is_hidden) out.push_back(component_json(component, permissions, list));
  }
  return out;
}

}  // namespace

base::Json to_json(const Form& form, const Permissions& permissions) {
  return JsonObject{{"id", form.id},
                    {"type", "default"},
                    {"schemaVersion", form.schema_version},
                    {"title", text_json(form.title)},
                    {"components", components_json(form.components, permissions, "")}};
}

}  // namespace forms
