// What a matter waits for, in its own steps and in the processes that it has called.
#pragma once

#include <vector>

#include "work/task.h"

namespace work {

std::vector<Task> tasks_in_hand(storage::Connection& db, int64_t instance);

}  // namespace work
