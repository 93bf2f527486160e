// Due dates, reminders and escalations of open tasks when the working calendar changes.
#pragma once

#include <vector>

#include "work/task.h"

namespace work {

// An open task whose times are those that the calendar of now gives: neither paused since nor set
// by somebody. A task without a time that runs in working time is not among them.
struct CountedTask {
  int64_t task = 0;
  bool is_due_counted = false;
  bool is_reminder_counted = false;  // the first one
  bool is_escalation_counted = false;
};
// Ask before the change, with the calendar of before.
std::vector<CountedTask> counted_tasks(Context& context);

struct MovedDue {
  int64_t task = 0;
  base::Text about;
  base::Time from;
  base::Time to;
};
// Counts again from the day each task came, with the calendar of `context`. A due date that moves
// is told in the history; none moves into the past. Returns those that moved, the soonest first.
std::vector<MovedDue> count_again(Context& context, const std::vector<CountedTask>& tasks);

// Another due date, told and watched as the first. Nothing when the task is over.
void set_due_date(Context& context, int64_t task, base::Time due);

}  // namespace work
