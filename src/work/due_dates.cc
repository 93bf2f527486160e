#include "work/due_dates.h"

#include <algorithm>

#include "base/text.h"
#include "org/calendar.h"
#include "work/steps/automatic.h"
#include "work/steps/clocks.h"
#include "work/steps/common.h"
#include "work/steps/due.h"
#include "work/store/rows.h"

namespace work {
namespace {

// Those by which a task may have been counted: its people may have been others then.
class Calendars {
 public:
  explicit Calendars(Context& context) : context_(context) {}

  const std::vector<base::WorkingCalendar>& all() {
    if (!all_.empty()) return all_;
    all_.push_back(context_.calendar);
    for (const std::string& site : org::sites(context_.tx.db))
      all_.push_back(org::calendar_of_site(context_.tx.db, site));
    return all_;
  }

 private:
  Context& context_;
  std::vector<base::WorkingCalendar> all_;
};

// Whether the time that stands is one that counting gives.
bool stands(Context& context, Calendars& calendars, const Task& task, const std::optional<Due>& due,
            std::string_view column) {
  if (!due || !runs_on_calendar(*due)) return false;
  const auto at = clock_of(context, task.key, column);
  if (!at) return false;
  if (*at == due_of(context, task, *due)) return true;
  return std::ranges::any_of(calendars.all(), [&](const base::WorkingCalendar& calendar) {
    return *at == due_by(calendar, task, *due);
  });
}

std::optional<Due> reminder_of(const Task& task) {
  return task.settings.remind ? std::optional<Due>(task.settings.remind->first) : std::nullopt;
}

std::optional<Due> escalation_of(const Task& task) {
  return task.settings.escalate ? std::optional<Due>(task.settings.escalate->after) : std::nullopt;
}

CountedTask counted(Context& context, Calendars& calendars, const Task& task) {
  return {task.key, stands(context, calendars, task, task.settings.due, due_column),
          stands(context, calendars, task, reminder_of(task), reminder_column),
          stands(context, calendars, task, escalation_of(task), escalation_column)};
}

Why calendar_changed() {
  return {"calendar_changed",
          {"工作日历变更，期限重新计算：",
           "The working calendar changed, the due date was counted again: "}};
}

Why people_changed() {
  return {"people_changed",
          {"办理人变更，期限按其工作日历重新计算：",
           "Others have it now, the due date was counted again by their working calendar: "}};
}

Why date_changed() {
  return {
      "date_changed",
      {"表单中的日期变更，期限随之变更：", "The date in the form changed, the due date with it: "}};
}

void tell_moved(Context& context, const Task& task, const MovedDue& moved, const Why& why) {
  const std::string times = base::print_in_zone(moved.from, context.calendar.zone) + " → " +
                            base::print_in_zone(moved.to, context.calendar.zone);
  tell(context, task, "due_moved",
       {{"reason", why.reason},
        {"from", base::print_utc(moved.from)},
        {"to", base::print_utc(moved.to)},
        {"text", json_of({why.text.zh + times, why.text.en + times})}});
  bump_version(context.tx, task.key);
  signal_task(context, task, open_candidates(task));
}

std::optional<MovedDue> count_due(Context& context, const Task& task, const Why& why) {
  const MovedDue moved{task.key, headline(context, task), *task.due_at,
                       due_of(context, task, *task.settings.due)};
  if (moved.from == moved.to || moved.to < context.tx.now) return {};
  move_clock(context, task.key, due_column, moved.to);
  tell_moved(context, task, moved, why);
  return moved;
}

void count_clock(Context& context, const Task& task, const std::optional<Due>& due,
                 std::string_view column) {
  const base::Time at = due_of(context, task, *due);
  if (at >= context.tx.now && clock_of(context, task.key, column) != at)
    move_clock(context, task.key, column, at);
}

void count_reminders(Context& context, const Task& task, const CountedTask& one) {
  if (one.is_reminder_counted) count_clock(context, task, reminder_of(task), reminder_column);
  if (one.is_escalation_counted) count_clock(context, task, escalation_of(task), escalation_column);
}

}  // namespace

std::vector<CountedTask> counted_tasks(Context& context) {
  std::vector<CountedTask> found;
  Calendars calendars(context);
  for (const int64_t key :
       task_keys(context.tx.db,
                 "state = 'open' AND suspended_at IS NULL AND (due_at IS NOT NULL OR remind_at IS "
                 "NOT NULL OR escalate_at IS NOT NULL) ORDER BY id",
                 {})) {
    const CountedTask one = counted(context, calendars, *find_task(context.tx.db, key));
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
      if (auto due = count_due(context, *task, calendar_changed()))
        moved.push_back(std::move(*due));
    }
    count_reminders(context, *task, one);
  }
  std::ranges::sort(moved, {}, &MovedDue::to);
  return moved;
}

void follow_people(Context& context, int64_t key) {
  const auto task = find_task(context.tx.db, key);
  if (!task || !task->is_open() || task->suspended_at) return;
  Calendars calendars(context);
  const CountedTask one = counted(context, calendars, *task);
  if (one.is_due_counted && *task->due_at > context.tx.now) {
    const BySystem by_system(context.tx);
    count_due(context, *task, people_changed());
  }
  count_reminders(context, *task, one);
}

bool is_due_by_field(const Task& task) {
  constexpr std::string_view record = "record.";
  const std::string_view formula = task.settings.due_formula;
  return formula.starts_with(record) && base::is_snake_case(formula.substr(record.size()));
}

void follow_date(Context& context, const engine::RecordRef& record, const DateChange& change) {
  const auto due = due_in(change.now, context.calendar.zone);
  if (!due) return;
  for (const int64_t key :
       task_keys(context.tx.db, "record_type = ? AND record_id = ? AND state = 'open' ORDER BY id",
                 {record.type, record.id})) {
    Task task = *find_task(context.tx.db, key);
    if (task.settings.due_formula != "record." + change.field) continue;
    task.properties[std::string(due_found)] = print(*due);
    describe_task(context.tx, task);
    const base::Time at = due_of(context, task, *due);
    if (!task.due_at) {
      set_due_date(context, key, at);
      continue;
    }
    if (*task.due_at == at) continue;
    const MovedDue moved{key, headline(context, task), *task.due_at, at};
    const BySystem by_system(context.tx);
    move_clock(context, key, due_column, moved.to);
    tell_moved(context, task, moved, date_changed());
  }
}

void set_due_date(Context& context, int64_t key, base::Time due) {
  const auto task = find_task(context.tx.db, key);
  if (!task || !task->is_open()) return;
  move_clock(context, key, due_column, due);
  bump_version(context.tx, key);
  signal_task(context, *task, open_candidates(*task));
}

}  // namespace work
