// Due dates, reminders and escalations. A schedule that fires is checked against the time that the
// task names now: an old one, left behind by a pause, does nothing.
#include <algorithm>

#include "base/json.h"
#include "org/calendar.h"
#include "org/structure.h"
#include "work/acts.h"
#include "work/administering.h"
#include "work/due_dates.h"
#include "work/letters.h"
#include "work/lights.h"
#include "work/own_matters.h"
#include "work/seats.h"
#include "work/steps/clocks.h"
#include "work/steps/common.h"
#include "work/steps/deciding.h"
#include "work/steps/due.h"
#include "work/steps/in_hand.h"
#include "work/steps/one_vote.h"
#include "work/steps/overdue.h"

namespace work {
namespace {

constexpr std::string_view remind = "work.remind";
constexpr std::string_view escalate = "work.escalate";
constexpr std::string_view overdue = "work.overdue";
constexpr std::string_view resolve = "work.resolve_seats";
constexpr std::string_view conclude = "work.settle";

void schedule(Context& context, base::Time due, std::string_view kind, int64_t task) {
  context.hooks.schedule(due, kind,
                         base::JsonObject{{"task", std::to_string(task)}, {"at", due.micros}});
}

void set_time(Context& context, int64_t task, std::string_view column,
              std::optional<base::Time> at) {
  context.tx.db.execute("UPDATE work_task SET " + std::string(column) + " = ? WHERE id = ?",
                        {cell_of(at), task});
  if (column == due_column) list_by_due(context.tx, task);
}

void set_clock(Context& context, int64_t task, std::string_view column, std::string_view kind,
               base::Time at) {
  set_time(context, task, column, at);
  schedule(context, at, kind, task);
}

std::optional<base::Time> time_of(Context& context, int64_t task, std::string_view column) {
  const auto row =
      context.tx.db.first("SELECT " + std::string(column) + " FROM work_task WHERE id = ?", {task});
  return row ? time_or_nothing(*row, 0) : std::nullopt;
}

std::string_view column_of(std::string_view kind) {
  if (kind == remind) return reminder_column;
  if (kind == escalate) return escalation_column;
  return due_column;
}

std::string_view kind_of(std::string_view column) {
  if (column == reminder_column) return remind;
  if (column == escalation_column) return escalate;
  return overdue;
}

// The site that everybody on the task belongs to, whose seat did not fall away; empty: none, or
// several.
std::string common_site(Context& context, const Task& task) {
  std::optional<std::string> common;
  for (const Seat& seat : task.seats) {
    if (seat.state == SeatState::Canceled) continue;
    for (const Candidate& candidate : seat.candidates) {
      const std::string unit = org::unit_of(context.tx.db, candidate.person, context.tx.now);
      const std::string site = org::site_of(context.tx.db, unit);
      if (common && *common != site) return {};
      common = site;
    }
  }
  return common.value_or("");
}

int64_t reminders_sent(Context& context, int64_t task) {
  return context.tx.db.first("SELECT reminded FROM work_task WHERE id = ?", {task})->integer(0);
}

void fire_reminder(Context& context, const Task& task) {
  const auto persons = people_in_hand(task);
  notify_again(
      context, persons,
      notice_of(context, task, "remind", {"提醒：尚未办理", "Reminder: still to do"}, "remind"));
  base::JsonArray told(persons.begin(), persons.end());
  tell(context, task, "reminded",
       {{"reason", "reminder_due"},
        {"text", json_of({"到提醒时间仍未办理，系统自动提醒",
                          "Not done when the reminder was due; reminded automatically"})},
        {"persons", told}});
  context.tx.db.execute("UPDATE work_task SET reminded = reminded + 1 WHERE id = ?", {task.key});
  const int64_t done = reminders_sent(context, task.key);
  const Reminder& reminder = *task.settings.remind;
  if (reminder.times_max > 0 && done >= reminder.times_max) {
    set_time(context, task.key, reminder_column, {});
    return;
  }
  set_clock(context, task.key, reminder_column, remind,
            add_for(context, task, context.tx.now, reminder.every));
}

base::Result<void> fire_escalation(Context& context, const Task& task) {
  const auto persons = resolve_persons(context, task, task.settings.escalate->to);
  if (!persons) return persons.error();
  for (const std::string& person : *persons) {
    add_participant(context.tx, task.instance, person);
    context.tx.db.execute(
        "INSERT INTO work_copy (id, instance, task, person, kind, by_person, at, read_at)"
        " VALUES (?, ?, ?, ?, 'escalation', 'system', ?, NULL) ON CONFLICT (person, instance, kind)"
        " DO UPDATE SET task = excluded.task, at = excluded.at, read_at = NULL",
        {context.tx.keys.next(), task.instance, task.key, person, context.tx.now.micros});
  }
  NewNotice notice = notice_of(context, task, "escalate", {"升级", "Escalated"}, "escalate");
  notice.text = {"超过规定时间仍未办理", "Not done within the time allowed"};
  notify_again(context, *persons, notice);
  base::JsonArray told(persons->begin(), persons->end());
  tell(context, task, "escalated",
       {{"reason", "escalation_due"},
        {"text", json_of({"超过规定时间仍未办理，系统自动升级",
                          "Not done within the time allowed; escalated automatically"})},
        {"persons", told}});
  set_time(context, task.key, escalation_column, {});
  signal_task(context, task, *persons);
  return {};
}

void tell_overdue(Context& context, const Task& task) {
  notify_again(context, people_in_hand(task),
               notice_of(context, task, "overdue", {"已到期", "Due"}, "overdue"));
  signal_task(context, task, open_candidates(task));
}

// Whether the clock that runs counts working time.
bool counts_working_time(Context& context, const Task& task, std::string_view kind) {
  const Settings& settings = task.settings;
  if (kind == remind && settings.remind) {
    const bool is_first = reminders_sent(context, task.key) == 0;
    return runs_on_calendar(is_first ? settings.remind->first : settings.remind->every);
  }
  if (kind == escalate && settings.escalate) return runs_on_calendar(settings.escalate->after);
  return settings.due && runs_on_calendar(*settings.due);
}

// With as much time left as when the task was suspended, counted as the clock counts.
base::Time moved(Context& context, const Task& task, std::string_view kind, base::Time target) {
  const base::Time suspended = *task.suspended_at;
  if (target <= suspended) return target;
  if (!counts_working_time(context, task, kind)) return context.tx.now + (target - suspended);
  const auto calendar = calendar_for(context, task);
  const base::Span left = base::working_time_between(calendar, suspended, target);
  return base::add_working_time(calendar, context.tx.now, left);
}

// A light that would have turned while the task rested turns as much later.
void move_light(Context& context, const Task& task) {
  const auto row =
      context.tx.db.first("SELECT yellow_at, red_at FROM work_light WHERE task = ?", {task.key});
  if (!row) return;
  const auto later = [&](int64_t micros) { return moved(context, task, overdue, {micros}).micros; };
  context.tx.db.execute("UPDATE work_light SET yellow_at = ?, red_at = ? WHERE task = ?",
                        {later(row->integer(0)), later(row->integer(1)), task.key});
}

}  // namespace

void start_clocks(Context& context, const Task& task) {
  const Settings& settings = task.settings;
  const base::Time now = context.tx.now;
  if (task.due_at) schedule(context, *task.due_at, overdue, task.key);
  if (task.due_at) count_light(context, task.key);
  context.tx.db.execute("UPDATE work_task SET reminded = 0 WHERE id = ?", {task.key});
  if (settings.remind) {
    set_clock(context, task.key, reminder_column, remind,
              add_for(context, task, now, settings.remind->first));
  }
  if (settings.escalate) {
    set_clock(context, task.key, escalation_column, escalate,
              add_for(context, task, now, settings.escalate->after));
  }
}

void restart_clocks(Context& context, const Task& task) {
  Task again = task;
  if (task.settings.due && std::holds_alternative<base::Duration>(*task.settings.due)) {
    const auto& span = std::get<base::Duration>(*task.settings.due);
    again.due_at = add_for(context, task, context.tx.now, span);
    set_time(context, task.key, due_column, again.due_at);
  }
  start_clocks(context, again);
}

base::WorkingCalendar calendar_for(Context& context, const Task& task) {
  const std::string site = common_site(context, task);
  return site.empty() ? context.calendar : org::calendar_of_site(context.tx.db, site);
}

base::Time add_for(Context& context, const Task& task, base::Time from,
                   const base::Duration& duration) {
  const std::string site = common_site(context, task);
  if (site.empty()) return base::add(context.calendar, from, duration);
  return base::add(org::calendar_of_site(context.tx.db, site), from, duration);
}

base::Span working_time_for(Context& context, const Task& task, base::Time from, base::Time to) {
  const std::string site = common_site(context, task);
  if (site.empty()) return base::working_time_between(context.calendar, from, to);
  return base::working_time_between(org::calendar_of_site(context.tx.db, site), from, to);
}

std::optional<base::Time> clock_of(Context& context, int64_t task, std::string_view column) {
  return time_of(context, task, column);
}

void move_clock(Context& context, int64_t task, std::string_view column, base::Time at) {
  set_clock(context, task, column, kind_of(column), at);
  if (column == due_column) count_light(context, task);
}

std::vector<std::string> schedule_kinds() {
  return {std::string(remind),           std::string(escalate),       std::string(overdue),
          std::string(resolve),          std::string(conclude),       std::string(opening_schedule),
          std::string(vacancy_schedule), std::string(letter_schedule)};
}

base::Result<void> fire(Context& context, std::string_view kind, const base::Json& payload) {
  if (kind == resolve) {
    org::take_effect(context.tx);
    resolve_open_seats(context);
    return {};
  }
  if (kind == letter_schedule) {
    remind_of_letter(context, payload);
    return {};
  }
  const std::string key = base::text_or_empty(payload, "task");
  const auto task = find_task(context.tx.db, std::stoll(key));
  if (!task || !task->is_open() || task->suspended_at || task->held_by != 0) return {};
  if (kind == conclude) {
    const auto settled = settle(context, task->key, {});
    return settled ? base::Result<void>() : settled.error();
  }
  if (kind == opening_schedule) return open_anew(context, *task);
  if (kind == vacancy_schedule) {
    tell_vacancies(context, *task);
    return {};
  }
  const auto expected = time_of(context, task->key, column_of(kind));
  if (!expected || expected->micros != base::int_or(payload, "at", 0)) return {};
  if (kind == remind) {
    fire_reminder(context, *task);
  } else if (kind == overdue) {
    tell_overdue(context, *task);
    return act_overdue(context, *task);
  } else {
    return fire_escalation(context, *task);
  }
  return {};
}

namespace {

void suspend(Context& context, int64_t instance, const base::JsonObject& more) {
  for (const Task& task : open_tasks(context.tx.db, instance)) {
    if (task.suspended_at) continue;
    set_time(context, task.key, "suspended_at", context.tx.now);
    bump_version(context.tx, task.key);
    tell(context, task, "suspended", more);
    signal_task(context, task, open_candidates(task));
  }
}

void resume(Context& context, int64_t instance, const base::JsonObject& more) {
  for (const Task& task : open_tasks(context.tx.db, instance)) {
    if (!task.suspended_at) continue;
    for (const std::string_view kind : {remind, escalate, overdue}) {
      const std::string_view column = column_of(kind);
      const auto target = time_of(context, task.key, column);
      if (!target) continue;
      const base::Time at = is_due_by_field(task) ? *target : moved(context, task, kind, *target);
      set_clock(context, task.key, column, kind, at);
    }
    if (!is_due_by_field(task)) move_light(context, task);
    set_time(context, task.key, "suspended_at", {});
    bump_version(context.tx, task.key);
    tell(context, task, "resumed", more);
    signal_task(context, task, open_candidates(task));
    // Its last seat ended meanwhile, and the process goes on only when it is resumed itself.
    if (std::ranges::none_of(task.seats, is_undecided))
      schedule(context, context.tx.now, conclude, task.key);
    // Nobody could be asked, and no rule decide, while the matter rested.
    if (std::ranges::any_of(task.seats, is_vacant)) schedule_opening(context, task);
  }
}

}  // namespace

void suspend_tasks(Context& context, int64_t instance) { suspend(context, instance, {}); }
void resume_tasks(Context& context, int64_t instance) { resume(context, instance, {}); }
void suspend_by_administrator(Context& context, int64_t instance, std::string_view reason) {
  base::JsonObject more = by_administrator();
  if (!reason.empty()) more["text"] = reason;
  suspend(context, instance, more);
}
void resume_by_administrator(Context& context, int64_t instance, std::string_view reason) {
  base::JsonObject more = by_administrator();
  if (!reason.empty()) more["text"] = reason;
  resume(context, instance, more);
}

void follow_change(Context& context, base::Time from, std::optional<base::Time> until) {
  resolve_open_seats(context);
  if (from > context.tx.now) context.hooks.schedule(from, resolve, base::JsonObject{});
  if (until && *until > context.tx.now) context.hooks.schedule(*until, resolve, base::JsonObject{});
}

}  // namespace work
