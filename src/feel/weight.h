// How much a value holds.
#pragma once

#include "feel/value.h"

namespace feel {

// One for each value in it, and one more for each 16 bytes of text. It is known, not counted.
uint32_t weight(const Value& value);

}  // namespace feel
