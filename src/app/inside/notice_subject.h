// What a notice is about, as far as its link says.
#pragma once

#include <string_view>

#include "app/inside/act.h"

namespace app {

// Whether everybody may read what the link of a notice leads to: the record, be it by its task or
// matter, or the written notice. What is about neither is open.
bool is_open_to_all(Act& act, std::string_view link);

}  // namespace app
