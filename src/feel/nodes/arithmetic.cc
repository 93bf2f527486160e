#include "feel/nodes/arithmetic.h"

#include "feel/temporal/temporal.h"
#include "feel/value/cells.h"

namespace feel {
namespace {

constexpr std::string_view kOutOfRange = "result out of range";

Computed checked(base::Decimal number, std::string_view reason = kOutOfRange) {
  if (!number.is_finite()) return {{}, reason};
  return {number};
}

// Not finite when it is out of range or a division by zero.
inline base::Decimal number_of(Operator op, const base::Decimal& a, const base::Decimal& b) {
  switch (op) {
    case Operator::Add: return a + b;
    case Operator::Subtract: return a - b;
    case Operator::Multiply: return a * b;
    case Operator::Divide: return a / b;
    case Operator::Power: break;
  }
  return pow(a, b);
}

Computed compute_numbers(Operator op, const base::Decimal& a, const base::Decimal& b) {
  if (op == Operator::Divide && b.is_zero()) return {{}, "division by zero"};
  return checked(number_of(op, a, b));
}

bool is_moment(const Value& value) { return value.is(Kind::Date) || value.is(Kind::DateTime); }

// A date as the midnight in UTC that it stands for beside dates and times.
Clock as_clock(const Value& value) {
  return value.is(Kind::Date) ? Clock{value.day(), 0, Zone::utc()} : value.clock();
}

Computed day_time_or_fail(Nanos nanos) {
  constexpr Nanos max = Nanos{INT64_MAX} * kNanosPerSecond * 1000;
  if (nanos > max || nanos < -max) return {{}, kOutOfRange};
  return {Value::day_time(nanos)};
}

Computed difference(const Value& a, const Value& b) {
  if (is_moment(a) && is_moment(b)) {
    if (a.is(Kind::Date) && b.is(Kind::Date)) {
      return {Value::day_time(Nanos{a.day() - b.day()} * kNanosPerDay)};
    }
    const Clock left = as_clock(a);
    const Clock right = as_clock(b);
    if ((left.zone.kind == Zone::Kind::None) != (right.zone.kind == Zone::Kind::None)) {
      return {{}, "only one of the two has a zone"};
    }
    return {Value::day_time(instant_of(left) - instant_of(right))};
  }
  if (a.is(Kind::Time) && b.is(Kind::Time)) {
    if ((a.clock().zone.kind == Zone::Kind::None) != (b.clock().zone.kind == Zone::Kind::None)) {
      return {{}, "only one of the two has a zone"};
    }
    return {Value::day_time(instant_of(a.clock()) - instant_of(b.clock()))};
  }
  return {{}, "cannot be subtracted"};
}

Computed shift_months(const Value& value, int64_t months) {
  if (value.is(Kind::Date)) {
    const auto day = day_plus_months(value.day(), months);
    return day ? Computed{Value::date_of_day(*day)} : Computed{{}, kOutOfRange};
  }
  Clock clock = value.clock();
  const auto day = day_plus_months(clock.day, months);
  if (!day) return {{}, kOutOfRange};
  clock.day = *day;
  clock.is_repeated = false;
  return {Value::date_time(std::move(clock))};
}

Computed shift_exact(const Value& value, Nanos nanos) {
  if (value.is(Kind::Date)) {
    const auto clock = plus({value.day(), 0, Zone::utc()}, nanos);
    return clock ? Computed{Value::date_of_day(clock->day)} : Computed{{}, kOutOfRange};
  }
  if (value.is(Kind::Time)) {
    Clock clock = value.clock();
    const Nanos shifted = (clock.nanos_of_day + nanos % kNanosPerDay + kNanosPerDay) % kNanosPerDay;
    clock.nanos_of_day = static_cast<int64_t>(shifted);
    return {Value::time(std::move(clock))};
  }
  auto clock = plus(value.clock(), nanos);
  return clock ? Computed{Value::date_time(std::move(*clock))} : Computed{{}, kOutOfRange};
}

// Date, time or date and time ± duration.
Computed shift(const Value& value, const Value& duration, int sign) {
  if (duration.is(Kind::YearMonthDuration)) {
    if (!is_moment(value)) return {{}, "a time has no months"};
    return shift_months(value, sign * duration.months());
  }
  return shift_exact(value, sign * duration.nanos());
}

bool is_duration(const Value& value) {
  return value.is(Kind::DayTimeDuration) || value.is(Kind::YearMonthDuration);
}
bool is_shiftable(const Value& value) { return is_moment(value) || value.is(Kind::Time); }

Computed compute_months(Operator op, int64_t a, int64_t b) {
  int64_t sum = 0;
  const bool overflows =
      op == Operator::Add ? __builtin_add_overflow(a, b, &sum) : __builtin_sub_overflow(a, b, &sum);
  if (overflows) return {{}, kOutOfRange};
  return {Value::year_month(sum)};
}

const std::string& text_of(const Value& string) { return Cells::of<StringCell>(string).text; }

bool is_text_in_bounds(const Value& a, const Value& b) {
  return a.is(Kind::String) && b.is(Kind::String) &&
         text_of(a).size() + text_of(b).size() <= kTextMax;
}

Computed add(const Value& a, const Value& b) {
  if (a.is(Kind::String) && b.is(Kind::String)) {
    if (!is_text_in_bounds(a, b)) return {{}, "text too long"};
    return {a.text() + b.text()};
  }
  if (is_shiftable(a) && is_duration(b)) return shift(a, b, 1);
  if (is_duration(a) && is_shiftable(b)) return shift(b, a, 1);
  if (a.is(Kind::DayTimeDuration) && b.is(Kind::DayTimeDuration)) {
    return day_time_or_fail(a.nanos() + b.nanos());
  }
  if (a.is(Kind::YearMonthDuration) && b.is(Kind::YearMonthDuration)) {
    return compute_months(Operator::Add, a.months(), b.months());
  }
  return {{}, "cannot be added"};
}

Computed subtract(const Value& a, const Value& b) {
  if (is_shiftable(a) && is_duration(b)) return shift(a, b, -1);
  if (a.is(Kind::DayTimeDuration) && b.is(Kind::DayTimeDuration)) {
    return day_time_or_fail(a.nanos() - b.nanos());
  }
  if (a.is(Kind::YearMonthDuration) && b.is(Kind::YearMonthDuration)) {
    return compute_months(Operator::Subtract, a.months(), b.months());
  }
  return difference(a, b);
}

base::Decimal decimal_of(Nanos nanos) {
  const auto seconds = static_cast<int64_t>(nanos / kNanosPerSecond);
  const auto rest = static_cast<int64_t>(nanos % kNanosPerSecond);
  return base::Decimal(seconds) * base::Decimal(kNanosPerSecond) + base::Decimal(rest);
}

Computed day_time_of(const base::Decimal& nanos) {
  const base::Decimal whole = nanos.round(0, base::Rounding::HalfEven);
  const base::Decimal per_second(kNanosPerSecond);
  const base::Decimal seconds = (whole / per_second).round(0, base::Rounding::Floor);
  const auto high = seconds.to_int64();
  const auto low = (whole - seconds * per_second).to_int64();
  if (!high || !low) return {{}, kOutOfRange};
  return day_time_or_fail(Nanos{*high} * kNanosPerSecond + *low);
}

// The amount of a duration as a number: nanoseconds or months.
base::Decimal amount_of(const Value& value) {
  return value.is(Kind::DayTimeDuration) ? decimal_of(value.nanos())
                                         : base::Decimal(value.months());
}

Computed duration_of(Kind kind, const base::Decimal& amount) {
  if (!amount.is_finite()) return {{}, kOutOfRange};
  if (kind == Kind::DayTimeDuration) return day_time_of(amount);
  const base::Decimal whole = amount.is_negative() ? amount.round(0, base::Rounding::Ceiling)
                                                   : amount.round(0, base::Rounding::Floor);
  const auto months = whole.to_int64();
  return months ? Computed{Value::year_month(*months)} : Computed{{}, kOutOfRange};
}

Computed multiply(const Value& a, const Value& b) {
  if (is_duration(a) && b.is(Kind::Number)) return duration_of(a.kind(), amount_of(a) * b.number());
  if (is_duration(b) && a.is(Kind::Number)) return duration_of(b.kind(), amount_of(b) * a.number());
  return {{}, "cannot be multiplied"};
}

Computed divide(const Value& a, const Value& b) {
  if (is_duration(a) && b.is(Kind::Number)) {
    if (b.number().is_zero()) return {{}, "division by zero"};
    return duration_of(a.kind(), amount_of(a) / b.number());
  }
  if (is_duration(a) && a.kind() == b.kind()) {
    const base::Decimal divisor = amount_of(b);
    if (divisor.is_zero()) return {{}, "division by zero"};
    return checked(amount_of(a) / divisor);
  }
  return {{}, "cannot be divided"};
}

}  // namespace

Computed compute(Operator op, const Value& left, const Value& right) {
  if (left.is(Kind::Number) && right.is(Kind::Number)) {
    return compute_numbers(op, left.number(), right.number());
  }
  if (left.is_null() || right.is_null()) return {{}, "arithmetic with null"};
  switch (op) {
    case Operator::Add: return add(left, right);
    case Operator::Subtract: return subtract(left, right);
    case Operator::Multiply: return multiply(left, right);
    case Operator::Divide: return divide(left, right);
    case Operator::Power: break;
  }
  return {{}, "only a number has a power"};
}

namespace {
std::string reason_between(std::string_view why, const Value& left, const Value& right) {
  std::string reason(why);
  if (left.is_null() || right.is_null() || left.kind() == right.kind()) return reason;
  return reason + ": " + std::string(name_of(left.kind())) + " and " +
         std::string(name_of(right.kind()));
}

// The general way: of all kinds, and null with its reason.
Value explained(Frame& frame, const Arithmetic::Step& step, const Value& left, const Value& right) {
  Computed computed = compute(step.op, left, right);
  if (!computed.reason.empty()) {
    frame.evaluation.note(step.place.line, step.place.column,
                          reason_between(computed.reason, left, right));
  }
  return std::move(computed.value);
}
}  // namespace

namespace {
// Of their many digits powers take tens of microseconds.
int64_t cost_of_power(const base::Decimal& exponent) { return exponent.is_integer() ? 8 : 64; }
}  // namespace

Value Arithmetic::evaluate(Frame& frame) const {
  Value total;
  const Value* left = &first->look(frame, total);
  for (const auto& step : steps) {
    Value room;
    const Value& right = step.operand->look(frame, room);
    if (left->is(Kind::Number) && right.is(Kind::Number)) {
      const bool is_power = step.op == Operator::Power;
      if (is_power && !spend(frame, cost_of_power(right.number()))) return {};
      const base::Decimal number = number_of(step.op, left->number(), right.number());
      if (!number.is_finite()) {
        total = explained(frame, step, *left, right);
      } else if (&step == &steps.back()) {
        return number;
      } else {
        total = number;
      }
    } else if (step.op == Operator::Add && is_text_in_bounds(*left, right)) {
      if (left == &total) {
        Cells::join(total, text_of(right));
      } else {
        total = Value(text_of(*left) + text_of(right));
      }
      if (!spend(frame, 1 + cost_of_making(text_of(total).size() / 16))) return {};
    } else {
      if (!spend(frame, 1)) return {};
      total = explained(frame, step, *left, right);
    }
    left = &total;
  }
  return total;
}

Value Negation::evaluate(Frame& frame) const {
  Value room;
  const Value& value = operand->look(frame, room);
  switch (value.kind()) {
    case Kind::Number: return -value.number();
    case Kind::DayTimeDuration: return Value::day_time(-value.nanos());
    case Kind::YearMonthDuration: return Value::year_month(-value.months());
    case Kind::Null: return {};
    default: return fail(frame, "cannot be negated: " + std::string(name_of(value.kind())));
  }
}

}  // namespace feel
