// Many timers that are due within one second.
#pragma once

#include <cstdint>

namespace bench {

struct TimerRun {
  double seconds = 0;  // from the moment at which all are due to the last commit
  bool is_in_order = false;
};

// Instances of a timer between start and end; their dues lie evenly in one second.
TimerRun fire_timers(int64_t count);

}  // namespace bench
