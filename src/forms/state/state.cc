#include "forms/state/state.h"

#include <algorithm>

#include "base/currency.h"
#include "forms/state/values.h"

namespace forms {

namespace {

feel::Value context_of(const std::map<std::string, feel::Value, std::less<>>& seen) {
  feel::Fields fields;
  for (const auto& [name, value] : seen) fields.set(name, value);
  return fields.build();
}

}  // namespace

// In a row: its own fields, `this`, `parent`, then what is around the list. In the form: the
// record's draft, which holds the form's values already; then the form; then variables.
class FormState::LevelNames final : public feel::Names {
 public:
  LevelNames(const Scope& scope, const Level& level) : scope_(scope), level_(level) {}
  std::optional<feel::Value> find(std::string_view name) const override {
    const Level* at = &level_;
    for (; at->around; at = at->around) {
      const auto own = at->seen.find(name);
      if (own != at->seen.end()) return own->second;
      if (name == "this") return context_of(at->seen);
      if (name == "parent") return context_of(at->around->seen);
    }
    if (scope_.record) {
      if (auto value = scope_.record->find(name)) return value;
    }
    const auto own = at->seen.find(name);
    if (own != at->seen.end()) return own->second;
    return scope_.names ? scope_.names->find(name) : std::nullopt;
  }

