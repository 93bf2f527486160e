// string(), number(), date(), time(), date and time(), duration() and `is`.
#include "base/text.h"
#include "feel/builtins/builtin.h"
#include "feel/compare.h"
#include "feel/nodes/node.h"
#include "feel/temporal/temporal.h"
#include "feel/value/cells.h"
#include "feel/value/print.h"

namespace feel {
namespace {

// For a reason.
std::string shown(const Value& value) { return to_text_within(value, 1000).value_or("…"); }

Value to_string(const Arguments& arguments) {
  if (arguments[0].is_null() || !arguments.spend(Cells::weight(arguments[0]) / 2)) return {};
  auto text = to_text_within(arguments[0], kTextMax);
  return text ? Value(std::move(*text)) : arguments.fail("text too long");
}

// "1 234,56" with its separators taken out; empty when they do not fit.
std::optional<base::Decimal> read_number(std::string text, std::string_view grouping,
                                         std::string_view decimal) {
  if (!grouping.empty()) std::erase(text, grouping[0]);
  if (!decimal.empty() && decimal != ".") {
    if (text.find('.') != std::string::npos) return {};
    for (char& c : text) {
      if (c == decimal[0]) c = '.';
    }
  }
  bool has_digit = false;
  int points = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    has_digit = has_digit || (c >= '0' && c <= '9');
    points += c == '.';
    const bool may_have_sign = i == 0 || text[i - 1] == 'e' || text[i - 1] == 'E';
    const bool is_sign = (c == '-' || c == '+') && may_have_sign;
    if (!(c >= '0' && c <= '9') && c != '.' && c != 'e' && c != 'E' && !is_sign) return {};
  }
  if (!has_digit || points > 1) return {};
  const auto number = base::Decimal::parse(text);
  return number && number->is_finite() ? number : std::nullopt;
}

std::optional<int64_t> whole(const Value& value) {
  return value.is(Kind::Number) ? value.number().to_int64() : std::nullopt;
}

Value to_date(const Arguments& arguments) {
  if (arguments.size() == 3) {
    const auto year = whole(arguments[0]);
    const auto month = whole(arguments[1]);
    const auto day = whole(arguments[2]);
    const auto found = year && month && day ? checked_day(*year, *month, *day) : std::nullopt;
    return found ? Value::date_of_day(*found) : arguments.fail("no such day");
  }
  const Value& from = arguments[0];
  if (from.is(Kind::Date)) return from;
  if (from.is(Kind::DateTime)) return Value::date_of_day(from.clock().day);
  Value date = parse_date(from.text_or_empty());
  return date.is_null() ? arguments.fail("no date: " + shown(from)) : date;
}

Value time_of_numbers(const Arguments& arguments) {
  const auto hour = whole(arguments[0]);
  const auto minute = whole(arguments[1]);
  const base::Decimal second = arguments[2].number();
  if (!hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 ||
      second.is_negative() || second >= base::Decimal(60)) {
    return arguments.fail("no such time");
  }
  const auto nanos =
      (second * base::Decimal(kNanosPerSecond)).round(0, base::Rounding::Down).to_int64();
  Clock clock{0, (*hour * 3600 + *minute * 60) * kNanosPerSecond + nanos.value_or(0), {}};
  if (arguments.has(3)) {
    if (!arguments[3].is(Kind::DayTimeDuration)) return arguments.fail("the offset is no duration");
    const Nanos offset = arguments[3].nanos() / kNanosPerSecond;
    if (offset > 18 * 3600 || offset < -18 * 3600) return arguments.fail("offset out of range");
    clock.zone = Zone::offset(static_cast<int>(offset));
  }
  return Value::time(std::move(clock));
}

Value to_time(const Arguments& arguments) {
  if (arguments.size() > 1) return time_of_numbers(arguments);
  const Value& from = arguments[0];
  if (from.is(Kind::Time)) return from;
  if (from.is(Kind::DateTime)) return Value::time(from.clock());
  if (from.is(Kind::Date)) return Value::time({0, 0, Zone::utc()});
  Value time = parse_time(from.text_or_empty());
  return time.is_null() ? arguments.fail("no time: " + shown(from)) : time;
}

Value to_duration(const Arguments& arguments) {
  const Value& from = arguments[0];
  if (!from.is(Kind::String)) return from;
  Value duration = parse_duration(from.text());
  return duration.is_null() ? arguments.fail("no duration: " + from.text()) : duration;
}

}  // namespace

