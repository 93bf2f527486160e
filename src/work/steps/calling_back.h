// Private to the module: what a model tells other systems, as events of the history that those
// systems are brought (callback.step_begun, callback.step_done, callback.matter_ended: {systems,
// …}).
#pragma once

#include "work/instances.h"
#include "work/task.h"

namespace work {

// The step begins (jw:callback.begin).
void call_back_begun(Context& context, const Task& task);
// The step is decided (jw:callback.after).
void call_back_after(Context& context, const Task& task, const std::string& outcome);
// The matter has come to an end, or an ended one is something else now (jw:callback.end).
// `told`: the systems.
void call_back_at_end(Context& context, const Instance& instance, const std::string& told);

}  // namespace work
