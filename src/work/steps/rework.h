// Private to the module: a step that is done over while the task that asked for it waits.
//
// The engine does not know of it: its token stays where it is. The starter mends what he handed in
// this way (退回发起人), since a start has no user task; and whoever did an earlier step does it
// again when the matter comes straight back (原路返回).
#pragma once

#include <string>
#include <vector>

#include "work/steps/candidates.h"
#include "work/steps/common.h"
#include "work/task.h"

namespace work {

// Who did a step, as seats: whom it asks when it is done over. A position stays a position.
std::vector<SeatPlan> plans_again(Context& context, const Task& done);

// `element`: of an executed step, or starter_target. With AfterReturn::Again everything else in the
// instance is given up at once and every step comes again afterwards; with Back other branches go
// on.
base::Result<void> begin_rework(Context& context, const Task& origin, std::string_view element,
                                AfterReturn strategy);
// The step was done over.
base::Result<void> finish_rework(Context& context, const Task& rework, const std::string& outcome,
                                 const base::JsonObject& variables);
// What is done over at the moment for the task that asked for it: more than one where several
// instances of a multi-instance activity have the step.
std::vector<Task> reworks_of(storage::Connection& db, int64_t origin);
// The task of the engine that a return came from first, where a step that is done over was returned
// from in its turn; the task itself where it is done over for nobody.
Task first_origin(storage::Connection& db, const Task& task);
// Whoever waits for it waits no more, nor do those whom that waits for; nothing happens when
// nothing is done over.
void drop_rework(Context& context, const Task& origin, const Why& why);

}  // namespace work
