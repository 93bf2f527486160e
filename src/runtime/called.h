// What call activities called: who waits for whom, and what runs beside its caller.
#pragma once

#include <optional>
#include <vector>

#include "storage/connection.h"

namespace runtime {

struct Called {
  int64_t element = 0;   // the call activity's element instance
  int64_t instance = 0;  // what it called
};
// Of the call activities that wait now, in the order in which they began.
std::vector<Called> called_now(storage::Connection& db, int64_t instance);

struct CalledBy {
  int64_t instance = 0;
  bool is_waited_for = true;  // false: the caller went on at once (jw:wait=false)
  bool operator==(const CalledBy&) const = default;
};
std::optional<CalledBy> caller_of(storage::Connection& db, int64_t instance);
// Whatever the instance itself has called, over or not, the oldest first.
std::vector<int64_t> all_called(storage::Connection& db, int64_t instance);

}  // namespace runtime
