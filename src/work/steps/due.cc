#include "work/steps/due.h"

#include "feel/value.h"
#include "work/steps/automatic.h"
#include "work/steps/clocks.h"
#include "work/steps/common.h"

namespace work {
namespace {

constexpr int64_t minute_micros = 60'000'000;
constexpr int days_off_max = 366;

enum class Edge { Opening, Closing };

// Of the day, or of the next one on which there is work.
base::Time edge_of_work(const base::WorkingCalendar& calendar, base::Date day, Edge edge) {
  for (int left = days_off_max; left > 0 && !base::is_working_day(calendar, day); --left)
    day = day + 1;
  const int opening = calendar.hours.empty() ? 0 : calendar.hours.front().from_minute;
  const int usual = calendar.hours.empty() ? 24 * 60 : calendar.hours.back().to_minute;
  const int closing = base::is_half_day(calendar, day) ? calendar.half_until_minute : usual;
  return base::instant_of({day, (edge == Edge::Opening ? opening : closing) * minute_micros},
                          calendar.zone);
}

void tell_unknown(Context& context, const Task& task, const std::string& found) {
  const BySystem by_system(context.tx);
  tell(context, task, "due_unknown",
       {{"reason", "due_unknown"},
        {"text", json_of({"期限须为日期、时刻或时长，按模型得到的是“" + found + "”，本任务没有期限",
                          "A due date is a date, a moment or a duration; the model gave \"" +
                              found + "\", so this task has none"})}});
}

}  // namespace

std::optional<Due> due_in(std::string_view text, const std::string& zone) {
  if (auto due = parse_due(text)) return due;
  const feel::Value moment = feel::parse_date_time(text);
  if (const auto at = moment.is_null() ? std::nullopt : moment.instant_in(zone)) return Due(*at);
  return {};
}

std::string print(const Due& due) {
  if (const auto* duration = std::get_if<base::Duration>(&due)) return base::print(*duration);
  if (const auto* day = std::get_if<base::Date>(&due)) return base::print(*day);
  return base::print_utc(std::get<base::Time>(due));
}

void find_due(Context& context, Task& task, const std::string& scheduled) {
  const std::string& formula = task.settings.due_formula;
  if (task.settings.due) return;
  std::string found = scheduled;
  if (!formula.empty()) {
    const auto evaluated = context.hooks.evaluate_due(task, formula);
    if (!evaluated) return tell_unknown(context, task, evaluated.error().detail);
    found = *evaluated;
  }
  if (found.empty()) return;
  const auto due = due_in(found, context.calendar.zone);
  if (!due) return tell_unknown(context, task, found);
  task.properties[std::string(due_found)] = print(*due);
}

std::optional<base::Time> follow_up_of(Context& context, const Task& task,
                                       const std::string& scheduled) {
  const auto due = due_in(scheduled, context.calendar.zone);
  if (!due) return {};
  const auto* day = std::get_if<base::Date>(&*due);
  return day ? edge_of_work(context.calendar, *day, Edge::Opening) : due_of(context, task, *due);
}

base::Time due_of(Context& context, const Task& task, const Due& due) {
  if (const auto* duration = std::get_if<base::Duration>(&due))
    return add_for(context, task, task.created_at, *duration);
  if (const auto* day = std::get_if<base::Date>(&due))
    return edge_of_work(calendar_for(context, task), *day, Edge::Closing);
  return std::get<base::Time>(due);
}

base::Time due_by(const base::WorkingCalendar& calendar, const Task& task, const Due& due) {
  if (const auto* duration = std::get_if<base::Duration>(&due))
    return base::add(calendar, task.created_at, *duration);
  if (const auto* day = std::get_if<base::Date>(&due))
    return edge_of_work(calendar, *day, Edge::Closing);
  return std::get<base::Time>(due);
}

bool runs_on_calendar(const Due& due) {
  const auto* duration = std::get_if<base::Duration>(&due);
  if (duration) return duration->working_days != 0 || duration->working_time.micros != 0;
  return std::holds_alternative<base::Date>(due);
}

}  // namespace work
