// Currencies by their ISO 4217 codes and how finely each is counted.
#pragma once

#include <optional>
#include <string_view>

#include "base/decimal.h"
#include "base/result.h"

namespace base {

// Digits behind the point in which amounts of the currency are counted: CNY 2, JPY 0, KWD 3.
// Nothing for what is no code of a currency in circulation.
std::optional<int> minor_units(std::string_view currency);

// Whether the text has the form of a code: three capital letters.
bool is_currency_shaped(std::string_view text);

// What speaks against the amount: no such currency, or more decimals than it is counted in.
std::optional<Text> amount_problem(const Decimal& amount, std::string_view currency);

}  // namespace base
