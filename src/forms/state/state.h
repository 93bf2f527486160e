// The state of a whole form for given values: what evaluate() tells and accept() decides by.
#pragma once

#include <map>

#include "forms/forms.h"

namespace forms {

struct ComponentState {
  const Component* component = nullptr;
  FieldState field;  // its key is the path: "name", in a row of a list "devices.0.name"
  base::Text label;  // in a row with the row's number
  bool is_editable = false;
  bool is_in_row = false;
  // Of the record's own check, shown while people type. Accepting leaves it to the record, which
  // refuses with the pack's code.
  std::optional<base::Text> check_problem;
};

class FormState {
 public:
  FormState(const Form& form, const Permissions& permissions, const base::JsonObject& values,
            const Scope& scope);
  const std::vector<ComponentState>& fields() const { return fields_; }
  const ComponentState* field(std::string_view path) const;
  // The rows of a list as they are kept: visible fields only, texts cleaned, computed ones filled.
  base::Json rows_of(const ComponentState& list) const;

 private:
  // Where components stand: in the form itself, or in one row of a list.
  struct Level {
    std::string prefix;  // of paths: "" or "devices.0."
    std::string list;    // of permissions: "" or "devices."
    base::JsonObject values;
    std::map<std::string, feel::Value, std::less<>> seen;  // the same, as formulas see them
    const Level* around = nullptr;                         // nullptr: the form itself
    Mode mode = Mode::Edit;                                // of the list around a row
    base::Text label;                                      // "第 1 行 "
  };
  class LevelNames;
  Level row_level(const ComponentState& list, size_t number, const Level& around) const;
  void add_all(const std::vector<Component>& components, Level& level, Mode above);
  void add(const Component& component, Level& level, Mode above);
  void add_rows(const ComponentState& list, Level& level);
  static void add_totals(const Component& list, const feel::Values& rows, base::JsonObject& totals);
  void set_mode(const Component& component, const Level& level, Mode above, ComponentState& made);
  void set_value(const Component& component, Level& level, ComponentState& made);
  void set_problems(const Component& component, const Level& level, ComponentState& made);
  void add_currency_problem(const Component& component, const Level& level, ComponentState& made);
  Mode permitted(const Component& component, const Level& level) const;
  std::vector<Choice> choices_of(const Component& component, const Level& level);
  feel::Value evaluate(const std::string& formula, const Level& level);

  const Permissions& permissions_;
  const Scope& scope_;
  std::vector<ComponentState> fields_;
  std::map<std::string, size_t, std::less<>> places_;  // of paths in fields_
};

}  // namespace forms
