// A longer process: ten service tasks and two timers, worked through by callers who act as soon as
// there is something to do.
#pragma once

#include <cstdint>

namespace bench {

// Seconds until `instances` have ended, `at_once` of them running at any time; 21 acknowledged acts
// each: create it, activate and complete ten jobs. Its two timers take a tenth of a second each.
double run_errands(int64_t instances, int64_t at_once);

}  // namespace bench
