#include "storage/searching/page.h"

#include "base/text.h"
#include "base/time.h"

namespace storage {

namespace {

constexpr int64_t limit_max = 10'000;

base::Result<int64_t> number_of(const base::Json& page, std::string_view name, int64_t otherwise,
                                int64_t from, int64_t to) {
  const auto* value = base::find(page, name);
  if (value == nullptr || value->is_null()) return otherwise;
  if (!value->is_int64() || value->as_int64() < from || value->as_int64() > to) {
    return wrong_type("page." + std::string(name),
                      "a whole number from " + std::to_string(from) + " to " + std::to_string(to));
  }
  return value->as_int64();
}

// "Behind this value" in the order in which null comes first.
void add_behind(const SortColumn& column, const Cell& value, bool is_descending, Condition& out) {
  const auto name = "(" + std::string(column.field.column) + ")";
  const bool is_null = std::holds_alternative<std::nullptr_t>(value);
  if (is_null) {
    out.sql += is_descending ? "1 = 0" : name + " IS NOT NULL";
    return;
  }
  out.sql += is_descending ? "(" + name + " < ? OR " + name + " IS NULL)" : name + " > ?";
  out.parameters.push_back(value);
}

void add_equal(const SortColumn& column, const Cell& value, Condition& out) {
  const auto name = "(" + std::string(column.field.column) + ")";
  if (std::holds_alternative<std::nullptr_t>(value)) {
    out.sql += name + " IS NULL AND ";
    return;
  }
  out.sql += name + " = ? AND ";
  out.parameters.push_back(value);
}

base::Result<std::vector<Cell>> read_cursor(const std::vector<SortColumn>& sort,
                                            const base::Json& cursor, const std::string& place) {
  const auto refused = wrong_type(place, "a cursor that a search with this sort answered");
  if (!cursor.is_string()) return refused;
  const auto read = base::parse_json(base::decode_base64(std::string_view(cursor.as_string())));
  if (!read || !read->is_array() || read->as_array().size() != sort.size()) return refused;
  std::vector<Cell> out;
  for (size_t i = 0; i < sort.size(); ++i) {
    const auto& value = read->as_array()[i];
    if (value.is_null()) {
      out.emplace_back(nullptr);
      continue;
    }
    auto cell = cell_of(sort[i].field, value, place);
    if (!cell) return refused;
    out.push_back(std::move(*cell));
  }
  return out;
}

Condition start_at(const std::vector<SortColumn>& sort, const std::vector<Cell>& values,
                   const PageRequest& page) {
  Condition out;
  out.sql = " AND (";
  for (size_t i = 0; i < sort.size(); ++i) {
    out.sql += i == 0 ? "(" : " OR (";
    for (size_t before = 0; before < i; ++before) add_equal(sort[before], values[before], out);
    add_behind(sort[i], values[i], is_reversed(sort[i], page), out);
    out.sql += ")";
  }
  out.sql += ")";
  return out;
}

// The same for every row: it orders nothing, and databases differ in what they make of it.
bool is_literal(std::string_view column) {
  const bool is_text =
      column.size() > 1 && column.front() == '\'' && column.find('\'', 1) == column.size() - 1;
  return is_text || column == "NULL" || column.find_first_not_of("0123456789") == column.npos;
}

base::Result<void> check_members(const base::Json& json,
                                 std::initializer_list<std::string_view> known,
                                 const std::string& place) {
  if (!json.is_object()) return wrong_type(place, "an object is expected");
  for (const auto& entry : json.as_object()) {
    if (std::find(known.begin(), known.end(), std::string_view(entry.key())) == known.end())
      return base::refusal("request.unknown_field").at(place + "." + std::string(entry.key()));
  }
  return {};
}

}  // namespace

bool is_reversed(const SortColumn& column, const PageRequest& page) {
  return (column.direction == Direction::Descending) != page.is_backward;
}

base::Result<std::vector<SortColumn>> sort_of(const Searchable& searchable,
                                              const base::Json& sort) {
  std::vector<SortColumn> out;
  if (!sort.is_array()) return wrong_type("sort", "a list is expected");
  for (const auto& item : sort.as_array()) {
    if (auto known = check_members(item, {"field", "order"}, "sort"); !known) return known.error();
    const auto name = base::text_or_empty(item, "field");
    const auto* field = field_of(searchable, name);
    const bool has_order =
        field != nullptr && field->kind != FieldKind::Json && field->kind != FieldKind::List;
    if (!has_order || !field->is_shown)
      return wrong_type("sort.field", "no field to sort by: " + name.substr(0, 100));
    const auto order = base::lower_ascii(base::text_or_empty(item, "order"));
    const auto* order_given = base::find(item, "order");
    const bool is_given = order_given != nullptr && !order_given->is_null();
    if (is_given && order != "asc" && order != "desc")
      return wrong_type("sort.order", "ASC or DESC");
    if (is_literal(field->column)) continue;
    out.push_back({*field, order == "desc" ? Direction::Descending : Direction::Ascending});
  }
  out.push_back({{"key", searchable.key, searchable.key_kind}, Direction::Ascending});
  return out;
}

base::Result<PageRequest> page_of(const std::vector<SortColumn>& sort, const base::Json& page) {
  PageRequest out;
  if (auto known = check_members(page, {"from", "limit", "after", "before"}, "page"); !known)
    return known.error();
  const auto limit = number_of(page, "limit", out.limit, 1, limit_max);
  const auto offset = number_of(page, "from", 0, 0, INT64_MAX);
  if (!limit || !offset) return limit ? offset.error() : limit.error();
  out.limit = *limit;
  out.offset = *offset;
  const auto given_at = [&](std::string_view name) {
    const auto* found = base::find(page, name);
    return found == nullptr || found->is_null() ? nullptr : found;
  };
  const auto* after = given_at("after");
  const auto* before = given_at("before");
  const int given = (given_at("from") != nullptr) + (after != nullptr) + (before != nullptr);
  if (given > 1) return wrong_type("page", "one of from, after and before");
  if (after == nullptr && before == nullptr) return out;
  out.is_backward = before != nullptr;
  const auto place = before != nullptr ? "page.before" : "page.after";
  auto values = read_cursor(sort, before != nullptr ? *before : *after, place);
  if (!values) return values.error();
  out.start = start_at(sort, *values, out);
  out.cursor = std::move(*values);
  return out;
}

std::string order_sql(const std::vector<SortColumn>& sort, const PageRequest& page) {
  std::string out = " ORDER BY ";
  for (const auto& column : sort) {
    if (&column != &sort.front()) out += ", ";
    out += "(" + std::string(column.field.column) + ")";
    out += is_reversed(column, page) ? " DESC NULLS LAST" : " ASC NULLS FIRST";
  }
  return out;
}

std::string cursor_of(const base::JsonArray& values) { return base::base64(base::print(values)); }

base::JsonArray items_of(std::string_view stored) {
  base::JsonArray out;
  for (const auto& item : base::split(stored, ',')) {
    if (!item.empty()) out.emplace_back(item);
  }
  return out;
}

base::Json stored_json(const std::string& text) {
  auto json = base::parse_json(text);
  base::ensure(json.ok(), "a stored document is JSON");
  return std::move(*json);
}

base::Json shown(const SearchField& field, const Row& row, size_t column) {
  if (field.kind == FieldKind::List) return items_of(row.text(column));
  if (row.is_null(column)) return nullptr;
  switch (field.kind) {
    case FieldKind::Key: return base::Json(std::to_string(row.integer(column)));
    case FieldKind::Integer: return base::Json(row.integer(column));
    case FieldKind::Boolean: return base::Json(row.integer(column) != 0);
    case FieldKind::Instant: return base::Json(base::print_utc({row.integer(column)}));
    case FieldKind::Json: return stored_json(row.text(column));
    default: return base::Json(row.text(column));
  }
  return nullptr;
}

}  // namespace storage
