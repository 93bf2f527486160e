#include "runtime/variable_keys.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

#include "base/text.h"
#include "runtime/variable_search.h"
#include "storage/keys.h"

namespace runtime {

namespace {

constexpr size_t digits_of_name = 15;

// 49 bits of the name's hash: two names of one scope would have to meet in them.
std::string digits_of(std::string_view name) {
  const auto hash = std::stoull(base::sha256_hex(name).substr(0, 12), nullptr, 16);
  auto digits = std::to_string(hash % 1'000'000'000'000'000ULL);
  return std::string(digits_of_name - digits.size(), '0') + digits;
}

struct Place {
  int64_t scope = 0;
  std::string name;
};

std::optional<Place> place_of(storage::Connection& db, std::string_view key) {
  const bool is_key = key.size() > digits_of_name && key.size() <= 25 &&
                      key.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_key) return std::nullopt;
  const std::string front(key.substr(0, key.size() - digits_of_name));
  const int64_t scope = std::stoll(front) + storage::StoredKeys::first_key - 1;
  const auto around = scopes_around(db, scope);
  if (around.empty()) return std::nullopt;
  const auto rows = db.query("SELECT name FROM variable WHERE instance = ? AND scope = ?",
                             {around.back(), scope});
  for (const auto& row : rows) {
    if (variable_key(scope, row.text(0)) == key) return Place{scope, row.text(0)};
  }
  return std::nullopt;
}

// The text that a filter compares a field with, null when it asks otherwise.
const base::Json* equal_to(const base::JsonObject& filter, std::string_view name) {
  const auto* asked = filter.if_contains(name);
  if (asked != nullptr && asked->is_object()) asked = asked->as_object().if_contains("$eq");
  return asked != nullptr && asked->is_string() ? asked : nullptr;
}

// Variables lie by their instances: one that is known from the scope is named too.
void name_instance(storage::Connection& db, base::JsonObject& filter, const base::Json* scope) {
  if (scope == nullptr || filter.contains("processInstanceKey")) return;
  int64_t key = 0;
  const std::string_view text = scope->as_string();
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), key);
  if (error != std::errc() || end != text.data() + text.size()) return;
  const auto around = scopes_around(db, key);
  if (!around.empty()) filter["processInstanceKey"] = std::to_string(around.back());
}

// What is asked of `variableKey`, by texts.
struct AskedKeys {
  std::optional<std::vector<std::string>> among;  // nothing: any
  std::vector<std::string> not_among;
};

std::optional<std::vector<std::string>> texts_of(const base::Json& value) {
  std::vector<std::string> out;
  const base::JsonArray single{value};
  const auto& items = value.is_array() ? value.as_array() : single;
  for (const auto& each : items) {
    if (!each.is_string()) return std::nullopt;
    out.emplace_back(each.as_string());
  }
  if (out.empty()) return std::nullopt;
  return out;
}

// Those that are in both.
void narrow(AskedKeys& asked, const std::vector<std::string>& keys) {
  if (!asked.among) {
    asked.among = keys;
    return;
  }
  std::erase_if(*asked.among,
                [&](const std::string& key) { return std::ranges::find(keys, key) == keys.end(); });
}

// False when the operator does not fit.
bool take_operator(AskedKeys& asked, std::string_view name, const base::Json& value) {
  if (name == "$exists") {
    if (!value.is_bool()) return false;
    if (!value.as_bool()) asked.among = std::vector<std::string>();
    return true;
  }
  const bool is_of_list = name == "$in" || name == "$notIn";
  const auto keys = texts_of(value);
  if (!keys || value.is_array() != is_of_list) return false;
  if (name == "$eq" || name == "$in") {
    narrow(asked, *keys);
  } else if (name == "$neq" || name == "$notIn") {
    asked.not_among.insert(asked.not_among.end(), keys->begin(), keys->end());
  } else {
    return false;
  }
  return true;
}

