// Number and boolean functions.
#include "base/decimal.h"
#include "feel/builtins/builtin.h"

namespace feel {
namespace {

using base::Decimal;
using base::Rounding;

Value finite(const Arguments& arguments, const Decimal& number) {
  return number.is_finite() ? Value(number) : arguments.fail("result out of range");
}

Value rounded(const Arguments& arguments, Rounding mode) {
  const Decimal& number = arguments[0].number();
  if (arguments.size() > 1 && arguments[1].is_null()) return arguments.fail("scale is null");
  const Decimal scale = arguments.has(1) ? arguments[1].number() : Decimal(0);
  const auto places = scale.round(0, Rounding::Down).to_int64();
  if (!places || *places > 6176 || *places < -6111) return arguments.fail("scale out of range");
  return finite(arguments, number.round(static_cast<int>(*places), mode));
}

Value decimal(const Arguments& arguments) { return rounded(arguments, Rounding::HalfEven); }
Value floor(const Arguments& arguments) { return rounded(arguments, Rounding::Floor); }
Value ceiling(const Arguments& arguments) { return rounded(arguments, Rounding::Ceiling); }
Value round_up(const Arguments& arguments) { return rounded(arguments, Rounding::Up); }
Value round_down(const Arguments& arguments) { return rounded(arguments, Rounding::Down); }
Value round_half_up(const Arguments& arguments) { return rounded(arguments, Rounding::HalfUp); }
Value round_half_down(const Arguments& arguments) { return rounded(arguments, Rounding::HalfDown); }

Value absolute(const Arguments& arguments) {
  const Value& value = arguments[0];
  if (value.is(Kind::Number)) return value.number().abs();
  if (value.is(Kind::DayTimeDuration)) {
    return Value::day_time(value.nanos() < 0 ? -value.nanos() : value.nanos());
  }
  return Value::year_month(value.months() < 0 ? -value.months() : value.months());
}

Value modulo_of(const Arguments& arguments) {
  if (arguments[1].number().is_zero()) return arguments.fail("division by zero");
  return finite(arguments, modulo(arguments[0].number(), arguments[1].number()));
}

Value square_root(const Arguments& arguments) {
  const Decimal& number = arguments[0].number();
  if (number.is_negative() && !number.is_zero()) return arguments.fail("root of a negative number");
  return finite(arguments, sqrt(number));
}

constexpr size_t kCostOfExponential = 32;  // of one with all its digits

Value logarithm(const Arguments& arguments) {
  const Decimal& number = arguments[0].number();
  if (number.is_negative() || number.is_zero()) return arguments.fail("no positive number");
  if (!arguments.spend(kCostOfExponential)) return {};
  return finite(arguments, log(number));
}

Value exponential(const Arguments& arguments) {
  if (!arguments.spend(kCostOfExponential)) return {};
  return finite(arguments, exp(arguments[0].number()));
}

Value is_parity(const Arguments& arguments, bool wants_odd) {
  const Decimal& number = arguments[0].number();
  if (!number.is_integer()) return arguments.fail("no whole number");
  return modulo(number.abs(), Decimal(2)).is_zero() != wants_odd;
}
Value odd(const Arguments& arguments) { return is_parity(arguments, true); }
Value even(const Arguments& arguments) { return is_parity(arguments, false); }

Value negation(const Arguments& arguments) {
  const Value& value = arguments[0];
  if (!value.is(Kind::Boolean)) return {};
  return !value.is_true();
}

// Three-valued over all items: decided by one `decisive`, unknown by one that is no boolean.
Value over_all(const Arguments& arguments, bool decisive) {
  bool is_unknown = false;
  Value single = arguments.size() == 1 && arguments[0].is(Kind::List) ? arguments[0] : Value();
  const auto items = single.is_null() ? arguments.all() : single.items();
  if (!arguments.spend(items.size() / 16)) return {};
  for (const auto& item : items) {
    if (item.is(Kind::Boolean)) {
      if (item.is_true() == decisive) return decisive;
    } else {
      is_unknown = true;
    }
  }
  if (is_unknown) return arguments.fail("an item is no boolean");
  return !decisive;
}
Value all(const Arguments& arguments) { return over_all(arguments, false); }
Value any(const Arguments& arguments) { return over_all(arguments, true); }

constexpr BuiltinRow kNumberRows[] = {
    {"decimal", "n: number, scale: number", decimal},
    {"floor", "n: number, scale?: number", floor},
    {"ceiling", "n: number, scale?: number", ceiling},
    {"round up", "n: number, scale: number", round_up},
    {"round down", "n: number, scale: number", round_down},
    {"round half up", "n: number, scale: number", round_half_up},
    {"round half down", "n: number, scale: number", round_half_down},
    {"abs", "n: number | n: duration", absolute},
    {"modulo", "dividend: number, divisor: number", modulo_of},
    {"sqrt", "number: number", square_root},
    {"log", "number: number", logarithm},
    {"exp", "number: number", exponential},
    {"odd", "number: number", odd},
    {"even", "number: number", even},
};

constexpr BuiltinRow kBooleanRows[] = {
    {"not", "negand: *any", negation},
    {"all", "list: list | list: *any...", all},
    {"any", "list: list | list: *any...", any},
};

}  // namespace

std::span<const BuiltinRow> number_functions() { return kNumberRows; }
std::span<const BuiltinRow> boolean_functions() { return kBooleanRows; }

}  // namespace feel
