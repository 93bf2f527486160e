// Calendar and clock arithmetic of FEEL: years to ±999,999,999, nanoseconds, zones.
#pragma once

#include <optional>
#include <string>

#include "feel/value.h"

namespace feel {

inline constexpr int64_t kNanosPerSecond = 1'000'000'000;
inline constexpr int64_t kNanosPerDay = 86'400 * kNanosPerSecond;
inline constexpr int64_t kYearMax = 999'999'999;

struct Civil {
  int64_t year = 1970;
  int month = 1;
  int day = 1;
};
Civil civil_of(int64_t day);
int64_t day_of(Civil civil);
int days_in_month(int64_t year, int month);
// Empty when there is no such day or the year is out of range.
std::optional<int64_t> checked_day(int64_t year, int64_t month, int64_t day);
bool is_day_in_range(int64_t day);
// The same day `months` later, cut to the month's end; empty when out of range.
std::optional<int64_t> day_plus_months(int64_t day, int64_t months);
int weekday_of(int64_t day);  // 1 = Monday

// Seconds east of UTC at that wall clock; empty without a zone.
std::optional<int> offset_of(const Clock& clock);
// Nanoseconds since 1970-01-01T00:00Z; without a zone as if UTC.
Nanos instant_of(const Clock& clock);
// The wall clock of `zone` at an instant; empty when out of range.
std::optional<Clock> clock_at(Nanos instant, const Zone& zone);
// Adds exact time: with a zone on the time line, without on the wall clock.
std::optional<Clock> plus(const Clock& clock, Nanos nanos);
std::optional<Zone> parse_zone(std::string_view text);  // "Z", "+08:00", "@Asia/Shanghai", ""

std::string print_date(int64_t day);
std::string print_clock(const Value& value);  // Time or DateTime
std::string print_day_time(Nanos nanos);
std::string print_year_month(int64_t months);
std::string print_temporal(const Value& value);  // any of the five kinds

}  // namespace feel
