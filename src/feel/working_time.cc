// Working time as functions of the product's dialect, on a calendar.
#include <algorithm>

#include "feel/unit_time.h"

namespace feel {
namespace {

using base::WorkingCalendar;

std::optional<base::Time> instant_of_argument(const Value& value, const WorkingCalendar& calendar) {
  return value.instant_in(calendar.zone);
}

base::Date date_of_argument(const Value& value, const WorkingCalendar& calendar) {
  const auto instant = instant_of_argument(value, calendar);
  return base::local_in(*instant, calendar.zone).date;
}

Value fail(Evaluation& evaluation, std::string_view reason) {
  evaluation.note(0, 0, std::string(reason));
  return {};
}

constexpr int64_t kDaysMax = 20'000;

// Pays for a walk through that many days; their openings take longer to look at.
bool spend_for_days(int64_t days, Evaluation& evaluation) {
  return evaluation.spend((days < 0 ? -days : days) / 8, 0, 0);
}
bool spend_for_openings(int64_t days, Evaluation& evaluation) {
  return evaluation.spend(days < 0 ? -days : days, 0, 0);
}

int64_t days_apart(base::Time a, base::Time b) {
  return (a.micros - b.micros) / base::days(1).micros;
}

// How many days it takes to work so long.
int64_t days_to_work(const WorkingCalendar& calendar, int64_t micros) {
  int64_t minutes = 0;
  for (const auto& hours : calendar.hours) minutes += hours.to_minute - hours.from_minute;
  return micros / (std::max<int64_t>(minutes, 1) * 60'000'000);
}

// A date stays a date; a date and time keeps the kind.
Value add_days(const WorkingCalendar& calendar, std::span<const Value> arguments,
               Evaluation& evaluation) {
  const auto from = instant_of_argument(arguments[0], calendar);
  const auto days = arguments[1].is(Kind::Number) ? arguments[1].number().to_int64() : std::nullopt;
  if (!from || !days || *days > kDaysMax || *days < -kDaysMax) {
    return fail(evaluation, "add working days: wants a date and a whole number");
  }
  if (!arguments[0].is(Kind::Date)) {
    if (!spend_for_days(*days, evaluation)) return {};
    return Value::instant(base::add_working_days(calendar, *from, *days), calendar.zone);
  }
  base::Date date = date_of_argument(arguments[0], calendar);
  const int step = *days < 0 ? -1 : 1;
  for (int64_t left = *days * step; left > 0;) {
    date = date + step;
    if (base::is_working_day(calendar, date)) --left;
    if (!evaluation.spend(1, 0, 0)) return {};
  }
  return Value::date(date);
}

Value add_hours(const WorkingCalendar& calendar, std::span<const Value> arguments,
                Evaluation& evaluation) {
  const auto from = instant_of_argument(arguments[0], calendar);
  if (!from || !arguments[1].is(Kind::Number)) {
    return fail(evaluation, "add working hours: wants a date and time and a number");
  }
  const auto micros = (arguments[1].number() * base::Decimal(int64_t{3'600'000'000}))
                          .round(0, base::Rounding::HalfEven)
                          .to_int64();
  if (!micros || *micros > base::hours(24 * kDaysMax).micros || *micros < 0) {
    return fail(evaluation, "add working hours: number out of range");
  }
  if (!spend_for_openings(days_to_work(calendar, *micros), evaluation)) return {};
  return Value::instant(base::add_working_time(calendar, *from, {*micros}), calendar.zone);
}

bool are_near(base::Time a, base::Time b) {
  const auto days = base::days(kDaysMax).micros;
  return a.micros - b.micros < days && b.micros - a.micros < days;
}

Value days_between(const WorkingCalendar& calendar, std::span<const Value> arguments,
                   Evaluation& evaluation) {
  const auto from = instant_of_argument(arguments[0], calendar);
  const auto to = instant_of_argument(arguments[1], calendar);
  if (!from || !to || !are_near(*from, *to)) {
    return fail(evaluation, "working days between: wants two dates");
  }
  if (!spend_for_days(days_apart(*from, *to), evaluation)) return {};
  return base::working_days_between(calendar, date_of_argument(arguments[0], calendar),
                                    date_of_argument(arguments[1], calendar));
}

Value hours_between(const WorkingCalendar& calendar, std::span<const Value> arguments,
                    Evaluation& evaluation) {
  const auto from = instant_of_argument(arguments[0], calendar);
  const auto to = instant_of_argument(arguments[1], calendar);
  if (!from || !to || !are_near(*from, *to)) {
    return fail(evaluation, "working hours between: wants two dates and times");
  }
  if (!spend_for_openings(days_apart(*from, *to), evaluation)) return {};
  return base::Decimal(base::working_time_between(calendar, *from, *to).micros) /
         base::Decimal(int64_t{3'600'000'000});
}

Value is_working(const WorkingCalendar& calendar, std::span<const Value> arguments,
                 Evaluation& evaluation) {
  if (!instant_of_argument(arguments[0], calendar)) {
    return fail(evaluation, "is working day: wants a date");
  }
  return base::is_working_day(calendar, date_of_argument(arguments[0], calendar));
}

Value days_within(const WorkingCalendar& calendar, std::span<const Value> arguments,
                  Evaluation& evaluation) {
  const auto from = instant_of_argument(arguments[0], calendar);
  const auto to = instant_of_argument(arguments[1], calendar);
  if (!from || !to || !are_near(*from, *to)) {
    return fail(evaluation, "working days within: wants two dates");
  }
  if (!spend_for_days(days_apart(*from, *to), evaluation)) return {};
  const base::Date last = date_of_argument(arguments[1], calendar);
  int64_t halves = 0;
  for (base::Date date = date_of_argument(arguments[0], calendar); date <= last; date = date + 1) {
    if (base::is_working_day(calendar, date)) halves += base::is_half_day(calendar, date) ? 1 : 2;
  }
  return base::Decimal(halves) / base::Decimal(int64_t{2});
}

Value are_holidays_known(const WorkingCalendar& calendar, std::span<const Value> arguments,
                         Evaluation& evaluation) {
  if (!instant_of_argument(arguments[0], calendar)) {
    return fail(evaluation, "are holidays known: wants a date");
  }
  return calendar.known_years.contains(base::civil(date_of_argument(arguments[0], calendar)).year);
}

using Body = Value (*)(const WorkingCalendar&, std::span<const Value>, Evaluation&);

struct WorkingTimeFunction {
  std::string name;
  std::vector<std::string> parameters;
  Body body;
};

const std::vector<WorkingTimeFunction>& all_of_them() {
  static const std::vector<WorkingTimeFunction> all = {
      {"add working days", {"from", "n"}, add_days},
      {"add working hours", {"from", "n"}, add_hours},
      {"working days between", {"from", "to"}, days_between},
      {"working hours between", {"from", "to"}, hours_between},
      {"working days within", {"from", "to"}, days_within},
      {"is working day", {"date"}, is_working},
      {"are holidays known", {"date"}, are_holidays_known}};
  return all;
}

}  // namespace

HostFunctions working_time_functions(const WorkingCalendar& given) {
  const auto calendar = std::make_shared<const WorkingCalendar>(given);
  HostFunctions functions;
  for (const WorkingTimeFunction& one : all_of_them()) {
    functions[one.name] = {
        one.parameters,
        [calendar, body = one.body](std::span<const Value> arguments, Evaluation& evaluation) {
          return body(*calendar, arguments, evaluation);
        }};
  }
  return functions;
}

HostFunctions working_time_functions_by_unit(CalendarOfUnit of) {
  HostFunctions functions;
  for (const WorkingTimeFunction& one : all_of_them()) {
    std::vector<std::string> parameters = one.parameters;
    parameters.emplace_back("unit");
    const size_t unit = one.parameters.size();
    functions[one.name] = {
        std::move(parameters),
        [of, unit, body = one.body](std::span<const Value> arguments, Evaluation& evaluation) {
          return body(*of(arguments[unit].text_or_empty()), arguments, evaluation);
        },
        unit};
  }
  return functions;
}

}  // namespace feel
