// Numbers of JSON with all their digits, where people's own values pass through the doors.
//
// Json holds int64 and double. A number that is neither is kept as a text that begins with a byte
// which no text has (0xFF); print() writes its digits as a number.
#pragma once

#include <optional>
#include <string_view>

#include "base/decimal.h"
#include "base/json.h"

namespace base {

// int64 or double where these say the same, else with all digits. null for what is not finite.
Json exact_number(const Decimal& number);
// Of a number that is neither int64 nor double.
std::optional<Decimal> exact_number_of(const Json& json);
// As parse_json; below members of this name numbers keep their digits.
Result<Json> parse_json_exact_below(std::string_view member, std::string_view text);
// Numbers that are neither int64 nor double as plain texts of their digits.
Json exact_numbers_as_text(const Json& json);

}  // namespace base
