// One field's value: whether it fits its component, and what formulas see of it.
#pragma once

#include <optional>

#include "forms/forms.h"

namespace forms {

// Null, an empty text or an empty list.
bool is_empty(const base::Json& value);
// Objects, as many as a list may hold.
bool is_list_of_rows(const base::Json& value);
// What is wrong with a value that is not empty; `choices` are those offered now.
std::vector<base::Text> problems_of(const Component& component, const base::Json& value,
                                    const std::vector<Choice>& choices);
// Texts trimmed, empty ones null.
base::Json cleaned(const Component& component, const base::Json& value);
// Every field of the form or row, given or by default.
std::map<std::string, feel::Value, std::less<>> seen_of(const std::vector<Component>& components,
                                                        const base::JsonObject& values,
                                                        std::string_view zone);
feel::Value to_feel(const Component& component, const base::Json& value, std::string_view zone);

}  // namespace forms
