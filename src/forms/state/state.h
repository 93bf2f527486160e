// The state of a whole form for given values: what evaluate() tells and accept() decides by.
#pragma once

#include <map>

#include "forms/forms.h"

namespace forms {

struct ComponentState {
  const Component* component = nullptr;
  FieldState field;
  bool is_editable = false;
  // Of the record's own check, shown while people type. Accepting leaves it to the record, which
  // refuses with the pack's code.
  std::optional<base::Text> check_problem;
};

class FormState {
 public:
  FormState(const Form& form, const Permissions& permissions, const base::JsonObject& values,
            const Scope& scope);
  const std::vector<ComponentState>& fields() const { return fields_; }
  const ComponentState* field(std::string_view key) const;

 private:
  class ValueNames;
  void add(const Component& component, bool is_hidden_above);
  void set_mode(const Component& component, bool is_hidden_above, ComponentState& made);
  void set_value(const Component& component, ComponentState& made);
  void set_problems(const Component& component, ComponentState& made);
  std::vector<Choice> choices_of(const Component& component);
  feel::Value evaluate(const std::string& formula);

  const Permissions& permissions_;
  const Scope& scope_;
  std::map<std::string, feel::Value, std::less<>> seen_;  // the form's own values
  base::JsonObject values_;
  std::vector<ComponentState> fields_;
};

}  // namespace forms
