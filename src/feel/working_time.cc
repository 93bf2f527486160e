// Working time as functions of the product's dialect, on a calendar.
#include <algorithm>

#include "feel/feel.h"

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

using Body = Value (*)(const WorkingCalendar&, std::span<const Value>, Evaluation&);

HostFunction on(const std::shared_ptr<const WorkingCalendar>& calendar,
                std::vector<std::string> parameters, Body body) {
  return {std::move(parameters),
          [calendar, body](std::span<const Value> arguments, Evaluation& evaluation) {
            return body(*calendar, arguments, evaluation);
          }};
}

}  // namespace

HostFunctions working_time_functions(const WorkingCalendar& given) {
  const auto calendar = std::make_shared<const WorkingCalendar>(given);
  HostFunctions functions;
  functions.emplace("add working days", on(calendar, {"from", "n"}, add_days));
  functions.emplace("add working hours", on(calendar, {"from", "n"}, add_hours));
  functions.emplace("working days between", on(calendar, {"from", "to"}, days_between));
  functions.emplace("working hours between", on(calendar, {"from", "to"}, hours_between));
  functions.emplace("is working day", on(calendar, {"date"}, is_working));
  return functions;
}

}  // namespace feel
