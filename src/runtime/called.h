// Instances that wait for others: those that call activities called.
#pragma once

#include <vector>

#include "storage/connection.h"

namespace runtime {

struct Called {
  int64_t element = 0;   // the call activity's element instance
  int64_t instance = 0;  // what it called
};
// Of the call activities that wait now, in the order in which they began.
std::vector<Called> called_now(storage::Connection& db, int64_t instance);

}  // namespace runtime
