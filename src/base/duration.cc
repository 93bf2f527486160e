// ISO 8601 durations with working days (WD), working hours (WH) and working minutes (WM).
#include <algorithm>
#include <array>
#include <charconv>

#include "base/time.h"

namespace base {
namespace {

constexpr int64_t second_micros = 1'000'000;
constexpr int64_t minute_micros = 60 * second_micros;
constexpr int64_t hour_micros = 60 * minute_micros;

struct Unit {
  std::string_view name;
  bool in_time;  // behind the "T"
  int64_t Duration::*count;
  Span Duration::*span;
  int64_t factor;
};

// In the order in which they must be written. A longer name stands before its own beginning.
constexpr std::array<Unit, 9> units = {{
    {"Y", false, &Duration::months, nullptr, 12},
    {"M", false, &Duration::months, nullptr, 1},
    {"WD", false, &Duration::working_days, nullptr, 1},
    {"W", false, &Duration::days, nullptr, 7},
    {"D", false, &Duration::days, nullptr, 1},
    {"WH", true, nullptr, &Duration::working_time, hour_micros},
    {"WM", true, nullptr, &Duration::working_time, minute_micros},
    {"H", true, nullptr, &Duration::exact, hour_micros},
    {"M", true, nullptr, &Duration::exact, minute_micros},
}};

// Adds count × factor; false on overflow.
bool grow(int64_t& total, int64_t count, int64_t factor) {
  int64_t part = 0;
  return !__builtin_mul_overflow(count, factor, &part) &&
         !__builtin_add_overflow(total, part, &total);
}

bool take_number(std::string_view& text, int64_t& value) {
  const size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  if (count == 0 || count > 18) return false;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count);
  return true;
}

// "5S" or ".25S" behind a number.
bool take_seconds(std::string_view& text, int64_t whole, Duration& into) {
  int64_t fraction = 0;
  if (text.front() == '.') {
    text.remove_prefix(1);
    const size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
    if (count == 0) return false;
    for (size_t i = 0; i < 6; ++i) fraction = fraction * 10 + (i < count ? text[i] - '0' : 0);
    text.remove_prefix(count);
  }
  if (!text.starts_with('S')) return false;
  text.remove_prefix(1);
  return text.empty() && grow(into.exact.micros, whole, second_micros) &&
         grow(into.exact.micros, fraction, 1);
}

// One "12M"; `next` is the first unit that may still follow.
bool take_part(std::string_view& text, bool in_time, size_t& next, Duration& into) {
  int64_t count = 0;
  if (!take_number(text, count) || text.empty()) return false;
  if (in_time && (text.front() == 'S' || text.front() == '.')) {
    return take_seconds(text, count, into);
  }
  for (; next < units.size(); ++next) {
    const Unit& unit = units[next];
    if (unit.in_time != in_time || !text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    ++next;
    return unit.count ? grow(into.*unit.count, count, unit.factor)
                      : grow((into.*unit.span).micros, count, unit.factor);
  }
  return false;
}

Duration negated(const Duration& d) {
  return {-d.months, -d.days, {-d.exact.micros}, -d.working_days, {-d.working_time.micros}};
}

void put(std::string& out, int64_t count, std::string_view unit) {
  if (count != 0) out += std::to_string(count) + std::string(unit);
}

void put_exact_time(std::string& out, int64_t micros) {
  put(out, micros / hour_micros, "H");
  put(out, micros % hour_micros / minute_micros, "M");
  const int64_t rest = micros % minute_micros;
  if (rest == 0) return;
  std::string text = std::to_string(rest / second_micros);
  if (int64_t fraction = rest % second_micros) {
    if (fraction < 0) fraction = -fraction;
    std::string digits = std::to_string(fraction);
    text += "." + std::string(6 - digits.size(), '0') + digits;
    text.erase(text.find_last_not_of('0') + 1);
  }
  out += text + "S";
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (!text.starts_with('P')) return std::nullopt;
  text.remove_prefix(1);
  Duration duration;
  bool in_time = false;
  size_t next = 0;
  if (text.empty()) return std::nullopt;
  while (!text.empty()) {
    if (!in_time && text.front() == 'T') {
      in_time = true;
      text.remove_prefix(1);
    }
    if (!take_part(text, in_time, next, duration)) return std::nullopt;
  }
  return negative ? negated(duration) : duration;
}

std::string print(const Duration& duration) {
  const bool negative = duration.months <= 0 && duration.days <= 0 && duration.exact.micros <= 0 &&
                        duration.working_days <= 0 && duration.working_time.micros <= 0 &&
                        duration != Duration{};
  const Duration d = negative ? negated(duration) : duration;
  std::string out;
  put(out, d.months / 12, "Y");
  put(out, d.months % 12, "M");
  put(out, d.working_days, "WD");
  put(out, d.days, "D");
  std::string time;
  put(time, d.working_time.micros / hour_micros, "WH");
  put(time, d.working_time.micros % hour_micros / minute_micros, "WM");
  put_exact_time(time, d.exact.micros);
  if (!time.empty()) out += "T" + time;
  if (out.empty()) out = "T0S";
  return (negative ? "-P" : "P") + out;
}

}  // namespace base