// Nothing when it does not fit.
std::optional<AskedKeys> asked_keys(const base::Json& asked) {
  AskedKeys out;
  const auto* operators = asked.if_object();
  if (operators == nullptr)
    return take_operator(out, "$eq", asked) ? std::optional(out) : std::nullopt;
  for (const auto& entry : *operators) {
    if (!take_operator(out, entry.key(), entry.value())) return std::nullopt;
  }
  return operators->empty() ? std::nullopt : std::optional(out);
}

std::vector<Place> places_of(storage::Connection& db, const std::vector<std::string>& keys) {
  std::vector<Place> out;
  for (const auto& key : keys) {
    if (auto place = place_of(db, key)) out.push_back(std::move(*place));
  }
  return out;
}

base::JsonArray at_places(const std::vector<Place>& places) {
  base::JsonArray any;
  for (const auto& [scope, name] : places)
    any.push_back(base::JsonObject{{"scopeKey", std::to_string(scope)}, {"name", name}});
  return any;
}

// In another scope, or in one of theirs with another name.
base::JsonArray outside_places(const std::vector<Place>& places) {
  std::map<int64_t, base::JsonArray> names;
  for (const auto& [scope, name] : places) names[scope].push_back(base::Json(name));
  base::JsonArray scopes;
  base::JsonArray any;
  for (auto& [scope, each] : names) {
    scopes.push_back(base::Json(std::to_string(scope)));
    any.push_back(base::JsonObject{{"scopeKey", std::to_string(scope)},
                                   {"name", base::JsonObject{{"$notIn", std::move(each)}}}});
  }
  any.push_back(base::JsonObject{{"scopeKey", base::JsonObject{{"$notIn", std::move(scopes)}}}});
  return any;
}

// One of these, beside one of those that are asked for already.
void add_alternatives(base::JsonObject& filter, base::JsonArray any) {
  if (const auto* before = filter.if_contains("$or")) {
    for (auto& each : any) each.as_object()["$or"] = *before;
  }
  filter["$or"] = std::move(any);
}

// {variableKey} as {$or: [{scopeKey, name}]}; false when it can name no variable. What does not fit
// stays and is refused with its place.
bool name_places(storage::Connection& db, base::JsonObject& filter) {
  name_instance(db, filter, equal_to(filter, "scopeKey"));
  const auto* found = filter.if_contains("variableKey");
  if (found == nullptr) return true;
  auto asked = asked_keys(*found);
  if (!asked) return true;
  filter.erase("variableKey");
  if (!asked->among) {
    const auto places = places_of(db, asked->not_among);
    if (!places.empty()) add_alternatives(filter, outside_places(places));
    return true;
  }
  std::erase_if(*asked->among, [&](const std::string& key) {
    return std::ranges::find(asked->not_among, key) != asked->not_among.end();
  });
  const auto places = places_of(db, *asked->among);
  if (places.empty()) return false;
  auto any = at_places(places);
  if (any.size() == 1) name_instance(db, filter, equal_to(any.front().as_object(), "scopeKey"));
  add_alternatives(filter, std::move(any));
  return true;
}

// The order of keys: by scope, and in it by name.
void sort_by_places(base::Json& sort) {
  if (!sort.is_array()) return;
  base::JsonArray out;
  for (const auto& each : sort.as_array()) {
    out.push_back(each);
    if (base::text_or_empty(each, "field") != "variableKey") continue;
    out.back().as_object()["field"] = "scopeKey";
    out.push_back(out.back());
    out.back().as_object()["field"] = "name";
  }
  sort = std::move(out);
}

}  // namespace

std::string variable_key(int64_t scope, std::string_view name) {
  return std::to_string(scope - storage::StoredKeys::first_key + 1) + digits_of(name);
}

bool ask_by_places(storage::Connection& db, base::Json& request) {
  auto* object = request.if_object();
  if (object == nullptr) return true;
  if (auto* sort = object->if_contains("sort")) sort_by_places(*sort);
  auto* filter = object->if_contains("filter");
  return filter == nullptr || !filter->is_object() || name_places(db, filter->as_object());
}

}  // namespace runtime
