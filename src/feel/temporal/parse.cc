// Text of dates, times and durations.
#include <charconv>

#include "feel/temporal/temporal.h"

namespace feel {
namespace {

// Reads from the front of a text.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  bool is_done() const { return text_.empty(); }
  std::string_view rest() const { return text_; }
  char front() const { return text_.empty() ? '\0' : text_.front(); }
  bool take(char c) {
    if (front() != c || text_.empty()) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::string_view digits() {
    size_t count = 0;
    while (count < text_.size() && text_[count] >= '0' && text_[count] <= '9') ++count;
    const auto found = text_.substr(0, count);
    text_.remove_prefix(count);
    return found;
  }
  // A number of exactly two digits, at most `max`.
  std::optional<int> two_digits(int max) {
    if (text_.size() < 2 || !is_digit(text_[0]) || !is_digit(text_[1])) return {};
    const int number = (text_[0] - '0') * 10 + (text_[1] - '0');
    if (number > max) return {};
    text_.remove_prefix(2);
    return number;
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  std::string_view text_;
};

std::optional<int64_t> to_number(std::string_view digits) {
  int64_t number = 0;
  const auto end = digits.data() + digits.size();
  const auto [at, error] = std::from_chars(digits.data(), end, number);
  if (error != std::errc() || at != end) return {};
  return number;
}

std::optional<int64_t> read_date(Reader& reader) {
  const bool is_negative = reader.take('-');
  const auto digits = reader.digits();
  if (digits.size() < 4 || digits.size() > 9 || (digits.size() > 4 && digits[0] == '0')) return {};
  const auto year = to_number(digits);
  if (!year || !reader.take('-')) return {};
  const auto month = reader.two_digits(12);
  if (!month || !reader.take('-')) return {};
  const auto day = reader.two_digits(31);
  if (!day) return {};
  return checked_day(is_negative ? -*year : *year, *month, *day);
}

// Nanoseconds of up to nine digits; further ones are cut.
int64_t fraction_nanos(std::string_view digits) {
  int64_t nanos = 0;
  for (size_t i = 0; i < 9; ++i) nanos = nanos * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return nanos;
}

std::optional<Clock> read_time(Reader& reader) {
  const auto hour = reader.two_digits(24);
  if (!hour || !reader.take(':')) return {};
  const auto minute = reader.two_digits(59);
  if (!minute || !reader.take(':')) return {};
  const auto second = reader.two_digits(59);
  if (!second) return {};
  int64_t nanos = 0;
  if (reader.take('.')) {
    const auto digits = reader.digits();
    if (digits.empty()) return {};
    nanos = fraction_nanos(digits);
  }
  if (*hour == 24 && (*minute != 0 || *second != 0 || nanos != 0)) return {};
  const auto zone = parse_zone(reader.rest());
  if (!zone) return {};
  return Clock{0, (*hour * 3600LL + *minute * 60LL + *second) * kNanosPerSecond + nanos, *zone};
}

// "12D": the number when the unit follows, and it is in order; empty when this unit is not next.
std::optional<std::string_view> take_unit(Reader& reader, char unit) {
  Reader ahead = reader;
  const auto digits = ahead.digits();
  if (digits.empty() || digits.size() > 18 || !ahead.take(unit)) return {};
  reader = ahead;
  return digits;
}

std::optional<Nanos> read_seconds(Reader& reader) {
  Reader ahead = reader;
  const auto digits = ahead.digits();
  if (digits.empty() || digits.size() > 18) return {};
  int64_t fraction = 0;
  if (ahead.take('.')) {
    const auto behind = ahead.digits();
    fraction = fraction_nanos(behind);
  }
  if (!ahead.take('S')) return {};
  reader = ahead;
  return Nanos{*to_number(digits)} * kNanosPerSecond + fraction;
}

}  // namespace

std::optional<Zone> parse_zone(std::string_view text) {
  if (text.empty()) return Zone{};
  if (text == "Z" || text == "z") return Zone::utc();
  Reader reader(text);
  if (reader.take('@')) {
    const auto name = reader.rest();
    if (name == "Z") return {};
    if (!base::is_zone(name)) return {};
    return Zone::named(std::string(name));
  }
  const bool is_negative = reader.front() == '-';
  if (!reader.take('+') && !reader.take('-')) return {};
  const auto hour = reader.two_digits(18);
  if (!hour || !reader.take(':')) return {};
  const auto minute = reader.two_digits(59);
  if (!minute) return {};
  int seconds = *hour * 3600 + *minute * 60;
  if (reader.take(':')) {
    const auto second = reader.two_digits(59);
    if (!second) return {};
    seconds += *second;
  }
  if (!reader.is_done() || seconds > 18 * 3600) return {};
  return Zone::offset(is_negative ? -seconds : seconds);
}

Value parse_date(std::string_view text) {
  Reader reader(text);
  const auto day = read_date(reader);
  return day && reader.is_done() ? Value::date_of_day(*day) : Value();
}

Value parse_time(std::string_view text) {
  Reader reader(text);
  auto clock = read_time(reader);
  if (!clock) return {};
  clock->nanos_of_day %= kNanosPerDay;  // 24:00:00
  return Value::time(std::move(*clock));
}

Value parse_date_time(std::string_view text) {
  Reader reader(text);
  const auto day = read_date(reader);
  if (!day) return {};
  if (reader.is_done()) return Value::date_time({*day, 0, {}});
  if (!reader.take('T')) return {};
  auto clock = read_time(reader);
  if (!clock) return {};
  clock->day = *day + clock->nanos_of_day / kNanosPerDay;
  clock->nanos_of_day %= kNanosPerDay;
  return Value::date_time(std::move(*clock));
}

Value parse_duration(std::string_view text) {
  Reader reader(text);
  const bool is_negative = reader.take('-');
  if (!reader.take('P') || reader.is_done()) return {};
  const auto years = take_unit(reader, 'Y');
  const auto months = take_unit(reader, 'M');
  if (years || months) {
    if (!reader.is_done()) return {};
    int64_t all = 0;
    if (years && __builtin_mul_overflow(*to_number(*years), 12, &all)) return {};
    if (months && __builtin_add_overflow(all, *to_number(*months), &all)) return {};
    return Value::year_month(is_negative ? -all : all);
  }
  Nanos nanos = 0;
  if (const auto days = take_unit(reader, 'D')) nanos += Nanos{*to_number(*days)} * kNanosPerDay;
  if (reader.take('T')) {
    if (reader.is_done()) return {};
    if (const auto hours = take_unit(reader, 'H')) {
      nanos += Nanos{*to_number(*hours)} * 3600 * kNanosPerSecond;
    }
    if (const auto minutes = take_unit(reader, 'M')) {
      nanos += Nanos{*to_number(*minutes)} * 60 * kNanosPerSecond;
    }
    if (const auto seconds = read_seconds(reader)) nanos += *seconds;
  }
  if (!reader.is_done()) return {};
  return Value::day_time(is_negative ? -nanos : nanos);
}

}  // namespace feel
