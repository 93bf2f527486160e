// Private to the module: when a task is due, as its model says.
#pragma once

#include "work/task.h"

namespace work {

// What jw:due says in FEEL, else what the engine found of zeebe:taskSchedule, is written into the
// task's properties (due_found): later counting starts from the same words. Nothing changes where
// neither says anything; of what gives no date, moment or duration the story tells, and the task
// has no due date.
void find_due(Context& context, Task& task, const std::string& scheduled);
// zeebe:taskSchedule followUpDate in the same words, by the company's calendar; of a day it is the
// beginning of its work.
std::optional<base::Time> follow_up_of(Context& context, const Task& task,
                                       const std::string& scheduled);

// What is written in words; a moment without an offset is one of the zone. Empty: none of them.
std::optional<Due> due_in(std::string_view text, const std::string& zone);
// The words that read the same again.
std::string print(const Due& due);

// By the calendar of the task's people, from when it came. Of a day it is the end of its work; on a
// day off that of the next working day.
base::Time due_of(Context& context, const Task& task, const Due& due);
// The same by a calendar that is given.
base::Time due_by(const base::WorkingCalendar& calendar, const Task& task, const Due& due);
// Whether another calendar may move it.
bool runs_on_calendar(const Due& due);

}  // namespace work