Value to_number(const Arguments& arguments) {
  const Value& from = arguments[0];
  if (arguments.size() == 1) {
    if (from.is(Kind::Number)) return from;
    if (!arguments.spend(from.text().size() / 32)) return {};
    const auto number = read_number(from.text(), {}, {});
    return number ? Value(*number) : arguments.fail("no number: " + from.text());
  }
  const std::string grouping = arguments[1].text_or_empty();
  const std::string decimal = arguments[2].text_or_empty();
  const auto fits = [](const Value& value, std::string_view allowed) {
    if (value.is_null()) return true;
    return value.text().size() == 1 && allowed.find(value.text()[0]) != std::string_view::npos;
  };
  if (!fits(arguments[1], " .,")) return arguments.fail("no such grouping separator");
  if (!fits(arguments[2], ".,")) return arguments.fail("no such decimal separator");
  if (!grouping.empty() && grouping == decimal) return arguments.fail("equal separators");
  const auto number = read_number(from.text(), grouping, decimal);
  return number ? Value(*number) : arguments.fail("no number: " + from.text());
}

Value to_date_time(const Arguments& arguments) {
  if (arguments.size() == 2 && arguments[1].is(Kind::Time)) {
    const Value& from = arguments[0];
    Clock clock = arguments[1].clock();
    clock.day = from.is(Kind::Date) ? from.day() : from.clock().day;
    return Value::date_time(std::move(clock));
  }
  const Value& from = arguments[0];
  if (arguments.size() == 2) {  // a moment and a zone
    const auto zone = parse_zone("@" + arguments[1].text());
    if (!zone || !from.is(Kind::DateTime)) return arguments.fail("no such zone");
    if (from.clock().zone.kind == Zone::Kind::None) {
      Clock clock = from.clock();
      clock.zone = *zone;
      return Value::date_time(std::move(clock));
    }
    auto clock = clock_at(instant_of(from.clock()), *zone);
    return clock ? Value::date_time(std::move(*clock)) : arguments.fail("out of range");
  }
  if (from.is(Kind::DateTime)) return from;
  if (from.is(Kind::Date)) return Value::date_time({from.day(), 0, Zone::utc()});
  Value moment = parse_date_time(from.text_or_empty());
  return moment.is_null() ? arguments.fail("no date and time: " + shown(from)) : moment;
}

namespace {

Value months_between(const Arguments& arguments) {
  const auto day_of_value = [](const Value& value) {
    return value.is(Kind::Date) ? value.day() : value.clock().day;
  };
  const Civil from = civil_of(day_of_value(arguments[0]));
  const Civil to = civil_of(day_of_value(arguments[1]));
  int64_t months = (to.year - from.year) * 12 + to.month - from.month;
  if (months > 0 && to.day < from.day) --months;
  if (months < 0 && to.day > from.day) ++months;
  return Value::year_month(months);
}

bool is_same_zone(const Clock& a, const Clock& b) {
  if (a.zone.kind != b.zone.kind) return false;
  return a.zone == b.zone;
}

// The same value of the same kind; clocks also in the same zone and the same pass of an hour.
Value is_identical(const Arguments& arguments) {
  const Value& a = arguments[0];
  const Value& b = arguments[1];
  if (a.kind() != b.kind()) return false;
  if (a.is(Kind::Time) || a.is(Kind::DateTime)) {
    return a.clock().day == b.clock().day && a.clock().nanos_of_day == b.clock().nanos_of_day &&
           a.clock().is_repeated == b.clock().is_repeated && is_same_zone(a.clock(), b.clock());
  }
  Meter meter = arguments.meter();
  const bool is_it = is_same(a, b, meter);
  return arguments.is_exhausted() ? Value() : Value(is_it);
}

constexpr BuiltinRow kRows[] = {
    {"string", "from: *any", to_string},
    {"number",
     "from: number | from: string"
     " | from: string, grouping separator: *string, decimal separator: *string",
     to_number},
    {"date", "from: string | from: moment | year: number, month: number, day: number", to_date},
    {"time",
     "from: string | from: time | from: moment"
     " | hour: number, minute: number, second: number, offset?: duration",
     to_time},
    {"date and time", "from: string | from: moment | date: moment, time: time", to_date_time},
    {"duration", "from: string | from: duration", to_duration},
    {"years and months duration", "from: moment, to: moment", months_between},
    {"is", "value1: **any, value2: **any", is_identical},
};

}  // namespace

std::span<const BuiltinRow> conversion_functions() { return kRows; }

}  // namespace feel
