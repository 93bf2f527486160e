#include "feel/compare.h"

#include "feel/temporal/temporal.h"
#include "feel/value/cells.h"

namespace feel {
namespace {

const std::string& text_of(const Value& string) { return Cells::of<StringCell>(string).text; }

std::optional<std::strong_ordering> order_of(auto a, auto b) {
  if (a < b) return std::strong_ordering::less;
  if (b < a) return std::strong_ordering::greater;
  return std::strong_ordering::equal;
}

std::optional<std::strong_ordering> order_clocks(const Clock& a, const Clock& b) {
  const bool has_zone = a.zone.kind != Zone::Kind::None;
  if (has_zone == (b.zone.kind != Zone::Kind::None)) return order_of(instant_of(a), instant_of(b));
  // Table 54: who has no offset takes that of the other.
  const Nanos offset = Nanos{offset_of(has_zone ? a : b).value_or(0)} * kNanosPerSecond;
  return has_zone ? order_of(instant_of(a), instant_of(b) - offset)
                  : order_of(instant_of(a) - offset, instant_of(b));
}

Nanos whole_seconds_of(const Clock& clock) {
  return (instant_of(clock) - clock.nanos_of_day % kNanosPerSecond) / kNanosPerSecond;
}

// Fractions of a second do not count.
bool equal_clocks(const Clock& a, const Clock& b) {
  if ((a.zone.kind == Zone::Kind::None) != (b.zone.kind == Zone::Kind::None)) return false;
  return whole_seconds_of(a) == whole_seconds_of(b);
}

bool pay(Meter* meter, size_t sixteenths) { return !meter || meter->pay(sixteenths); }

std::optional<bool> equal_within(const Value& a, const Value& b, Meter* meter);

bool equal_lists(const Value& a, const Value& b, Meter* meter) {
  const auto left = a.items();
  const auto right = b.items();
  if (left.size() != right.size()) return false;
  for (size_t i = 0; i < left.size(); ++i) {
    if (!pay(meter, 1) || !equal_within(left[i], right[i], meter).value_or(false)) return false;
  }
  return true;
}

bool equal_contexts(const Value& a, const Value& b, Meter* meter) {
  const auto names = a.names();
  if (names.size() != b.names().size()) return false;
  for (size_t i = 0; i < names.size(); ++i) {
    if (!pay(meter, price_of_entry(names.size()) + price_of_text(names[i].size()))) return false;
    const Value* other = b.find(names[i]);
    if (!other || !equal_within(a.values()[i], *other, meter).value_or(false)) return false;
  }
  return true;
}

bool equal_ranges(const Range& a, const Range& b, Meter* meter) {
  return a.is_comparison == b.is_comparison && a.has_low_included == b.has_low_included &&
         a.has_high_included == b.has_high_included &&
         equal_within(a.low, b.low, meter).value_or(false) &&
         equal_within(a.high, b.high, meter).value_or(false);
}

bool equal_texts(const std::string& a, const std::string& b, Meter* meter) {
  return a.size() == b.size() && pay(meter, price_of_text(a.size())) && a == b;
}

std::optional<bool> all_of(std::optional<bool> a, std::optional<bool> b) {
  if (a == false || b == false) return false;
  if (!a || !b) return {};
  return true;
}

std::optional<bool> equal_within(const Value& a, const Value& b, Meter* meter) {
  if (a.is(Kind::String) && b.is(Kind::String)) return equal_texts(text_of(a), text_of(b), meter);
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.kind() != b.kind()) return {};
  switch (a.kind()) {
    case Kind::Boolean: return a.is_true() == b.is_true();
    case Kind::Number: return a.number() == b.number();
    case Kind::Date: return a.day() == b.day();
    case Kind::Time:
    case Kind::DateTime: {
      return equal_clocks(a.clock(), b.clock());
    }
    case Kind::DayTimeDuration: return a.nanos() == b.nanos();
    case Kind::YearMonthDuration: return a.months() == b.months();
    case Kind::List: return equal_lists(a, b, meter);
    case Kind::Context: return equal_contexts(a, b, meter);
    case Kind::Range: return equal_ranges(a.range(), b.range(), meter);
    case Kind::Function: return &a.function() == &b.function();
    case Kind::String:
    case Kind::Null: break;
  }
  return true;
}

}  // namespace

std::optional<bool> equal(const Value& a, const Value& b) { return equal_within(a, b, nullptr); }

std::optional<bool> equal(const Value& a, const Value& b, Meter& meter) {
  const auto same = equal_within(a, b, &meter);
  return meter.evaluation().is_exhausted() ? std::nullopt : same;
}

bool is_same(const Value& a, const Value& b, Meter& meter) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  return equal(a, b, meter).value_or(false);
}

