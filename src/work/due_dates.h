// Due dates, reminders and escalations of open tasks when the working calendar changes, or the
// people by whose calendar they run.
#pragma once

#include <string>
#include <vector>

#include "work/task.h"

namespace work {

// An open task whose times are those that a calendar of now gives, be it of people who had the task
// before: neither paused since nor set by somebody. A task without a time that runs in working time
// is not among them.
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

// Call it when others sit on the task: what is counted in working time is counted again by the
// calendar of its present people, as when it came. What is over stays over, and nothing moves into
// the past.
void follow_people(Context& context, int64_t task);

// A date or a moment in a field of the record that is another now, as text.
struct DateChange {
  std::string field;
  std::string now;
};
// Open tasks of the record whose jw:due is that field and nothing else (`= record.due_on`) are due
// by what it says now. A field that was emptied leaves them as they were.
void follow_date(Context& context, const engine::RecordRef& record, const DateChange& change);

// Whether the task's jw:due is such a field: its date is what the form says, whatever happens.
bool is_due_by_field(const Task& task);

// Another due date, told and watched as the first. Nothing when the task is over.
void set_due_date(Context& context, int64_t task, base::Time due);

}  // namespace work
