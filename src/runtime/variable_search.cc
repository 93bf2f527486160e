#include "runtime/variable_search.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "feel/exact_json.h"
#include "runtime/store/instances.h"
#include "storage/keys.h"

namespace runtime {

namespace {

using storage::FieldKind;
using storage::Searchable;

constexpr size_t shown_bytes_max = 8192;
constexpr std::string_view truncated = "LENGTH(v.value) > 8192";
constexpr size_t digits_of_name = 15;

// 49 bits of the name's hash: two names of one scope would have to meet in them.
std::string digits_of(std::string_view name) {
  const auto hash = std::stoull(base::sha256_hex(name).substr(0, 12), nullptr, 16);
  auto digits = std::to_string(hash % 1'000'000'000'000'000ULL);
  return std::string(digits_of_name - digits.size(), '0') + digits;
}

std::string key_of(int64_t scope, std::string_view name) {
  return std::to_string(scope - storage::StoredKeys::first_key + 1) + digits_of(name);
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
    if (key_of(scope, row.text(0)) == key) return Place{scope, row.text(0)};
  }
  return std::nullopt;
}

Searchable table_over(std::string_view from) {
  return {from,
          "v.scope || ':' || v.name",
          {{"name", "v.name"},
           {"value", "v.value"},
           {"tenantId", "'<default>'"},
           {"scopeKey", "v.scope", FieldKind::Key},
           {"processInstanceKey", "i.key", FieldKind::Key},
           {"rootProcessInstanceKey", "i.root", FieldKind::Key},
           // By what is stored, which is about as long as its JSON.
           {"isTruncated", truncated, FieldKind::Boolean, {}, false}},
          FieldKind::Text};
}

std::string from_scopes(const std::vector<int64_t>& scopes) {
  std::string from =
      "variable v JOIN process_instance i ON i.key = v.instance WHERE v.name NOT LIKE 'jw:%'";
  if (scopes.empty()) return from;
  std::string list;
  for (const int64_t scope : scopes) list += (list.empty() ? "" : ", ") + std::to_string(scope);
  return from + " AND v.instance = " + std::to_string(scopes.back()) + " AND v.scope IN (" + list +
         ")";
}

std::string as_json(const std::string& stored) {
  return base::print(feel::to_exact_json(value_of_text(stored)));
}

// Between two characters.
std::string cut(std::string text) {
  text.resize(shown_bytes_max);
  while (!base::is_utf8(text)) text.pop_back();
  return text;
}

void finish(base::JsonObject& item, Values values) {
  auto value = as_json(std::string(item["value"].as_string()));
  const bool is_cut = values == Values::Truncated && value.size() > shown_bytes_max;
  if (is_cut) value = cut(std::move(value));
  item["value"] = value;
  const auto name = base::text_or_empty(item, "name");
  const auto scope = std::stoll(base::text_or_empty(item, "scopeKey"));
  item["variableKey"] = key_of(scope, name);
  item["isTruncated"] = is_cut;
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

// What is asked of the key, as conditions on scopes and names. Nothing: no variable can be found.
std::optional<base::Json> filter_of_keys(storage::Connection& db, const base::JsonArray& keys) {
  base::JsonArray any;
  for (const auto& key : keys) {
    const auto place = place_of(db, std::string_view(key.as_string()));
    if (!place) continue;
    any.push_back(
        base::JsonObject{{"scopeKey", std::to_string(place->scope)}, {"name", place->name}});
  }
  if (any.empty()) return std::nullopt;
  return base::Json(std::move(any));
}

bool are_texts(const base::Json& list) {
  return list.is_array() && !list.as_array().empty() &&
         std::ranges::all_of(list.as_array(), [](const auto& each) { return each.is_string(); });
}

// {variableKey} as {$or: [{scopeKey, name}]}; false when it can name no variable. What does not fit
// stays and is refused with its place.
bool name_places(storage::Connection& db, base::Json& request) {
  auto* object = request.if_object();
  auto* filter = object == nullptr ? nullptr : object->if_contains("filter");
  if (filter == nullptr || !filter->is_object()) return true;
  name_instance(db, filter->as_object(), equal_to(filter->as_object(), "scopeKey"));
  const auto* asked = filter->as_object().if_contains("variableKey");
  if (asked == nullptr) return true;
  base::JsonArray keys;
  if (asked->is_string()) {
    keys.push_back(*asked);
  } else if (asked->is_object() && asked->as_object().size() == 1) {
    const auto& [name, value] = *asked->as_object().begin();
    if (name == "$eq" && value.is_string()) keys.push_back(value);
    if (name == "$in" && are_texts(value)) keys = value.as_array();
    if (name == "$exists" && value.is_bool()) {
      const bool is_any = value.as_bool();
      filter->as_object().erase("variableKey");
      return is_any;
    }
  }
  if (keys.empty()) return true;
  auto any = filter_of_keys(db, keys);
  filter->as_object().erase("variableKey");
  if (!any) return false;
  const auto& places = any->as_array();
  if (places.size() == 1)
    name_instance(db, filter->as_object(), equal_to(places.front().as_object(), "scopeKey"));
  filter->as_object()["$or"] = std::move(*any);
  return true;
}

base::Json nothing_found() {
  return base::JsonObject{{"items", base::JsonArray()},
                          {"page", base::JsonObject{{"totalItems", 0},
                                                    {"hasMoreTotalItems", false},
                                                    {"startCursor", nullptr},
                                                    {"endCursor", nullptr}}}};
}

}  // namespace

base::Result<base::Json> search_variables(storage::Connection& db, const base::Json& request,
                                          const std::vector<int64_t>& scopes, Values values) {
  auto placed = request;
  if (!name_places(db, placed)) return nothing_found();
  const auto from = from_scopes(scopes);
  auto answer = storage::search(db, table_over(from), placed);
  if (!answer) return answer;
  for (auto& item : answer->as_object()["items"].as_array()) finish(item.as_object(), values);
  return answer;
}

std::optional<base::Json> variable(storage::Connection& db, std::string_view key) {
  const auto answer = search_variables(
      db, base::JsonObject{{"filter", base::JsonObject{{"variableKey", key}}}}, {}, Values::Whole);
  if (!answer || answer->at("items").as_array().empty()) return std::nullopt;
  auto item = answer->at("items").as_array().front();
  item.as_object().erase("isTruncated");
  return item;
}

std::vector<int64_t> scopes_around(storage::Connection& db, int64_t scope) {
  std::vector<int64_t> out;
  for (int64_t each = scope;;) {
    const auto row = db.first("SELECT scope FROM element_instance WHERE key = ?", {each});
    if (!row) {
      if (!db.first("SELECT 1 FROM process_instance WHERE key = ?", {each})) return {};
      out.push_back(each);
      return out;
    }
    out.push_back(each);
    each = row->integer(0);
  }
}

}  // namespace runtime
