#include "feel/temporal/temporal.h"

#include <cstdlib>

namespace feel {
namespace {

constexpr int64_t kDaysPerCycle = 146'097;  // 400 years

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a % b < 0) != (b < 0)); }

std::string padded(int64_t number, size_t width) {
  std::string digits = std::to_string(std::abs(number));
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return number < 0 ? "-" + digits : digits;
}

// Zone rules repeat with the Gregorian cycle; far days are looked up in a near one.
int64_t near_day(int64_t day) {
  constexpr int64_t near = 2'900'000;  // about 8,000 years
  if (day > -near && day < near) return day;
  return day - floor_div(day, kDaysPerCycle) * kDaysPerCycle + kDaysPerCycle;
}

std::string print_fraction(int64_t nanos) {
  if (nanos == 0) return {};
  std::string digits = padded(nanos, 9);
  while (digits.back() == '0') digits.pop_back();
  return "." + digits;
}

std::string print_zone(const Zone& zone) {
  if (zone.kind == Zone::Kind::None) return {};
  if (zone.kind == Zone::Kind::Named) return "@" + zone.name;
  if (zone.offset_seconds == 0) return "Z";
  const int all = std::abs(zone.offset_seconds);
  std::string text = zone.offset_seconds < 0 ? "-" : "+";
  text += padded(all / 3600, 2) + ":" + padded(all / 60 % 60, 2);
  if (all % 60 != 0) text += ":" + padded(all % 60, 2);
  return text;
}

int offset_at(base::Time instant, const std::string& zone) {
  const base::LocalTime local = base::local_in(instant, zone);
  const int64_t wall = int64_t{local.date.day} * 86'400'000'000 + local.micros_of_day;
  return static_cast<int>((wall - instant.micros) / 1'000'000);
}

}  // namespace

Civil civil_of(int64_t day) {
  const int64_t shifted = day + 719'468;
  const int64_t era = floor_div(shifted, kDaysPerCycle);
  const int64_t of_era = shifted - era * kDaysPerCycle;
  const int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t shifted_month = (5 * of_year + 2) / 153;
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {year_of_era + era * 400 + (month <= 2), month,
          static_cast<int>(of_year - (153 * shifted_month + 2) / 5 + 1)};
}

int64_t day_of(Civil civil) {
  const int64_t year = civil.year - (civil.month <= 2);
  const int64_t era = floor_div(year, 400);
  const int64_t year_of_era = year - era * 400;
  const int64_t shifted_month = civil.month > 2 ? civil.month - 3 : civil.month + 9;
  const int64_t of_year = (153 * shifted_month + 2) / 5 + civil.day - 1;
  return era * kDaysPerCycle + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year -
         719'468;
}

int days_in_month(int64_t year, int month) {
  static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && is_leap ? 29 : days[month - 1];
}

std::optional<int64_t> checked_day(int64_t year, int64_t month, int64_t day) {
  if (year < -kYearMax || year > kYearMax || month < 1 || month > 12 || day < 1) return {};
  const int month_number = static_cast<int>(month);
  if (day > days_in_month(year, month_number)) return {};
  return day_of({year, month_number, static_cast<int>(day)});
}

bool is_day_in_range(int64_t day) {
  static const int64_t low = day_of({-kYearMax, 1, 1});
  static const int64_t high = day_of({kYearMax, 12, 31});
  return day >= low && day <= high;
}

std::optional<int64_t> day_plus_months(int64_t day, int64_t months) {
  if (months > 13 * 2 * kYearMax || months < -13 * 2 * kYearMax) return {};
  const Civil civil = civil_of(day);
  const int64_t all = civil.year * 12 + civil.month - 1 + months;
  const int64_t year = floor_div(all, 12);
  const int month = static_cast<int>(all - year * 12) + 1;
  const int last = days_in_month(year, month);
  return checked_day(year, month, civil.day < last ? civil.day : last);
}

int weekday_of(int64_t day) {
  const int64_t from_monday = day + 3;
  return static_cast<int>(from_monday - floor_div(from_monday, 7) * 7) + 1;
}

std::optional<int> offset_of(const Clock& clock) {
  if (clock.zone.kind == Zone::Kind::None) return {};
  if (clock.zone.kind == Zone::Kind::Offset) return clock.zone.offset_seconds;
  const auto day = static_cast<int32_t>(near_day(clock.day));
  const base::LocalTime local{{day}, clock.nanos_of_day / 1000};
  const base::Time instant = base::instant_of(local, clock.zone.name);
  if (clock.is_repeated) return offset_at(instant + base::days(1), clock.zone.name);
  const int64_t wall = int64_t{day} * 86'400'000'000 + local.micros_of_day;
  return static_cast<int>(floor_div(wall - instant.micros, 1'000'000));
}

