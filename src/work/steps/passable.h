// Private to the module: whether the rule of a step can pass with the seats that it has.
#pragma once

#include <vector>

#include "work/steps/candidates.h"

namespace work {

// What the vote of the seat weighs (jw:weights).
int64_t weight_of(const Task& task, const SeatPlan& plan);

// work.cannot_pass at the step where its rule would say no though every seat agreed; `missing` has
// the step, how many seats it has and what is needed.
base::Result<void> check_passable(Context& context, const Task& task);
// The same of a step that has no seats yet.
base::Result<void> check_passable(Context& context, Task task, const std::vector<SeatPlan>& plans);

// Without the applicant's own (jw:applicant=skip), where those of others can decide the step.
std::vector<SeatPlan> plans_that_count(Context& context, const Task& task,
                                       const std::vector<SeatPlan>& plans);

}  // namespace work
