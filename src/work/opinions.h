// What was said at the steps of a matter and still counts: for the opinion areas of its form
// (意见框).
#pragma once

#include <vector>

#include "work/task.h"

namespace work {

// Tasks whose votes count in this pass, the oldest first: what was returned over is not among them.
std::vector<Task> tasks_that_count(storage::Connection& db, int64_t instance);

}  // namespace work
