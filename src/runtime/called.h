// Instances that wait for others: those that call activities called.
#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "storage/connection.h"

namespace runtime {

struct Called {
  int64_t element = 0;   // the call activity's element instance
  int64_t instance = 0;  // what it called
};
// Of the call activities that wait now, in the order in which they began.
std::vector<Called> called_now(storage::Connection& db, int64_t instance);

struct Call {
  std::string element;   // the id of the call activity
  int64_t instance = 0;  // what it called
  base::Time started_at;
};
// Those that run or have completed, not what was given up, in the order in which they began.
std::vector<Call> calls_of(storage::Connection& db, int64_t instance);

}  // namespace runtime
