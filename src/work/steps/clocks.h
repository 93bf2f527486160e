// Private to the module: reminders, escalation and due dates of one task.
#pragma once

#include "work/task.h"

namespace work {

// Schedules what the settings ask for, from now.
void start_clocks(Context& context, const Task& task);

}  // namespace work
