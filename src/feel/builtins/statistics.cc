// min, max, sum and statistics over lists or arguments.
#include <algorithm>

#include "feel/builtins/builtin.h"
#include "feel/compare.h"
#include "feel/nodes/arithmetic.h"

namespace feel {
namespace {

using base::Decimal;

// The items of the one list, or the arguments themselves.
std::span<const Value> items_of(const Arguments& arguments) {
  if (arguments.size() == 1 && arguments[0].is(Kind::List)) return arguments[0].items();
  return arguments.all();
}

Value extreme(const Arguments& arguments, bool wants_least) {
  const auto items = items_of(arguments);
  if (items.empty()) return arguments.fail("no items");
  if (!arguments.spend(items.size() / 8)) return {};
  Meter meter = arguments.meter();
  const Value* best = &items.front();
  for (const auto& item : items) {
    if (item.is(Kind::Number) && best->is(Kind::Number)) {
      const auto ordered = item.number() <=> best->number();
      if (wants_least ? ordered < 0 : ordered > 0) best = &item;
      continue;
    }
    const auto ordered = order(item, *best, meter);
    if (arguments.is_exhausted()) return {};
    if (!ordered) return arguments.fail("items without order");
    if (wants_least ? *ordered < 0 : *ordered > 0) best = &item;
  }
  return *best;
}
Value min(const Arguments& arguments) { return extreme(arguments, true); }
Value max(const Arguments& arguments) { return extreme(arguments, false); }

// Empty when an item is no number.
std::optional<Decimal> total_of_numbers(std::span<const Value> items) {
  Decimal sum;
  for (const auto& item : items) {
    if (!item.is(Kind::Number)) return {};
    sum = sum + item.number();
  }
  return sum;
}

Value total(const Arguments& arguments, std::span<const Value> items) {
  if (items.empty()) return arguments.fail("no items");
  if (!arguments.spend(items.size() / 4)) return {};
  if (const auto numbers = total_of_numbers(items)) {
    return numbers->is_finite() ? Value(*numbers) : arguments.fail("result out of range");
  }
  Value sum = items.front();
  const bool is_summable =
      sum.is(Kind::Number) || sum.is(Kind::DayTimeDuration) || sum.is(Kind::YearMonthDuration);
  if (!is_summable) return arguments.fail("an item is neither a number nor a duration");
  for (const auto& item : items.subspan(1)) {
    if (item.kind() != sum.kind()) return arguments.fail("items of different kinds");
    Computed computed = compute(Operator::Add, sum, item);
    if (computed.value.is_null()) return arguments.fail(computed.reason);
    sum = std::move(computed.value);
  }
  return sum;
}
Value sum(const Arguments& arguments) { return total(arguments, items_of(arguments)); }

Value mean(const Arguments& arguments) {
  const auto items = items_of(arguments);
  const Value sum_of_items = total(arguments, items);
  if (sum_of_items.is_null()) return {};
  return compute(Operator::Divide, sum_of_items, static_cast<int64_t>(items.size())).value;
}

// All items as numbers; empty when one is none.
std::optional<std::vector<Decimal>> numbers_of(const Arguments& arguments) {
  std::vector<Decimal> numbers;
  if (!arguments.spend(items_of(arguments).size() / 2)) return {};
  for (const auto& item : items_of(arguments)) {
    if (!item.is(Kind::Number)) return arguments.fail("an item is no number"), std::nullopt;
    numbers.push_back(item.number());
  }
  return numbers;
}

Value product(const Arguments& arguments) {
  const auto numbers = numbers_of(arguments);
  if (!numbers) return {};
  if (numbers->empty()) return arguments.fail("no items");
  Decimal result = 1;
  for (const auto& number : *numbers) result = result * number;
  return result.is_finite() ? Value(result) : arguments.fail("result out of range");
}

Value median(const Arguments& arguments) {
  auto numbers = numbers_of(arguments);
  if (!numbers) return {};
  if (numbers->empty()) return arguments.fail("no items");
  std::sort(numbers->begin(), numbers->end(),
            [](const Decimal& a, const Decimal& b) { return a < b; });
  const size_t middle = numbers->size() / 2;
  if (numbers->size() % 2 == 1) return (*numbers)[middle];
  return ((*numbers)[middle - 1] + (*numbers)[middle]) / Decimal(2);
}

// Of a sample: divided by one less than the count.
Value standard_deviation(const Arguments& arguments) {
  const auto numbers = numbers_of(arguments);
  if (!numbers) return {};
  if (numbers->size() < 2) return arguments.fail("fewer than two items");
  const Decimal size(static_cast<int64_t>(numbers->size()));
  Decimal all;
  for (const auto& number : *numbers) all = all + number;
  const Decimal average = all / size;
  Decimal squares;
  for (const auto& number : *numbers) {
    squares = squares + (number - average) * (number - average);
  }
  const Decimal result = sqrt(squares / (size - Decimal(1)));
  return result.is_finite() ? Value(result) : arguments.fail("result out of range");
}

Value mode(const Arguments& arguments) {
  auto numbers = numbers_of(arguments);
  if (!numbers) return {};
  std::sort(numbers->begin(), numbers->end(),
            [](const Decimal& a, const Decimal& b) { return a < b; });
  size_t most = 0;
  Values modes;
  for (size_t from = 0; from < numbers->size();) {
    size_t to = from;
    while (to < numbers->size() && (*numbers)[to] == (*numbers)[from]) ++to;
    if (to - from > most) most = to - from, modes.clear();
    if (to - from == most) modes.emplace_back((*numbers)[from]);
    from = to;
  }
  return Value::list(std::move(modes));
}

constexpr BuiltinRow kRows[] = {
    {"min", "list: list | list: any...", min},
    {"max", "list: list | list: any...", max},
    {"sum", "list: list | list: any...", sum},
    {"mean", "list: list | list: any...", mean},
    {"product", "list: list | list: any...", product},
    {"median", "list: list | list: any...", median},
    {"stddev", "list: list | list: any...", standard_deviation},
    {"mode", "list: list | list: any...", mode},
};

}  // namespace

std::span<const BuiltinRow> statistics_functions() { return kRows; }

}  // namespace feel
