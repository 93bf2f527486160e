// When what waits for the clock goes on.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "storage/connection.h"

namespace runtime {

// The first of the timers that the element instance holds; none where it holds none, or while its
// instance is suspended.
std::optional<base::Time> next_timer(storage::Connection& db, int64_t instance, int64_t element);

struct WaitingTimer {
  std::string element_id;  // the event that fires
  base::Time due;
  bool is_held = false;  // while its instance is suspended
  int repetitions = 0;   // left after this one; -1: without end
  std::string interval;  // of a cycle: ISO duration
};
// All that an instance waits for, the first due first.
std::vector<WaitingTimer> waiting_timers(storage::Connection& db, int64_t instance);

}  // namespace runtime
