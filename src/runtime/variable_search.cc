#include "runtime/variable_search.h"

#include "base/text.h"
#include "feel/closed.h"
#include "feel/exact_json.h"
#include "runtime/store/instances.h"
#include "runtime/variable_keys.h"

namespace runtime {

namespace {

using storage::FieldKind;
using storage::Searchable;

constexpr size_t shown_bytes_max = 8192;
constexpr std::string_view truncated = "LENGTH(v.value) > 8192";

// What is stored begins with so many characters, of a list in parts with those of so many parts:
// they make more than what is shown, but for rare values (`whole_value`).
constexpr std::string_view beginning =
    "CASE v.is_in_parts WHEN 0 THEN SUBSTR(v.value, 1, 32768) ELSE SUBSTR('[' || (SELECT "
    "GROUP_CONCAT(o.items, ', ') FROM (SELECT SUBSTR(p.items, 1, 32768) AS items FROM "
    "variable_part p WHERE p.instance = v.instance AND p.scope = v.scope AND p.name = v.name AND "
    "p.number < 70 ORDER BY p.number) o) || CASE WHEN EXISTS (SELECT 1 FROM variable_part q WHERE "
    "q.instance = v.instance AND q.scope = v.scope AND q.name = v.name AND q.number >= 70) THEN '' "
    "ELSE ']' END, 1, 32768) END";

Searchable table_over(std::string_view from, Values values) {
  const bool is_whole = values == Values::Whole;
  return {from,
          "v.scope || ':' || v.name",
          {{"name", "v.name"},
           {"value", "v.value", FieldKind::Text, {}, true, {}, is_whole ? "" : beginning},
           {"tenantId", "'<default>'"},
           {"scopeKey", "v.scope", FieldKind::Key},
           {"processInstanceKey", "i.key", FieldKind::Key},
           {"rootProcessInstanceKey", "i.root", FieldKind::Key},
           // By what is stored, which is about as long as its JSON.
           {"isTruncated", truncated, FieldKind::Boolean, {}, false}},
          FieldKind::Text};
}

constexpr std::string_view kAll =
    "variable_shown v JOIN process_instance i ON i.key = v.instance WHERE v.name NOT LIKE 'jw:%'";

std::string list_of(const std::vector<int64_t>& scopes) {
  std::string list;
  for (const int64_t scope : scopes) list += (list.empty() ? "" : ", ") + std::to_string(scope);
  return " IN (" + list + ")";
}

// Those of a scope and of all around it.
std::string from_scopes(const std::vector<int64_t>& scopes) {
  return std::string(kAll) + " AND v.instance = " + std::to_string(scopes.back()) + " AND v.scope" +
         list_of(scopes);
}

// Of several of one name the innermost alone, whose scope began last.
std::string from_visible(const std::vector<int64_t>& scopes) {
  return from_scopes(scopes) +
         " AND v.scope = (SELECT MAX(o.scope) FROM variable o WHERE o.instance = v.instance AND "
         "o.name = v.name AND o.scope" +
         list_of(scopes) + ")";
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

std::string whole_value(storage::Connection& db, const base::JsonObject& item) {
  const auto row = db.first(
      "SELECT value FROM variable_shown WHERE instance = ? AND scope = ? AND name = ?",
      {std::stoll(base::text_or_empty(item, "processInstanceKey")),
       std::stoll(base::text_or_empty(item, "scopeKey")), base::text_or_empty(item, "name")});
  return row ? row->text(0) : "null";  // it has gone meanwhile
}

// As JSON, of which the first bytes are right: more of them than are shown, where there are more.
std::string shown_value(storage::Connection& db, const base::JsonObject& item) {
  const std::string stored(item.at("value").as_string());
  const auto closed = feel::closed(stored);
  if (!closed) return as_json(stored);
  auto value = as_json(closed->text);
  const bool is_enough = value.size() > shown_bytes_max + closed->closers;
  return is_enough ? value : as_json(whole_value(db, item));
}

void finish(storage::Connection& db, base::JsonObject& item, Values values) {
  const bool is_whole = values == Values::Whole;
  auto value = is_whole ? as_json(std::string(item["value"].as_string())) : shown_value(db, item);
  const bool is_cut = !is_whole && value.size() > shown_bytes_max;
  if (is_cut) value = cut(std::move(value));
  item["value"] = value;
  const auto name = base::text_or_empty(item, "name");
  const auto scope = std::stoll(base::text_or_empty(item, "scopeKey"));
  item["variableKey"] = variable_key(scope, name);
  item["isTruncated"] = is_cut;
}

base::Result<base::Json> search_from(storage::Connection& db, const base::Json& request,
                                     std::string_view from, Values values) {
  auto placed = request;
  if (!ask_by_places(db, placed)) return storage::nothing_found();
  auto answer = storage::search(db, table_over(from, values), placed);
  if (!answer) return answer;
  for (auto& item : answer->as_object()["items"].as_array()) finish(db, item.as_object(), values);
  return answer;
}

}  // namespace

base::Result<base::Json> search_variables(storage::Connection& db, const base::Json& request,
                                          Values values) {
  return search_from(db, request, kAll, values);
}

base::Result<base::Json> search_variables_of(storage::Connection& db, const base::Json& request,
                                             int64_t scope, Values values) {
  return search_from(db, request, from_scopes(scopes_around(db, scope)), values);
}

base::Result<base::Json> search_visible_variables(storage::Connection& db,
                                                  const base::Json& request, int64_t scope,
                                                  Values values) {
  return search_from(db, request, from_visible(scopes_around(db, scope)), values);
}

base::Json local_variables(storage::Connection& db, int64_t instance, int64_t scope) {
  base::JsonObject found;
  db.each(
      "SELECT name, value FROM variable_shown WHERE instance = ? AND scope = ? AND name NOT LIKE "
      "'jw:%' ORDER BY name",
      {instance, scope}, [&](const storage::Row& row) {
        found[row.text(0)] = feel::to_exact_json(value_of_text(row.text(1)));
        return true;
      });
  return found;
}

std::optional<base::Json> variable(storage::Connection& db, std::string_view key) {
  const auto answer = search_variables(
      db, base::JsonObject{{"filter", base::JsonObject{{"variableKey", key}}}}, Values::Whole);
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
