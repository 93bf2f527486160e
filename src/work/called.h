// What a matter waits for, in its own steps and in the processes that it has called.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

// The acts of persons in it, and in what it has called: whether `counts` holds for any of them,
// told by the person. What was taken back or superseded is none.
bool has_act(storage::Connection& db, int64_t instance,
             const std::function<bool(std::string_view person)>& counts);

std::vector<Task> tasks_in_hand(storage::Connection& db, int64_t instance);

}  // namespace work
