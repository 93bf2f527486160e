// Values out of the text that print() gives.
#pragma once

#include <optional>
#include <string_view>

#include "feel/value.h"

namespace feel {

// What print() wrote of null, booleans, numbers, texts and of lists and contexts of them, several
// times faster than as an expression. Empty for everything else (temporals, ranges, blanks that
// print() does not write): that is to be evaluated.
std::optional<Value> read_back(std::string_view printed);

}  // namespace feel
