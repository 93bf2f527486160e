// A matter ends since its record does.
#pragma once

#include <cstdint>

#include "work/context.h"

namespace work {

// Whoever has the matter in hand is told. Call before it ends.
void tell_ending_with_record(Context& context, int64_t instance);

}  // namespace work
