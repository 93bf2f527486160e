#include "storage/search.h"

#include <algorithm>

#include "storage/searching/condition.h"
#include "storage/searching/page.h"

namespace storage {

namespace {

base::Json member(const base::Json& request, std::string_view name, base::Json otherwise) {
  const auto* found = base::find(request, name);
  return found == nullptr || found->is_null() ? std::move(otherwise) : *found;
}

base::Result<void> check_request(const base::Json& request) {
  if (!request.is_object()) return wrong_type("", "an object is expected");
  for (const auto& entry : request.as_object()) {
    const auto name = entry.key();
    if (name != "filter" && name != "sort" && name != "page")
      return base::refusal("request.unknown_field").at(std::string(name));
  }
  return {};
}

std::vector<const SearchField*> shown_fields(const Searchable& searchable) {
  std::vector<const SearchField*> out;
  for (const auto& field : searchable.fields) {
    if (field.is_shown) out.push_back(&field);
  }
  return out;
}

std::string columns_sql(const std::vector<const SearchField*>& fields) {
  std::string out;
  for (const auto* field : fields) {
    out += out.empty() ? "SELECT " : ", ";
    out += field->shown.empty() ? field->column : field->shown;
  }
  return out;
}

base::Json item_of(const std::vector<const SearchField*>& fields, const Row& row) {
  base::JsonObject out;
  for (size_t i = 0; i < fields.size(); ++i) out[fields[i]->name] = shown(*fields[i], row, i);
  return out;
}

// A search that has been read and can be run.
struct Query {
  std::vector<const SearchField*> fields;
  std::vector<SortColumn> sort;
  Condition condition;
  PageRequest page;
};

base::Result<Query> query_of(const Searchable& searchable, const base::Json& request) {
  if (auto checked = check_request(request); !checked) return checked.error();
  auto condition = condition_of(searchable, member(request, "filter", base::JsonObject()));
  if (!condition) return condition.error();
  auto sort = sort_of(searchable, member(request, "sort", base::JsonArray()));
  if (!sort) return sort.error();
  auto page = page_of(*sort, member(request, "page", base::JsonObject()));
  if (!page) return page.error();
  return Query{shown_fields(searchable), std::move(*sort), std::move(*condition), std::move(*page)};
}

// A page ends early when it is heavier, and goes on behind its endCursor.
constexpr size_t kPageBytesMax = 16'000'000;

size_t size_of(const Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? sizeof(int64_t) : text->size();
}

int64_t count(Connection& db, const Searchable& searchable, const Query& query) {
  if (query.condition.sql.empty() && !searchable.total.empty())
    return db.first(searchable.total, {})->integer(0);
  const auto sql = "SELECT COUNT(*) FROM " + std::string(searchable.from) + query.condition.sql;
  return db.first(sql, query.condition.parameters)->integer(0);
}

// Which rows the page has, in its order.
Filtered page_rows(std::string_view from, const Query& query) {
  Filtered rows{std::string(from) + query.condition.sql + query.page.start.sql +
                    order_sql(query.sort, query.page) + " LIMIT ? OFFSET ?",
                query.condition.parameters};
  const auto& start = query.page.start.parameters;
  rows.parameters.insert(rows.parameters.end(), start.begin(), start.end());
  rows.parameters.emplace_back(query.page.limit);
  rows.parameters.emplace_back(query.page.offset);
  return rows;
}

// Whether many rows are brought in order before the page is known: each of them would carry along
// what an item shows, while those of the page are found again by their keys. A table that is
// counted in a way of its own is a large one.
bool is_sorted_first(const Searchable& searchable, const Query& query) {
  return !searchable.total.empty() && searchable.key_kind == FieldKind::Key &&
         query.sort.front().field.column != searchable.key;
}

// Whether a column is told by the table of this alias, whatever else is asked there.
bool is_of(std::string_view column, std::string_view alias) {
  const auto is_of_name = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  for (size_t dot = column.find('.'); dot != std::string_view::npos;
       dot = column.find('.', dot + 1)) {
    size_t begin = dot;
    while (begin > 0 && is_of_name(column[begin - 1])) --begin;
    if (column.substr(begin, dot - begin) != alias) return false;
  }
  return true;
}

// Where the page is brought in order: the other tables are left out when nothing is asked of them.
std::string_view narrowest(const Searchable& searchable, const Query& query) {
  const std::string_view alias = searchable.key.substr(0, searchable.key.find('.'));
  const bool is_alone = !searchable.alone.empty() && query.condition.sql.empty() &&
                        std::ranges::all_of(query.sort, [&](const SortColumn& each) {
                          return is_of(each.field.column, alias);
                        });
  return is_alone ? searchable.alone : searchable.from;
}

// The same rows, by their keys.
Filtered page_rows_by_keys(Connection& db, const Searchable& searchable, const Query& query) {
  const Filtered all = page_rows(narrowest(searchable, query), query);
  Filtered rows{std::string(searchable.from) + " AND " + std::string(searchable.key) + " IN (NULL",
                {}};
  for (const Row& row :
       db.query("SELECT " + std::string(searchable.key) + " FROM " + all.sql, all.parameters)) {
    rows.sql += ", ?";
    rows.parameters.emplace_back(row.integer(0));
  }
  rows.sql += ")" + order_sql(query.sort, query.page);
  return rows;
}

std::vector<Row> read(Connection& db, const Searchable& searchable, const Query& query) {
  std::string columns = columns_sql(query.fields);
  for (const auto& column : query.sort) columns += ", " + std::string(column.field.column);
  const Filtered wanted = is_sorted_first(searchable, query)
                              ? page_rows_by_keys(db, searchable, query)
                              : page_rows(searchable.from, query);
  std::vector<Row> rows;
  size_t bytes = 0;
  db.each(columns + " FROM " + wanted.sql, wanted.parameters, [&](const Row& row) {
    for (size_t i = 0; i < row.size(); ++i) bytes += size_of(row.cell(i));
    rows.push_back(row);
    return bytes < kPageBytesMax;
  });
  if (query.page.is_backward) std::reverse(rows.begin(), rows.end());
  return rows;
}

base::Json cursor_at(const Query& query, const Row& row) {
  base::JsonArray values;
  for (size_t i = 0; i < query.sort.size(); ++i)
    values.push_back(shown(query.sort[i].field, row, query.fields.size() + i));
  return base::Json(cursor_of(values));
}

}  // namespace

base::Result<base::Json> search(Connection& db, const Searchable& searchable,
                                const base::Json& request) {
  const auto query = query_of(searchable, request);
  if (!query) return query.error();
  const auto rows = read(db, searchable, *query);
  base::JsonArray items;
  for (const auto& row : rows) items.push_back(item_of(query->fields, row));
  base::JsonObject page{{"totalItems", count(db, searchable, *query)},
                        {"hasMoreTotalItems", false},
                        {"startCursor", nullptr},
                        {"endCursor", nullptr}};
  if (!rows.empty()) {
    page["startCursor"] = cursor_at(*query, rows.front());
    page["endCursor"] = cursor_at(*query, rows.back());
  }
  return base::Json(base::JsonObject{{"items", std::move(items)}, {"page", std::move(page)}});
}

base::Result<Filtered> filtered(const Searchable& searchable, const base::Json& filter) {
  auto condition = condition_of(searchable, filter);
  if (!condition) return condition.error();
  return Filtered{std::move(condition->sql), std::move(condition->parameters)};
}

base::Json nothing_found() {
  return base::JsonObject{{"items", base::JsonArray()},
                          {"page", base::JsonObject{{"totalItems", 0},
                                                    {"hasMoreTotalItems", false},
                                                    {"startCursor", nullptr},
                                                    {"endCursor", nullptr}}}};
}

std::optional<base::Json> find_item(Connection& db, const Searchable& searchable, int64_t key) {
  const auto fields = shown_fields(searchable);
  const auto row = db.first(columns_sql(fields) + " FROM " + std::string(searchable.from) +
                                " AND " + std::string(searchable.key) + " = ?",
                            {key});
  if (!row) return std::nullopt;
  return item_of(fields, *row);
}

}  // namespace storage
