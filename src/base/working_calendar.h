// Working time: which hours of which days count. A value; `org` builds it, everyone else is handed
// it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace base {

struct WorkingCalendar {
  struct Hours {  // of one opening in a day, minutes since midnight, from < to
    int from_minute = 9 * 60;
    int to_minute = 18 * 60;
  };
  std::string zone = "Asia/Shanghai";
  std::vector<Hours> hours = {Hours{}};  // in order, not overlapping
  std::set<int> working_weekdays = {1, 2, 3, 4, 5};
  std::set<int> half_weekdays;  // worked until `half_until_minute` only
  int half_until_minute = 12 * 60;
  std::set<Date> off;         // public holidays
  std::set<Date> work;        // weekend days shifted to working days
  std::set<Date> half;        // half days, whatever the day of the week
  std::set<int> known_years;  // years for which `off`, `work` and `half` are published
};

bool is_working_day(const WorkingCalendar& calendar, Date date);
// A working day on which work ends at `half_until_minute`.
bool is_half_day(const WorkingCalendar& calendar, Date date);
bool is_working_time(const WorkingCalendar& calendar, Time time);

// The same clock time `n` working days later, on a half day not after its end; from outside working
// hours: counted from the next opening.
Time add_working_days(const WorkingCalendar& calendar, Time from, int64_t n);
Time add_working_time(const WorkingCalendar& calendar, Time from, Span working);
// Working time between two instants; negative when `to` is earlier.
Span working_time_between(const WorkingCalendar& calendar, Time from, Time to);
int64_t working_days_between(const WorkingCalendar& calendar, Date from, Date to);

// `from` + months and whole days on the wall clock of the IANA zone, then the rest of the exact
// part; as ZonedDateTime.plus of Java with a period and a duration. Working days and time do not
// count.
Time add_on_clock(Time from, const Duration& duration, std::string_view zone);
// The same in the calendar's zone, then working days, then working time.
Time add(const WorkingCalendar& calendar, Time from, const Duration& duration);

// Reads the published table ({"years": {"2026": {"days": [{"date","name","kind"}]}}}, kind: off,
// work or half) into `calendar`. Refuses with request.malformed and the place.
Result<void> read_holidays(std::string_view json, WorkingCalendar& calendar);

}  // namespace base
