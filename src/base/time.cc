#include "base/time.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace base {
namespace {

constexpr int64_t micros_per_second = 1'000'000;
constexpr int64_t micros_per_day = 86'400 * micros_per_second;

bool is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int64_t year, int month) {
  constexpr std::array<int, 12> lengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : lengths[static_cast<size_t>(month - 1)];
}

int64_t floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Howard Hinnant's days_from_civil: years are counted from March in eras of 400 years.
int64_t days_from_civil(int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const int64_t era = floor_div(year, 400);
  const int64_t year_of_era = year - era * 400;
  const int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

// Reads a text from the left, one piece after the other.
struct Cursor {
  std::string_view rest;

  bool take(char c) {
    if (rest.empty() || rest.front() != c) return false;
    rest.remove_prefix(1);
    return true;
  }
  size_t digits_ahead() const {
    return std::min(rest.find_first_not_of("0123456789"), rest.size());
  }
  std::optional<int64_t> number(size_t least, size_t most) {
    const size_t count = digits_ahead();
    if (count < least || count > most) return std::nullopt;
    int64_t value = 0;
    std::from_chars(rest.data(), rest.data() + count, value);
    rest.remove_prefix(count);
    return value;
  }
  // The digits behind a decimal point in millionths; what is finer is cut.
  std::optional<int64_t> fraction() {
    const size_t count = digits_ahead();
    if (count == 0 || count > 30) return std::nullopt;
    int64_t value = 0;
    for (size_t i = 0; i < 6; ++i) value = value * 10 + (i < count ? rest[i] - '0' : 0);
    rest.remove_prefix(count);
    return value;
  }
};

std::optional<Date> take_date(Cursor& cursor) {
  const bool negative = cursor.take('-');
  const bool padded = !cursor.rest.empty() && cursor.rest.front() == '0';
  const auto year = cursor.number(4, padded ? 4 : 7);
  if (!year || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.number(2, 2);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.number(2, 2);
  if (!day) return std::nullopt;
  return date_of({static_cast<int>(negative ? -*year : *year), static_cast<int>(*month),
                  static_cast<int>(*day)});
}

// "hh:mm", "hh:mm:ss", "hh:mm:ss.fraction"
std::optional<int64_t> take_micros_of_day(Cursor& cursor) {
  const auto hour = cursor.number(2, 2);
  if (!hour || *hour > 23 || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.number(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int64_t micros = (*hour * 60 + *minute) * 60 * micros_per_second;
  if (!cursor.take(':')) return micros;
  const auto second = cursor.number(2, 2);
  if (!second || *second > 59) return std::nullopt;
  micros += *second * micros_per_second;
  if (!cursor.take('.')) return micros;
  const auto fraction = cursor.fraction();
  if (!fraction) return std::nullopt;
  return micros + *fraction;
}

// "Z" or "+08:00", in seconds.
std::optional<int64_t> take_offset(Cursor& cursor) {
  if (cursor.take('Z')) return 0;
  const bool negative = cursor.take('-');
  if (!negative && !cursor.take('+')) return std::nullopt;
  const auto hour = cursor.number(2, 2);
  if (!hour || *hour > 18 || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.number(2, 2);
  if (!minute || *minute > 59) return std::nullopt;
  const int64_t offset = *hour * 3600 + *minute * 60;
  return negative ? -offset : offset;
}

// "T09:00:00.5" without trailing zeros of the fraction.
std::string print_time_of_day(int64_t micros) {
  const int64_t second = micros / micros_per_second;
  char text[32];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02d", static_cast<int>(second / 3600),
                static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  std::string out = text;
  if (const int64_t fraction = micros % micros_per_second) {
    std::snprintf(text, sizeof text, ".%06d", static_cast<int>(fraction));
    out += text;
    out.erase(out.find_last_not_of('0') + 1);
  }
  return out;
}

}  // namespace

YearMonthDay civil(Date date) {
  const int64_t shifted = int64_t{date.day} + 719'468;
  const int64_t era = floor_div(shifted, 146'097);
  const int64_t day_of_era = shifted - era * 146'097;
  const int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const int month =
      static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

std::optional<Date> date_of(YearMonthDay ymd) {
  constexpr int year_max = 5'000'000;  // keeps the count of days within 32 bits
  if (ymd.year < -year_max || ymd.year > year_max) return std::nullopt;
  if (ymd.month < 1 || ymd.month > 12) return std::nullopt;
  if (ymd.day < 1 || ymd.day > days_in_month(ymd.year, ymd.month)) return std::nullopt;
  return Date{static_cast<int32_t>(days_from_civil(ymd.year, ymd.month, ymd.day))};
}

int weekday(Date date) {
  const int64_t from_monday = (int64_t{date.day} + 3) % 7;  // 1970-01-01 was a Thursday
  return static_cast<int>(from_monday < 0 ? from_monday + 8 : from_monday + 1);
}

Date add_months(Date date, int months) {
  const YearMonthDay start = civil(date);
  const int64_t count = int64_t{start.year} * 12 + start.month - 1 + months;
  const int64_t year = floor_div(count, 12);
  const int month = static_cast<int>(count - year * 12) + 1;
  const int day = std::min(start.day, days_in_month(year, month));
  return {static_cast<int32_t>(days_from_civil(year, month, day))};
}

std::string print(Date date) {
  const YearMonthDay ymd = civil(date);
  char text[32];
  std::snprintf(text, sizeof text, "%s%04d-%02d-%02d", ymd.year < 0 ? "-" : "",
                ymd.year < 0 ? -ymd.year : ymd.year, ymd.month, ymd.day);
  return text;
}

std::optional<Date> parse_date(std::string_view text) {
  Cursor cursor{text};
  const auto date = take_date(cursor);
  return cursor.rest.empty() ? date : std::nullopt;
}

std::string print_utc(Time time) {
  const int64_t day = floor_div(time.micros, micros_per_day);
  return print(Date{static_cast<int32_t>(day)}) +
         print_time_of_day(time.micros - day * micros_per_day) + "Z";
}

std::string print_in_zone(Time time, std::string_view zone) {
  const LocalTime local = local_in(time, zone);
  const int64_t local_micros = local.date.day * micros_per_day + local.micros_of_day;
  const int64_t offset = (local_micros - time.micros) / micros_per_second;
  const int64_t size = offset < 0 ? -offset : offset;
  char text[32];
  std::snprintf(text, sizeof text, "%c%02d:%02d", offset < 0 ? '-' : '+',
                static_cast<int>(size / 3600), static_cast<int>(size / 60 % 60));
  return print(local.date) + print_time_of_day(local.micros_of_day) + text;
}

std::optional<Time> parse_time(std::string_view text) {
  Cursor cursor{text};
  const auto date = take_date(cursor);
  constexpr int32_t day_max = 100'000'000;  // keeps the microseconds within 64 bits
  if (!date || date->day < -day_max || date->day > day_max) return std::nullopt;
  if (!cursor.take('T')) return std::nullopt;
  const auto micros = take_micros_of_day(cursor);
  if (!micros) return std::nullopt;
  const auto offset = take_offset(cursor);
  if (!offset || !cursor.rest.empty()) return std::nullopt;
  return Time{date->day * micros_per_day + *micros - *offset * micros_per_second};
}

}  // namespace base
