#include "forms/state/state.h"

#include <algorithm>

#include "forms/state/values.h"

namespace forms {

// The record's draft first, which holds the form's values already; then the form; then variables.
class FormState::ValueNames final : public feel::Names {
 public:
  explicit ValueNames(const FormState& state) : state_(state) {}
  std::optional<feel::Value> find(std::string_view name) const override {
    const Scope& scope = state_.scope_;
    if (scope.record) {
      if (auto value = scope.record->find(name)) return value;
    }
    const auto own = state_.seen_.find(name);
    if (own != state_.seen_.end()) return own->second;
    return scope.names ? scope.names->find(name) : std::nullopt;
  }

 private:
  const FormState& state_;
};

FormState::FormState(const Form& form, const Permissions& permissions,
                     const base::JsonObject& values, const Scope& scope)
    : permissions_(permissions), scope_(scope), values_(values) {
  for (const Component* component : forms::fields(form)) {
    const auto* given = values.if_contains(component->key);
    const bool has_default = !given && component->default_value;
    const base::Json value = has_default ? *component->default_value
                             : given     ? *given
                                         : base::Json(nullptr);
    seen_[component->key] = to_feel(*component, value, scope.zone);
  }
  for (const Component& component : form.components) add(component, false);
}

const ComponentState* FormState::field(std::string_view key) const {
  const auto found = std::ranges::find_if(
      fields_, [&](const ComponentState& one) { return one.component->key == key; });
  return found == fields_.end() ? nullptr : &*found;
}

feel::Value FormState::evaluate(const std::string& formula) {
  feel::Evaluation evaluation;
  evaluation.now = scope_.now;
  evaluation.zone = scope_.zone;
  evaluation.functions = scope_.functions;
  evaluation.steps_left = 200'000;
  return feel::evaluate(formula, ValueNames(*this), evaluation,
                        {.dialect = feel::Dialect::Camunda});
}

void FormState::add(const Component& component, bool is_hidden_above) {
  const bool is_hidden =
      is_hidden_above || (!component.hide_when.empty() && evaluate(component.hide_when).is_true());
  if (!component.key.empty()) {
    ComponentState made;
    made.component = &component;
    made.field.key = component.key;
    set_mode(component, is_hidden, made);
    set_value(component, made);
    set_problems(component, made);
    fields_.push_back(std::move(made));
  }
  if (component.type == "dynamiclist") return;
  for (const Component& inner : component.components) add(inner, is_hidden);
}

void FormState::set_mode(const Component& component, bool is_hidden_above, ComponentState& made) {
  const Mode permitted = permissions_.of(component.key);
  const bool is_read_only =
      component.is_read_only || !component.computed.empty() ||
      (!component.read_only_when.empty() && evaluate(component.read_only_when).is_true());
  made.field.is_visible = !is_hidden_above && permitted != Mode::Hide;
  made.is_editable = (permitted == Mode::Edit || permitted == Mode::Required) && !is_read_only;
  const bool is_required =
      permitted == Mode::Required || component.is_required ||
      (!component.required_when.empty() && evaluate(component.required_when).is_true());
  made.field.is_required = is_required && made.is_editable && made.field.is_visible;
  made.field.mode = permitted == Mode::Hide  ? Mode::Hide
                    : !made.is_editable      ? Mode::Read
                    : made.field.is_required ? Mode::Required
                                             : Mode::Edit;
}

void FormState::set_value(const Component& component, ComponentState& made) {
  const auto* given = values_.if_contains(component.key);
  if (permissions_.of(component.key) == Mode::Hide) {
    made.field.value = nullptr;
  } else if (!component.computed.empty()) {
    const feel::Value value = evaluate(component.computed);
    const bool is_scaled = value.is(feel::Kind::Number) && component.scale;
    made.field.value =
        is_scaled ? feel::to_json(value.number().round(*component.scale, base::Rounding::HalfUp))
                  : feel::to_json(value);
    seen_[component.key] = value;
  } else if (given) {
    made.field.value = *given;
  } else if (component.default_value) {
    made.field.value = *component.default_value;
  }
}

std::vector<Choice> FormState::choices_of(const Component& component) {
  if (component.values_key.empty() && component.choices_formula.empty()) return component.choices;
  const bool is_named = component.choices_formula.empty();
  const feel::Value list = evaluate(is_named ? component.values_key : component.choices_formula);
  std::vector<Choice> choices;
  if (!list.is(feel::Kind::List)) return choices;
  for (const feel::Value& item : list.items()) {
    const bool is_pair = item.is(feel::Kind::Context);
    const feel::Value& value = is_pair ? item["value"] : item;
    const std::string label = feel::to_text(is_pair ? item["label"] : item);
    choices.push_back({feel::to_json(value), {label, label}});
  }
  return choices;
}

void FormState::set_problems(const Component& component, ComponentState& made) {
  const bool is_computed_choice =
      !component.values_key.empty() || !component.choices_formula.empty();
  const std::vector<Choice> choices = choices_of(component);
  if (is_computed_choice) made.field.choices = choices;
  if (!made.is_editable || !made.field.is_visible || is_empty(made.field.value)) return;
  made.field.problems = problems_of(component, made.field.value, choices);
  if (!made.field.problems.empty() || component.check_when.empty()) return;
  if (evaluate(component.check_when).is_false()) {
    made.check_problem = component.check_text;
  }
}

std::vector<FieldState> evaluate(const Form& form, const Permissions& permissions,
                                 const base::JsonObject& values, const Scope& scope) {
  std::vector<FieldState> states;
  const FormState state(form, permissions, values, scope);
  for (const ComponentState& one : state.fields()) {
    states.push_back(one.field);
    if (one.check_problem) states.back().problems.push_back(*one.check_problem);
  }
  return states;
}

}  // namespace forms