Nanos instant_of(const Clock& clock) {
  const Nanos wall = Nanos{clock.day} * kNanosPerDay + clock.nanos_of_day;
  return wall - Nanos{offset_of(clock).value_or(0)} * kNanosPerSecond;
}

std::optional<Clock> clock_at(Nanos instant, const Zone& zone) {
  Nanos offset = 0;
  bool is_repeated = false;
  if (zone.kind == Zone::Kind::Offset) offset = zone.offset_seconds;
  if (zone.kind == Zone::Kind::Named) {
    Nanos seconds = instant / kNanosPerSecond;
    if (instant % kNanosPerSecond < 0) --seconds;
    Nanos day = seconds / 86'400;
    if (seconds % 86'400 < 0) --day;
    if (!is_day_in_range(static_cast<int64_t>(day))) return {};
    const int64_t near = near_day(static_cast<int64_t>(day));
    const int64_t micros =
        near * 86'400'000'000 + static_cast<int64_t>(seconds - day * 86'400) * 1'000'000;
    offset = offset_at({micros}, zone.name);
    is_repeated = base::instant_of(base::local_in({micros}, zone.name), zone.name).micros != micros;
  }
  const Nanos wall = instant + offset * kNanosPerSecond;
  Nanos day = wall / kNanosPerDay;
  if (wall % kNanosPerDay < 0) --day;
  if (day > INT64_MAX / 2 || day < INT64_MIN / 2) return {};
  if (!is_day_in_range(static_cast<int64_t>(day))) return {};
  return Clock{static_cast<int64_t>(day), static_cast<int64_t>(wall - day * kNanosPerDay), zone,
               is_repeated};
}

std::optional<Clock> plus(const Clock& clock, Nanos nanos) {
  return clock_at(instant_of(clock) + nanos, clock.zone);
}

std::string print_date(int64_t day) {
  const Civil civil = civil_of(day);
  return padded(civil.year, 4) + "-" + padded(civil.month, 2) + "-" + padded(civil.day, 2);
}

std::string print_clock(const Value& value) {
  const Clock& clock = value.clock();
  const int64_t seconds = clock.nanos_of_day / kNanosPerSecond;
  std::string text = value.is(Kind::DateTime) ? print_date(clock.day) + "T" : std::string();
  text += padded(seconds / 3600, 2) + ":" + padded(seconds / 60 % 60, 2) + ":" +
          padded(seconds % 60, 2) + print_fraction(clock.nanos_of_day % kNanosPerSecond);
  return text + print_zone(clock.zone);
}

std::string print_day_time(Nanos nanos) {
  if (nanos == 0) return "PT0S";
  std::string text = nanos < 0 ? "-P" : "P";
  const Nanos all = nanos < 0 ? -nanos : nanos;
  const auto fraction = static_cast<int64_t>(all % kNanosPerSecond);
  const Nanos seconds = all / kNanosPerSecond;
  const auto days = static_cast<uint64_t>(seconds / 86'400);
  const auto rest = static_cast<int64_t>(seconds % 86'400);
  if (days != 0) text += std::to_string(days) + "D";
  if (rest == 0 && fraction == 0) return text;
  text += "T";
  if (rest / 3600 != 0) text += std::to_string(rest / 3600) + "H";
  if (rest / 60 % 60 != 0) text += std::to_string(rest / 60 % 60) + "M";
  if (rest % 60 != 0 || fraction != 0) {
    text += std::to_string(rest % 60) + print_fraction(fraction) + "S";
  }
  return text;
}

std::string print_year_month(int64_t months) {
  if (months == 0) return "P0M";
  std::string text = months < 0 ? "-P" : "P";
  const auto bits = static_cast<uint64_t>(months);
  const uint64_t all = months < 0 ? ~bits + 1 : bits;
  if (all / 12 != 0) text += std::to_string(all / 12) + "Y";
  if (all % 12 != 0) text += std::to_string(all % 12) + "M";
  return text;
}

std::string print_temporal(const Value& value) {
  switch (value.kind()) {
    case Kind::Date: return print_date(value.day());
    case Kind::DayTimeDuration: return print_day_time(value.nanos());
    case Kind::YearMonthDuration: return print_year_month(value.months());
    default: return print_clock(value);
  }
}

}  // namespace feel
