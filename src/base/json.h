// JSON of the doors and of stored documents: Boost.JSON's value, with the few helpers all modules
// share. Numbers here are int64 or double. Exact decimals travel as text and are read by
// base::Decimal.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace base {

using Json = boost::json::value;
using JsonObject = boost::json::object;
using JsonArray = boost::json::array;

// Refuses with request.malformed and line:column. Depth at most 64, duplicate keys refused.
Result<Json> parse_json(std::string_view text);
std::string print(const Json& json);

// Member of an object, or nullptr when absent or `json` is no object.
const Json* find(const Json& json, std::string_view key);
// The member's text; empty when absent or no text.
std::string text_or_empty(const Json& json, std::string_view key);
int64_t int_or(const Json& json, std::string_view key, int64_t otherwise);
bool is_true(const Json& json, std::string_view key);

}  // namespace base
