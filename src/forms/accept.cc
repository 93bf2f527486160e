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

void add_forged(std::string path, const base::Text& label, base::Error& error) {
  error.missing.push_back(
      {Kind::Field, std::move(path), label, {"您不能填写该字段", "you may not fill it in"}});
}

// Whether the field has this value already: a computed one as it was shown, in a row any of the
// old rows, since rows have no names and may have been moved.
bool has_already(const ComponentState& field, const Json& old, const Json& value) {
  if (value == old || is_empty(value)) return true;
  return field.field.is_computed && value == field.field.value;
}

bool is_in_a_row(const Json& old_list, std::string_view key, const Json& value) {
  if (!old_list.is_array()) return false;
  for (const Json& row : old_list.as_array()) {
    const Json* there = base::find(row, key);
    if (there && *there == value) return true;
  }
  return false;
}

// Fields of the rows of a list that this person may not fill in.
void add_forged_rows(const FormState& state, const ComponentState& list, const Json& old,
                     base::Error& error) {
  if (!is_list_of_rows(list.field.value)) return;
  size_t number = 0;
  for (const Json& row : list.field.value.as_array()) {
    const std::string prefix = list.field.key + "." + std::to_string(number++) + ".";
    for (const auto& [key, value] : row.as_object()) {
      const std::string path = prefix + std::string(key);
      const ComponentState* field = state.field(path);
      if (field && field->component->type == "dynamiclist" && field->is_editable) {
        add_forged_rows(state, *field, nullptr, error);
      }
      if (field && (field->is_editable || has_already(*field, nullptr, value))) continue;
      if (field && is_in_a_row(old, key, value)) continue;
      add_forged(path, field ? field->label : base::Text{std::string(key), {}}, error);
    }
  }
}

// Fields that this person may not fill in, given with another value than they have.
base::Error forged(const FormState& state, const JsonObject& old, const JsonObject& submitted) {
  base::Error error = base::refusal("forms.field_not_editable");
  for (const auto& [key, value] : submitted) {
    const std::string path(key);
    const ComponentState* field = state.field(path);
    const bool is_row = field && field->is_in_row;
    const Json& before = value_of(old, key);
    if (!field || is_row || (!field->is_editable && !has_already(*field, before, value))) {
      add_forged(path, field ? field->label : base::Text{path, {}}, error);
    } else if (field->component->type == "dynamiclist" && field->is_editable) {
      add_forged_rows(state, *field, before, error);
    }
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
          {Kind::Field, one.field.key, one.label, {"请填写", "must be filled in"}});
    }
    for (const base::Text& problem : one.field.problems) {
      error.missing.push_back({Kind::Field, one.field.key, one.label, problem});
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
    if (!one.is_editable || !one.field.is_visible || one.is_in_row) continue;
    const Component& component = *one.component;
    const bool is_default = !values.contains(component.key) && component.default_value;
    if (!submitted.contains(component.key) && !is_default) continue;
    const bool has_rows = component.type == "dynamiclist" && !is_empty(one.field.value);
    accepted[component.key] = has_rows ? state.rows_of(one) : cleaned(component, one.field.value);
  }
  return accepted;
}

}  // namespace forms
