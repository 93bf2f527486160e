// What FEEL reads as the name of a variable.
#pragma once

#include <string_view>

namespace bpmn {

// Names with points between them, as FEEL reads them; none begins with a digit.
bool is_variable_path(std::string_view text);
// One such name, without a point.
bool is_variable_name(std::string_view text);

}  // namespace bpmn
