#include "forms/state/state.h"
#include "forms/state/values.h"

namespace forms {

namespace {

using base::Json;
using base::JsonObject;
using Kind = base::Missing::Kind;

const Json& value_of(const JsonObject& values, std::string_view key) {
  static const Json nothing;
  const auto* found = values.if_contains(key);
  return found ? *found : nothing;
}

// Fields that this person may not fill in, given with another value than they have.
base::Error forged(const FormState& state, const JsonObject& old, const JsonObject& submitted) {
  base::Error error = base::refusal("forms.field_not_editable");
  for (const auto& [key, value] : submitted) {
    const ComponentState* field = state.field(key);
    if (field && (field->is_editable || value == value_of(old, key) || is_empty(value))) continue;
    // A computed value that the page sends back as it was shown.
    const bool is_computed = field && !field->component->computed.empty();
    if (is_computed && value == field->field.value) continue;
    const base::Text label = field ? field->component->label : base::Text{std::string(key), {}};
    error.missing.push_back(
        {Kind::Field, std::string(key), label, {"您不能填写该字段", "you may not fill it in"}});
  }
  return error;
}

bool is_answered(const Component& component, const Json& value) {
  if (is_empty(value)) return false;
  // A box that must be ticked, as Camunda means it.
  const bool is_plain_box = component.type == "checkbox" && component.widget.empty();
  return !is_plain_box || value == Json(true);
}

base::Error invalid(const FormState& state) {
  base::Error error = base::refusal("forms.invalid");
  for (const ComponentState& one : state.fields()) {
    if (!one.is_editable || !one.field.is_visible) continue;
    const Component& component = *one.component;
    const size_t before = error.missing.size();
    if (one.field.is_required && !is_answered(component, one.field.value)) {
      error.missing.push_back(
          {Kind::Field, component.key, component.label, {"请填写", "must be filled in"}});
    }
    for (const base::Text& problem : one.field.problems) {
      error.missing.push_back({Kind::Field, component.key, component.label, problem});
    }
    if (error.missing.size() > before && error.clause.empty()) error.clause = component.clause;
  }
  return error;
}

}  // namespace

base::Result<JsonObject> accept(const Form& form, const Permissions& permissions,
                                const JsonObject& old, const JsonObject& submitted,
                                const Scope& scope) {
  JsonObject values = old;
  for (const auto& [key, value] : submitted) values[key] = value;
  const FormState state(form, permissions, values, scope);

  base::Error not_editable = forged(state, old, submitted);
  if (!not_editable.missing.empty()) return not_editable;
  base::Error wrong = invalid(state);
  if (!wrong.missing.empty()) return wrong;

  JsonObject accepted;
  for (const ComponentState& one : state.fields()) {
    if (!one.is_editable || !one.field.is_visible) continue;
    const std::string& key = one.component->key;
    const bool is_default = !values.contains(key) && one.component->default_value;
    if (submitted.contains(key) || is_default) {
      accepted[key] = cleaned(*one.component, one.field.value);
    }
  }
  return accepted;
}

}  // namespace forms
