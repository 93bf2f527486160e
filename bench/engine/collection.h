// A parallel multi-instance activity that collects what its jobs give.
#pragma once

#include <cstdint>

namespace bench {

// Seconds from the first of `count` jobs completed to the end of the instance; each job is
// completed by an act of its own, 64 at once.
double collect(int64_t count);

}  // namespace bench
