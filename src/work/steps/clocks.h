// Private to the module: reminders, escalation and due dates of one task.
#pragma once

#include "work/task.h"

namespace work {

// Schedules what the settings ask for, from now.
void start_clocks(Context& context, const Task& task);
// Of a step that is entered again: what is due so long after its beginning is due so long from now.
void restart_clocks(Context& context, const Task& task);

// By which the task counts its working time: that of its people's site when they share one, else
// the company's.
base::WorkingCalendar calendar_for(Context& context, const Task& task);
base::Time add_for(Context& context, const Task& task, base::Time from,
                   const base::Duration& duration);

// How much of it lies between.
base::Span working_time_for(Context& context, const Task& task, base::Time from, base::Time to);

// The three times of a task by the columns that hold them.
inline constexpr std::string_view due_column = "due_at";
inline constexpr std::string_view reminder_column = "remind_at";
inline constexpr std::string_view escalation_column = "escalate_at";
std::optional<base::Time> clock_of(Context& context, int64_t task, std::string_view column);
void move_clock(Context& context, int64_t task, std::string_view column, base::Time at);

}  // namespace work
