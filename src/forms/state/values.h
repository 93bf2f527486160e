// One field's value: whether it fits its component, and what formulas see of it.
#pragma once

#include <optional>

#include "forms/forms.h"

namespace forms {

// Null, an empty text or an empty list.
bool is_empty(const base::Json& value);
// What is wrong with a value that is not empty; `choices` are those offered now.
std::vector<base::Text> problems_of(const Component& component, const base::Json& value,
                                    const std::vector<Choice>& choices);
// Texts trimmed, empty ones null.
base::Json cleaned(const Component& component, const base::Json& value);
feel::Value to_feel(const Component& component, const base::Json& value, std::string_view zone);

}  // namespace forms
