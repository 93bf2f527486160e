#include "dmn/compiled/steps.h"

#include <algorithm>
#include <cmath>

namespace dmn {
namespace {

using base::Decimal;
using feel::Kind;
using feel::Nanos;
using feel::Value;

constexpr int kDecimalsMax = 30;
constexpr int kDecimalsOfSecondMax = 9;
constexpr Nanos kNanosPerSecond = 1'000'000'000;
constexpr Nanos kNanosPerDay = 86'400 * kNanosPerSecond;
constexpr double kSecondsPerYear = 365.0 * 86'400;

int decimals_of(const Decimal& number) {
  int decimals = 0;
  while (decimals < kDecimalsMax && number.round(decimals, base::Rounding::Down) != number) {
    ++decimals;
  }
  return decimals;
}

int decimals_of_second(Nanos nanos) {
  int decimals = 0;
  for (Nanos unit = kNanosPerSecond; nanos % unit != 0; unit /= 10) ++decimals;
  return decimals;
}

Nanos nanos_of_step(int decimals) {
  Nanos unit = kNanosPerSecond;
  for (int i = 0; i < std::min(decimals, kDecimalsOfSecondMax); ++i) unit /= 10;
  return unit;
}

// The same wall clock some time later; null when that is another day and it has none.
Value clock_moved(const Value& value, Nanos by) {
  feel::Clock clock = value.clock();
  const Nanos nanos = clock.nanos_of_day + by;
  Nanos days = nanos / kNanosPerDay;
  if (nanos % kNanosPerDay < 0) --days;
  if (days != 0 && value.is(Kind::Time)) return {};
  clock.day += static_cast<int64_t>(days);
  clock.nanos_of_day = static_cast<int64_t>(nanos - days * kNanosPerDay);
  return value.is(Kind::Time) ? Value::time(std::move(clock)) : Value::date_time(std::move(clock));
}

// A place on the line of clocks, empty for other kinds; of a named zone it may be some hours off.
std::optional<Nanos> nanos_of(const Value& value) {
  if (value.is(Kind::DayTimeDuration)) return value.nanos();
  if (!value.is(Kind::Time) && !value.is(Kind::DateTime)) return {};
  const feel::Clock& clock = value.clock();
  return clock.day * kNanosPerDay + clock.nanos_of_day -
         clock.zone.offset_seconds * kNanosPerSecond;
}

// A place on the line of its kind in seconds; empty for kinds without distance.
std::optional<double> seconds_of(const Value& value) {
  if (value.is(Kind::Date)) return static_cast<double>(value.day()) * 86'400;
  if (value.is(Kind::YearMonthDuration)) {
    return static_cast<double>(value.months()) * kSecondsPerYear / 12;
  }
  if (value.is(Kind::DateTime)) {
    const auto instant = value.instant_in("UTC");
    if (instant) return static_cast<double>(instant->micros) / 1e6;
  }
  const auto nanos = nanos_of(value);
  return nanos ? std::optional(static_cast<double>(*nanos) / 1e9) : std::nullopt;
}

}  // namespace

void Steps::make_room_for(const Value& value) {
  int decimals = 0;
  if (value.is(Kind::Number)) {
    decimals = decimals_of(value.number());
  } else if (const auto nanos = nanos_of(value)) {
    decimals = decimals_of_second(*nanos);
  }
  decimals_ = std::max(decimals_, decimals);
}

Value Steps::moved(const Value& from, int64_t steps) const {
  switch (from.kind()) {
    case Kind::Number: return from.number() + Decimal::scaled(steps, decimals_);
    case Kind::Date: return Value::date_of_day(from.day() + steps);
    case Kind::Time:
    case Kind::DateTime: return clock_moved(from, steps * nanos_of_step(decimals_));
    case Kind::DayTimeDuration:
      return Value::day_time(from.nanos() + steps * nanos_of_step(decimals_));
    case Kind::YearMonthDuration: return Value::year_month(from.months() + steps);
    default: return {};
  }
}

std::optional<int64_t> Steps::between(const Value& from, const Value& to) const {
  if (from.kind() != to.kind()) return {};
  switch (from.kind()) {
    case Kind::Number: return (to.number() - from.number()).to_scaled(decimals_);
    case Kind::Date: return to.day() - from.day();
    case Kind::YearMonthDuration: return to.months() - from.months();
    default: break;
  }
  const auto start = nanos_of(from);
  const auto end = nanos_of(to);
  const Nanos unit = nanos_of_step(decimals_);
  if (!start || !end || (*end - *start) % unit != 0) return {};
  const Nanos steps = (*end - *start) / unit;
  const bool fits = steps <= INT64_MAX && steps >= INT64_MIN;
  return fits ? std::optional(static_cast<int64_t>(steps)) : std::nullopt;
}

double size_of_change(const Value& from, const Value& to) {
  if (from.kind() != to.kind()) return 1;
  if (from.is(Kind::Number)) {
    const double whole = std::max(1.0, std::abs(from.number().to_double()));
    return (to.number() - from.number()).abs().to_double() / whole;
  }
  const auto a = seconds_of(from);
  const auto b = seconds_of(to);
  return a && b ? std::abs(*a - *b) / kSecondsPerYear : 1;
}

}  // namespace dmn
