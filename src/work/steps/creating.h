// Private to the module: a task with its seats comes into being.
#pragma once

#include <vector>

#include "work/steps/candidates.h"
#include "work/task.h"

namespace work {

// Seats are made from the plans, rules that decide without people are followed, and those whose
// turn it is are told. Refuses as create_task does.
base::Result<void> offer_task(Context& context, Task task, const std::vector<SeatPlan>& plans);

// The same before any rule is followed or anybody told: `settle` has to come after it.
base::Result<void> store_task(Context& context, Task task, const std::vector<SeatPlan>& plans);

}  // namespace work
