// How much a value holds.
#pragma once

#include "feel/value.h"

namespace feel {

// One for each value in it, and one more for each 16 bytes of text. It is known, not counted.
uint32_t weight(const Value& value);
// What is heavier is no value. One that holds a thing twice is as heavy as when it held two:
// whoever walks through it meets it twice.
inline constexpr uint32_t kWeightMax = 1U << 24;

}  // namespace feel
