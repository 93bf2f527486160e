#include "work/due_dates.h"

#include <algorithm>

#include "work/steps/clocks.h"
#include "work/steps/common.h"
#include "work/steps/due.h"

namespace work {
namespace {

// Whether the time that stands is the one that counting gives.
bool stands(Context& context, const Task& task, const std::optional<Due>& due,
            std::string_view column) {
  if (!due || !runs_on_calendar(*due)) return false;
  return clock_of(context, task.key, column) == due_of(context, task, *due);
}

std::optional<Due> reminder_of(const Task& task) {
  return task.settings.remind ? std::optional<Due>(task.settings.remind->first) : std::nullopt;
}

std::optional<Due> escalation_of(const Task& task) {
  return task.settings.escalate ? std::optional<Due>(task.settings.escalate->after) : std::nullopt;
}

void tell_moved(Context& context, const Task& task, const MovedDue& moved) {
  tell(context, task, "due_moved",
       {{"reason", "calendar_changed"},
        {"from", base::print_utc(moved.from)},
        {"to", base::print_utc(moved.to)},
        {"text", json_of({"工作日历变更，期限重新计算：" +
                              base::print_in_zone(moved.from, context.calendar.zone) + " → " +
                              base::print_in_zone(moved.to, context.calendar.zone),
                          "The working calendar changed, the due date was counted again: " +
                              base::print_in_zone(moved.from, context.calendar.zone) + " → " +
                              base::print_in_zone(moved.to, context.calendar.zone)})}});
  bump_version(context.tx, task.key);
  signal_task(context, task, open_candidates(task));
}

std::optional<MovedDue> count_due(Context& context, const Task& task) {
  const MovedDue moved{task.key, headline(context, task), *task.due_at,
                       due_of(context, task, *task.settings.due)};
  if (moved.from == moved.to || moved.to < context.tx.now) return {};
  move_clock(context, task.key, due_column, moved.to);
  tell_moved(context, task, moved);
  return moved;
}

void count_clock(Context& context, const Task& task, const std::optional<Due>& due,
                 std::string_view column) {
  const base::Time at = due_of(context, task, *due);
  if (at >= context.tx.now && clock_of(context, task.key, column) != at)
    move_clock(context, task.key, column, at);
}

}  // namespace

std::vector<CountedTask> counted_tasks(Context& context) {
  std::vector<CountedTask> found;
  for (const int64_t key :
       task_keys(context.tx.db,
                 "state = 'open' AND suspended_at IS NULL AND (due_at IS NOT NULL OR remind_at IS "
                 "NOT NULL OR escalate_at IS NOT NULL) ORDER BY id",
                 {})) {
    const Task task = *find_task(context.tx.db, key);
    const CountedTask one{key, stands(context, task, task.settings.due, due_column),
                          stands(context, task, reminder_of(task), reminder_column),
                          stands(context, task, escalation_of(task), escalation_column)};
    if (one.is_due_counted || one.is_reminder_counted || one.is_escalation_counted)
      found.push_back(one);
  }
  return found;
}

std::vector<MovedDue> count_again(Context& context, const std::vector<CountedTask>& tasks) {
  std::vector<MovedDue> moved;
  for (const CountedTask& one : tasks) {
    const auto task = find_task(context.tx.db, one.task);
    if (!task || !task->is_open()) continue;
    if (one.is_due_counted) {
      if (auto due = count_due(context, *task)) moved.push_back(std::move(*due));
    }
    if (one.is_reminder_counted) count_clock(context, *task, reminder_of(*task), reminder_column);
    if (one.is_escalation_counted)
      count_clock(context, *task, escalation_of(*task), escalation_column);
  }
  std::ranges::sort(moved, {}, &MovedDue::to);
  return moved;
}

void set_due_date(Context& context, int64_t key, base::Time due) {
  const auto task = find_task(context.tx.db, key);
  if (!task || !task->is_open()) return;
  move_clock(context, key, due_column, due);
  bump_version(context.tx, key);
  signal_task(context, *task, open_candidates(*task));
}

}  // namespace work
