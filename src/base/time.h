// Instants, calendar dates, durations and time zones. Nothing here reads a clock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

// An instant: microseconds since 1970-01-01T00:00Z.
struct Time {
  int64_t micros = 0;
  friend auto operator<=>(const Time&, const Time&) = default;
};

// A length of exact time in microseconds.
struct Span {
  int64_t micros = 0;
  friend auto operator<=>(const Span&, const Span&) = default;
};

constexpr Span microseconds(int64_t n) { return {n}; }
constexpr Span milliseconds(int64_t n) { return {n * 1'000}; }
constexpr Span seconds(int64_t n) { return {n * 1'000'000}; }
constexpr Span minutes(int64_t n) { return seconds(n * 60); }
constexpr Span hours(int64_t n) { return minutes(n * 60); }
constexpr Span days(int64_t n) { return hours(n * 24); }
constexpr Time operator+(Time t, Span s) { return {t.micros + s.micros}; }
constexpr Time operator-(Time t, Span s) { return {t.micros - s.micros}; }
constexpr Span operator-(Time a, Time b) { return {a.micros - b.micros}; }
constexpr Span operator+(Span a, Span b) { return {a.micros + b.micros}; }

// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
struct Date {
  int32_t day = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

struct YearMonthDay {
  int year = 1970;
  int month = 1;  // 1–12
  int day = 1;    // 1–31
  friend auto operator<=>(const YearMonthDay&, const YearMonthDay&) = default;
};

// Wall-clock time in some zone.
struct LocalTime {
  Date date;
  int64_t micros_of_day = 0;
  friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

YearMonthDay civil(Date date);
// Empty when there is no such day.
std::optional<Date> date_of(YearMonthDay ymd);
// 1 = Monday … 7 = Sunday.
int weekday(Date date);
inline Date operator+(Date d, int32_t n) { return {d.day + n}; }
// The same day of the month `months` later, cut to the month's last day.
Date add_months(Date date, int months);

// "2026-03-02"
std::string print(Date date);
std::optional<Date> parse_date(std::string_view text);
// "2026-03-02T01:00:00Z", with a fraction only when there is one.
std::string print_utc(Time time);
// "2026-03-02T09:00:00+08:00" in `zone`.
std::string print_in_zone(Time time, std::string_view zone);
// ISO 8601 with an offset or Z; seconds and fraction optional. Empty when it is no such text.
std::optional<Time> parse_time(std::string_view text);

bool is_zone(std::string_view name);
// The wall clock in an IANA zone; ensures that the zone is known.
LocalTime local_in(Time time, std::string_view zone);
// The instant of a wall clock; in a gap the later, in an overlap the earlier instant.
Time instant_of(LocalTime local, std::string_view zone);

// ISO 8601 duration, the two kinds of FEEL and XML Schema together, plus the product's own working
// days. "P1Y2M", "P3DT4H", "PT0.5S", "P3WD" (three working days), "PT8WH" (eight working hours).
// Months and days go by the calendar, on the wall clock; `exact` is hours and less: 24 hours are a
// day only where the clock is not moved.
struct Duration {
  int64_t months = 0;
  int64_t days = 0;
  Span exact;
  int64_t working_days = 0;
  Span working_time;
  friend bool operator==(const Duration&, const Duration&) = default;
};
// With days of 24 hours; months and working time do not count.
constexpr Span fixed_span(const Duration& duration) { return days(duration.days) + duration.exact; }
std::optional<Duration> parse_duration(std::string_view text);
std::string print(const Duration& duration);

}  // namespace base
