// Steps that have not begun of matters that run, and whose people a field of the record names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/act.h"

namespace app {

struct NamedAhead {
  int64_t instance = 0;
  std::string element;
  base::Text field;
};
// For which somebody is named, or was named who has left and whose successor he is: whoever takes
// over everything is asked there in his place. Left out are fields that change hands themselves
// (Field::handed_over).
std::vector<NamedAhead> steps_naming(Act& act, const std::string& person);

}  // namespace app
