#include "base/working_calendar.h"

#include <algorithm>

#include "base/json.h"

namespace base {
namespace {

constexpr int64_t minute_micros = 60'000'000;

// Ten thousand years: keeps every sum within its integer, whatever somebody wrote into a pack.
constexpr int64_t months_max = 120'000;
constexpr Span exact_max = days(3'650'000);

int64_t cut(int64_t value, int64_t limit) { return std::clamp(value, -limit, limit); }

struct Opening {
  Time from;
  Time to;
};

std::vector<Opening> openings_of(const WorkingCalendar& calendar, Date date) {
  std::vector<Opening> openings;
  if (!is_working_day(calendar, date)) return openings;
  const int end = is_half_day(calendar, date) ? calendar.half_until_minute : 24 * 60;
  for (const auto& hours : calendar.hours) {
    if (hours.from_minute >= end) break;
    openings.push_back(
        {instant_of({date, hours.from_minute * minute_micros}, calendar.zone),
         instant_of({date, std::min(hours.to_minute, end) * minute_micros}, calendar.zone)});
  }
  return openings;
}

Date working_day_beside(const WorkingCalendar& calendar, Date date, int step) {
  // No calendar that people work by has ten years without a working day.
  for (int i = 0; i < 3660; ++i) {
    date = date + step;
    if (is_working_day(calendar, date)) return date;
  }
  throw Bug("a working calendar without working days");
}

// `time` itself within working hours, else the next opening.
Time in_working_time(const WorkingCalendar& calendar, Time time) {
  Date date = local_in(time, calendar.zone).date;
  ensure(!calendar.hours.empty(), "a working calendar with working hours");
  for (;;) {
    for (const Opening& opening : openings_of(calendar, date)) {
      if (time < opening.to) return std::max(time, opening.from);
    }
    date = working_day_beside(calendar, date, 1);
  }
}

Time spend_forward(const WorkingCalendar& calendar, Time from, Span left) {
  Time time = in_working_time(calendar, from);
  for (Date date = local_in(time, calendar.zone).date;;
       date = working_day_beside(calendar, date, 1)) {
    for (const Opening& opening : openings_of(calendar, date)) {
      if (opening.to <= time) continue;
      const Time start = std::max(time, opening.from);
      const Span here = opening.to - start;
      if (left <= here) return start + left;
      left = left + Span{-here.micros};
    }
  }
}

Time spend_backward(const WorkingCalendar& calendar, Time from, Span left) {
  ensure(!calendar.hours.empty(), "a working calendar with working hours");
  for (Date date = local_in(from, calendar.zone).date;;
       date = working_day_beside(calendar, date, -1)) {
    const std::vector<Opening> openings = openings_of(calendar, date);
    for (auto opening = openings.rbegin(); opening != openings.rend(); ++opening) {
      if (opening->from >= from) continue;
      const Time end = std::min(from, opening->to);
      const Span here = end - opening->from;
      if (left <= here) return end - left;
      left = left + Span{-here.micros};
    }
  }
}

Result<void> read_day(const Json& day, const std::string& place, WorkingCalendar& calendar) {
  const auto date = parse_date(text_or_empty(day, "date"));
  const std::string kind = text_or_empty(day, "kind");
  if (!date) return refusal("request.malformed").at(place + ".date").because("a date is expected");
  if (kind == "off") {
    calendar.off.insert(*date);
  } else if (kind == "work") {
    calendar.work.insert(*date);
  } else if (kind == "half") {
    calendar.half.insert(*date);
  } else {
    return refusal("request.malformed")
        .at(place + ".kind")
        .because("off, work or half is expected");
  }
  return {};
}

}  // namespace

bool is_working_day(const WorkingCalendar& calendar, Date date) {
  if (calendar.off.contains(date)) return false;
  return calendar.work.contains(date) || calendar.half.contains(date) ||
         calendar.working_weekdays.contains(weekday(date)) ||
         calendar.half_weekdays.contains(weekday(date));
}

bool is_half_day(const WorkingCalendar& calendar, Date date) {
  if (calendar.off.contains(date) || calendar.work.contains(date)) return false;
  return calendar.half.contains(date) || calendar.half_weekdays.contains(weekday(date));
}

bool is_working_time(const WorkingCalendar& calendar, Time time) {
  const auto openings = openings_of(calendar, local_in(time, calendar.zone).date);
  return std::any_of(openings.begin(), openings.end(), [&](const Opening& opening) {
    return opening.from <= time && time < opening.to;
  });
}

Time add_working_days(const WorkingCalendar& calendar, Time from, int64_t n) {
  LocalTime local = local_in(in_working_time(calendar, from), calendar.zone);
  const int step = n < 0 ? -1 : 1;
  for (int64_t left = n < 0 ? -n : n; left > 0; --left) {
    local.date = working_day_beside(calendar, local.date, step);
  }
  if (is_half_day(calendar, local.date)) {
    local.micros_of_day = std::min(local.micros_of_day, calendar.half_until_minute * minute_micros);
  }
  return instant_of(local, calendar.zone);
}

Time add_working_time(const WorkingCalendar& calendar, Time from, Span working) {
  if (working.micros < 0) return spend_backward(calendar, from, {-working.micros});
  return spend_forward(calendar, from, working);
}

Span working_time_between(const WorkingCalendar& calendar, Time from, Time to) {
  if (to < from) return {-working_time_between(calendar, to, from).micros};
  Span total;
  const Date last = local_in(to, calendar.zone).date;
  for (Date date = local_in(from, calendar.zone).date; date <= last; date = date + 1) {
    for (const Opening& opening : openings_of(calendar, date)) {
      const Time start = std::max(from, opening.from);
      const Time end = std::min(to, opening.to);
      if (start < end) total = total + (end - start);
    }
  }
  return total;
}

int64_t working_days_between(const WorkingCalendar& calendar, Date from, Date to) {
  if (to < from) return -working_days_between(calendar, to, from);
  int64_t count = 0;
  for (Date date = from + 1; date <= to; date = date + 1) {
    if (is_working_day(calendar, date)) ++count;
  }
  return count;
}

Time add_on_clock(Time from, const Duration& duration, std::string_view zone) {
  const int64_t exact = cut(duration.exact.micros, exact_max.micros);
  const int64_t whole_days = exact / days(1).micros;
  const Span rest{exact % days(1).micros};
  if (duration.months == 0 && whole_days == 0) return from + rest;
  LocalTime local = local_in(from, zone);
  local.date = add_months(local.date, static_cast<int>(cut(duration.months, months_max)));
  local.date = local.date + static_cast<int32_t>(whole_days);
  return instant_of(local, zone) + rest;
}

Time add(const WorkingCalendar& calendar, Time from, const Duration& duration) {
  Time time = add_on_clock(from, duration, calendar.zone);
  if (duration.working_days != 0) time = add_working_days(calendar, time, duration.working_days);
  if (duration.working_time.micros != 0) {
    time = add_working_time(calendar, time, duration.working_time);
  }
  return time;
}

Result<void> read_holidays(std::string_view text, WorkingCalendar& calendar) {
  const Result<Json> table = parse_json(text);
  if (!table) return table.error();
  const Json* years = find(*table, "years");
  if (!years || !years->is_object()) {
    return refusal("request.malformed").at("years").because("an object is expected");
  }
  WorkingCalendar read = calendar;
  for (const auto& [year, entry] : years->get_object()) {
    const std::string place = "years." + std::string(year);
    const auto first = parse_date(std::string(year) + "-01-01");
    const Json* days = find(entry, "days");
    if (!first || !days || !days->is_array()) {
      return refusal("request.malformed").at(place).because("a year with days is expected");
    }
    // A year that is listed without days is not published yet.
    if (!days->get_array().empty()) read.known_years.insert(civil(*first).year);
    for (size_t i = 0; i < days->get_array().size(); ++i) {
      const std::string day_place = place + ".days[" + std::to_string(i) + "]";
      const Result<void> day = read_day(days->get_array()[i], day_place, read);
      if (!day) return day.error();
    }
  }
  calendar = std::move(read);
  return {};
}

}  // namespace base
