// Private to the module: whom a matter concerns beyond those who have to act.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

// Everybody who takes part in the instance.
std::vector<std::string> participants(storage::Connection& db, int64_t instance);
// The seat of a member who did not vote before the end; nullptr when there is none.
const Seat* silent_seat(const Task& task, std::string_view person);

}  // namespace work
