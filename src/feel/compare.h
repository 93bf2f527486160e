// Equality and order of FEEL values, three-valued: empty means null.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>

#include "feel/meter.h"
#include "feel/value.h"

namespace feel {

// Null when the kinds differ (and neither is null).
std::optional<bool> equal(const Value& a, const Value& b);
// The same, paid for; without the means to tell it is null.
std::optional<bool> equal(const Value& a, const Value& b, Meter& meter);
// Paid for: whether two are the same, as `==` of values says; false without the means to tell.
bool is_same(const Value& a, const Value& b, Meter& meter);
// Alike for values that are the same.
size_t hash_of_value(const Value& value);
// Empty when the two have no order: different kinds, booleans, lists, zoned against not zoned.
std::optional<std::strong_ordering> order(const Value& a, const Value& b);
std::optional<std::strong_ordering> order(const Value& a, const Value& b, Meter& meter);
// Whether `value` lies in the range; empty when an end cannot be compared with it.
std::optional<bool> is_in(const Value& value, const Range& range);
// `value in test`: equal, in a range, in a list of values and ranges; paid for.
std::optional<bool> passes(const Value& value, const Value& test, Meter& meter);

}  // namespace feel
