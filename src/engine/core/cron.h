// Cron expressions with seconds, as timer cycles may have them: "0 0 9-17 * * MON-FRI".
#pragma once

#include <array>
#include <bitset>
#include <optional>
#include <string_view>

#include "base/time.h"

namespace engine {

// Six fields: second, minute, hour, day of the month, month, day of the week; lists, ranges, steps,
// names of months and days, "L" (the last day of the month, "L-3" three days before it, "5L": its
// last Friday) and "5#2" (its second Friday), "15W" (the weekday nearest to the 15th in its month)
// and "LW" (the last weekday of the month); or @yearly, @monthly, @weekly, @daily, @hourly. A time
// fits when every field does.
struct Cron {
  std::bitset<60> seconds;
  std::bitset<60> minutes;
  std::bitset<24> hours;
  std::bitset<32> days;
  std::bitset<13> months;
  std::bitset<8> weekdays;  // 1 = Monday … 7 = Sunday
  int before_last = -1;     // so many days before the last of the month; -1: no matter
  int near_day = 0;         // the weekday nearest to this day of the month
  bool is_last_weekday = false;
  std::array<std::bitset<7>, 8> nth{};  // by weekday: 1–5, 6 = the last
  bool has_nth = false;
};

// Empty when it is no such text.
std::optional<Cron> parse_cron(std::string_view text);

// The first instant behind `after` that fits, on the wall clock of the IANA zone; empty when there
// is none within five years. A wall clock time that a change of the clock skips falls behind it.
std::optional<base::Time> next_time(const Cron& cron, base::Time after, std::string_view zone);

}  // namespace engine
