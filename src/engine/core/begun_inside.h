// Multi-instance activities that begin in their middle: a return or a jump leads into one that does
// not run (engine/reentry.h).
#pragma once

#include <cstdint>

namespace engine {

class Work;

// Of a sub-process that was just entered; false: it begins at its start.
bool begin_inside(Work& work, int64_t key);

}  // namespace engine