namespace {
size_t mixed(size_t hash, size_t more) {
  return hash ^ (more + 0x9e3779b97f4a7c15U + (hash << 6) + (hash >> 2));
}

size_t hash_of_number(const base::Decimal& number) {
  if (const auto whole = number.to_int64()) return std::hash<int64_t>()(*whole);
  return std::hash<std::string>()(number.print());
}

// Entries count in any order.
size_t hash_of_context(const Value& context) {
  size_t sum = 0;
  for (size_t i = 0; i < context.names().size(); ++i) {
    sum += mixed(std::hash<std::string>()(context.names()[i]), hash_of_value(context.values()[i]));
  }
  return sum;
}

size_t hash_within(const Value& value) {
  switch (value.kind()) {
    case Kind::Boolean: return value.is_true() ? 1 : 0;
    case Kind::Number: return hash_of_number(value.number());
    case Kind::String: return std::hash<std::string>()(text_of(value));
    case Kind::Date: return static_cast<size_t>(value.day());
    case Kind::Time:
    case Kind::DateTime: return static_cast<size_t>(whole_seconds_of(value.clock()));
    case Kind::DayTimeDuration: return static_cast<size_t>(value.nanos());
    case Kind::YearMonthDuration: return static_cast<size_t>(value.months());
    case Kind::List: {
      size_t hash = value.items().size();
      for (const auto& item : value.items()) hash = mixed(hash, hash_of_value(item));
      return hash;
    }
    case Kind::Context: return hash_of_context(value);
    case Kind::Range:
      return mixed(hash_of_value(value.range().low), hash_of_value(value.range().high));
    case Kind::Function: return std::hash<const Function*>()(&value.function());
    case Kind::Null: break;
  }
  return 0;
}
}  // namespace

size_t hash_of_value(const Value& value) {
  return mixed(static_cast<size_t>(value.kind()), hash_within(value));
}

std::optional<std::strong_ordering> order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return {};
  switch (a.kind()) {
    case Kind::Number: {
      const auto partial = a.number() <=> b.number();
      if (partial == std::partial_ordering::unordered) return {};
      if (partial < 0) return std::strong_ordering::less;
      return partial > 0 ? std::strong_ordering::greater : std::strong_ordering::equal;
    }
    case Kind::String: return order_of(text_of(a).compare(text_of(b)), 0);
    case Kind::Date: return order_of(a.day(), b.day());
    case Kind::Time:
    case Kind::DateTime: return order_clocks(a.clock(), b.clock());
    case Kind::DayTimeDuration: return order_of(a.nanos(), b.nanos());
    case Kind::YearMonthDuration: return order_of(a.months(), b.months());
    default: return {};
  }
}

std::optional<std::strong_ordering> order(const Value& a, const Value& b, Meter& meter) {
  if (a.is(Kind::String) && b.is(Kind::String)) {
    const size_t bytes = std::min(text_of(a).size(), text_of(b).size());
    if (!meter.pay(price_of_text(bytes))) return {};
  }
  return order(a, b);
}

namespace {
bool is_number_in(const base::Decimal& number, const Range& range) {
  const auto above = number <=> range.low.number();
  const auto below = number <=> range.high.number();
  return (range.has_low_included ? above >= 0 : above > 0) &&
         (range.has_high_included ? below <= 0 : below < 0);
}
}  // namespace

namespace {
std::optional<bool> is_within(const Value& value, const Range& range, Meter* meter) {
  const auto ordered = [meter](const Value& a, const Value& b) {
    return meter ? order(a, b, *meter) : order(a, b);
  };
  if (value.is(Kind::Number) && range.low.is(Kind::Number) && range.high.is(Kind::Number)) {
    return is_number_in(value.number(), range);
  }
  std::optional<bool> above = true;
  std::optional<bool> below = true;
  if (range.low.is_null() && range.high.is_null()) return {};
  // Where a comparison has no end nothing bounds; elsewhere an end that is null is unknown.
  if (!range.is_comparison && range.low.is_null()) above = {};
  if (!range.is_comparison && range.high.is_null()) below = {};
  if (!range.low.is_null()) {
    const auto compared = ordered(value, range.low);
    above = compared ? std::optional(range.has_low_included ? *compared >= 0 : *compared > 0)
                     : std::nullopt;
  }
  if (!range.high.is_null()) {
    const auto compared = ordered(value, range.high);
    below = compared ? std::optional(range.has_high_included ? *compared <= 0 : *compared < 0)
                     : std::nullopt;
  }
  return all_of(above, below);
}

std::optional<bool> passes_one(const Value& value, const Value& test, Meter& meter) {
  if (!test.is(Kind::Range) || value.is(Kind::Range)) return equal(value, test, meter);
  return is_within(value, test.range(), &meter);
}
}  // namespace

std::optional<bool> is_in(const Value& value, const Range& range) {
  return is_within(value, range, nullptr);
}

std::optional<bool> passes(const Value& value, const Value& test, Meter& meter) {
  if (!test.is(Kind::List)) return passes_one(value, test, meter);
  if (value.is(Kind::List) && equal(value, test, meter).value_or(false)) return true;
  for (const auto& item : test.items()) {
    if (!meter.pay(1)) return {};
    if (passes_one(value, item, meter).value_or(false)) return true;
  }
  return false;
}

}  // namespace feel