 private:
  const Scope& scope_;
  const Level& level_;
};

FormState::FormState(const Form& form, const Permissions& permissions,
                     const base::JsonObject& values, const Scope& scope)
    : permissions_(permissions), scope_(scope) {
  Level whole;
  whole.values = values;
  whole.seen = seen_of(form.components, values, scope.zone);
  add_all(form.components, whole, Mode::Edit);
}

const ComponentState* FormState::field(std::string_view path) const {
  const auto found = places_.find(path);
  return found == places_.end() ? nullptr : &fields_[found->second];
}

base::Json FormState::rows_of(const ComponentState& list) const {
  const auto* given = list.field.value.if_array();
  if (!given) return nullptr;
  base::JsonArray rows;
  for (size_t number = 0; number < given->size(); ++number) {
    const std::string prefix = list.field.key + "." + std::to_string(number) + ".";
    base::JsonObject row;
    for (const Component* inner : forms::fields(list.component->components)) {
      const ComponentState& state = *field(prefix + inner->key);
      if (!state.field.is_visible) continue;
      base::Json value =
          inner->type == "dynamiclist" ? rows_of(state) : cleaned(*inner, state.field.value);
      if (!value.is_null()) row[inner->key] = std::move(value);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

feel::Value FormState::evaluate(const std::string& formula, const Level& level) {
  feel::Evaluation evaluation;
  evaluation.now = scope_.now;
  evaluation.zone = scope_.zone;
  evaluation.functions = scope_.functions;
  evaluation.steps_left = 200'000;
  if (scope_.begin) scope_.begin(formula);
  return feel::evaluate(formula, LevelNames(scope_, level), evaluation,
                        {.dialect = feel::Dialect::Camunda});
}

void FormState::add_all(const std::vector<Component>& components, Level& level, Mode above) {
  for (const Component& component : components) add(component, level, above);
}

// `above`: Hide below what is hidden.
void FormState::add(const Component& component, Level& level, Mode above) {
  const bool is_hidden =
      !component.hide_when.empty() && evaluate(component.hide_when, level).is_true();
  const Mode here = is_hidden ? Mode::Hide : above;
  if (!component.key.empty()) {
    ComponentState made;
    made.component = &component;
    made.is_in_row = level.around != nullptr;
    made.field.key = level.prefix + component.key;
    made.label = {level.label.zh + component.label.zh, level.label.en + component.label.en};
    set_mode(component, level, here, made);
    set_value(component, level, made);
    set_problems(component, level, made);
    places_.emplace(made.field.key, fields_.size());
    fields_.push_back(made);
    if (component.type == "dynamiclist") add_rows(made, level);
  }
  if (component.type != "dynamiclist") add_all(component.components, level, here);
}

FormState::Level FormState::row_level(const ComponentState& list, size_t number,
                                      const Level& around) const {
  const std::string place = std::to_string(number + 1);
  Level row;
  row.prefix = list.field.key + "." + std::to_string(number) + ".";
  row.list = around.list + list.component->key + ".";
  row.values = list.field.value.as_array()[number].as_object();
  row.seen = seen_of(list.component->components, row.values, scope_.zone);
  row.around = &around;
  row.mode = list.is_editable ? Mode::Edit : Mode::Read;
  row.label = {around.label.zh + "第 " + place + " 行 ", around.label.en + "row " + place + ", "};
  return row;
}

// Formulas after the list see its rows with what was computed in them.
void FormState::add_rows(const ComponentState& list, Level& level) {
  if (!is_list_of_rows(list.field.value)) return;
  feel::Values rows;
  for (size_t number = 0; number < list.field.value.as_array().size(); ++number) {
    Level row = row_level(list, number, level);
    add_all(list.component->components, row, list.field.is_visible ? Mode::Edit : Mode::Hide);
    rows.push_back(context_of(row.seen));
  }
  add_totals(*list.component, rows, fields_[places_.at(list.field.key)].field.totals);
  level.seen[list.component->key] = feel::Value::list(std::move(rows));
}

void FormState::add_totals(const Component& list, const feel::Values& rows,
                           base::JsonObject& totals) {
  for (const std::string& key : list.totals) {
    base::Decimal sum;
    for (const feel::Value& row : rows) {
      if (row[key].is(feel::Kind::Number)) sum = sum + row[key].number();
    }
    totals[key] = feel::to_json(sum);
  }
}

// In a list that is only read its columns are, too.
Mode FormState::permitted(const Component& component, const Level& level) const {
  const Mode mode = permissions_.of(level.list + component.key);
  return level.mode == Mode::Read ? std::min(mode, Mode::Read) : mode;
}

void FormState::set_mode(const Component& component, const Level& level, Mode above,
                         ComponentState& made) {
  const Mode mode = permitted(component, level);
  const bool is_read_only =
      component.is_read_only || !component.computed.empty() ||
      (!component.read_only_when.empty() && evaluate(component.read_only_when, level).is_true());
  made.field.is_computed = !component.computed.empty();
  made.field.is_visible = above != Mode::Hide && mode != Mode::Hide;
  made.is_editable = (mode == Mode::Edit || mode == Mode::Required) && !is_read_only;
  const bool is_required =
      mode == Mode::Required || component.is_required ||
      (!component.required_when.empty() && evaluate(component.required_when, level).is_true());
  made.field.is_required = is_required && made.is_editable && made.field.is_visible;
  made.field.mode = mode == Mode::Hide       ? Mode::Hide
                    : !made.is_editable      ? Mode::Read
                    : made.field.is_required ? Mode::Required
                                             : Mode::Edit;
}

void FormState::set_value(const Component& component, Level& level, ComponentState& made) {
  const auto* given = level.values.if_contains(component.key);
  if (permitted(component, level) == Mode::Hide) {
    made.field.value = nullptr;
  } else if (!component.computed.empty()) {
    const feel::Value value = evaluate(component.computed, level);
    const bool is_scaled = value.is(feel::Kind::Number) && component.scale;
    made.field.value =
        is_scaled ? feel::to_json(value.number().round(*component.scale, base::Rounding::HalfUp))
                  : feel::to_json(value);
    level.seen[component.key] = value;
  } else if (given) {
    made.field.value = *given;
  } else if (component.default_value) {
    made.field.value = *component.default_value;
  }
}

std::vector<Choice> FormState::choices_of(const Component& component, const Level& level) {
  if (component.values_key.empty() && component.choices_formula.empty()) return component.choices;
  const bool is_named = component.choices_formula.empty();
  const feel::Value list =
      evaluate(is_named ? component.values_key : component.choices_formula, level);
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

void FormState::set_problems(const Component& component, const Level& level, ComponentState& made) {
  const bool is_computed_choice =
      !component.values_key.empty() || !component.choices_formula.empty();
  const std::vector<Choice> choices = choices_of(component, level);
  if (is_computed_choice) made.field.choices = choices;
  if (!made.is_editable || !made.field.is_visible || is_empty(made.field.value)) return;
  made.field.problems = problems_of(component, made.field.value, choices);
  add_currency_problem(component, level, made);
  if (!made.field.problems.empty() || component.check_when.empty()) return;
  if (evaluate(component.check_when, level).is_false()) {
    made.check_problem = component.check_text;
  }
}

// An amount whose currency is chosen in another field of the form or row.
void FormState::add_currency_problem(const Component& component, const Level& level,
                                     ComponentState& made) {
  if (component.currency.empty() || base::is_currency_shaped(component.currency)) return;
  const auto chosen = level.seen.find(component.currency);
  const auto amount = level.seen.find(component.key);
  if (chosen == level.seen.end() || !amount->second.is(feel::Kind::Number)) return;
  const std::string currency = chosen->second.is_null() ? "" : feel::to_text(chosen->second);
  if (const auto problem = base::amount_problem(amount->second.number(), currency)) {
    made.field.problems.push_back(*problem);
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
