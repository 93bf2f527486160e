// A page of several tables together, read by the indexes of each.
#include "storage/searching/page.h"

namespace storage {

namespace {

base::Json member(const base::Json& request, std::string_view name, base::Json otherwise) {
  const auto* found = base::find(request, name);
  return found == nullptr || found->is_null() ? std::move(otherwise) : *found;
}

bool asks_for_all(const base::Json& request) {
  if (!request.is_object()) return false;
  for (const auto& entry : request.as_object()) {
    const auto name = entry.key();
    if (name != "filter" && name != "sort" && name != "page") return false;
  }
  const auto filter = member(request, "filter", base::JsonObject());
  return filter.is_object() && filter.as_object().empty();
}

std::string alias(size_t column) { return "c" + std::to_string(column); }

void append(const std::vector<Cell>& from, std::vector<Cell>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

// The first of one table, at most as many as the page goes to; the columns of the sort are c0, c1…
void add_first_of(const Searchable& table, const std::vector<SortColumn>& sort,
                  const PageRequest& page, Filtered& to) {
  std::string columns;
  std::string order;
  for (size_t i = 0; i < sort.size(); ++i) {
    const std::string column(sort[i].field.column);
    columns += (i == 0 ? "" : ", ") + column + " AS " + alias(i);
    order += (i == 0 ? "" : ", ") + column + (is_reversed(sort[i], page) ? " DESC" : " ASC");
  }
  to.sql += "SELECT * FROM (SELECT " + columns + " FROM " + std::string(table.from);
  // The cursor says it of all columns at once, which no index is asked for.
  const bool is_bounded =
      !page.cursor.empty() && !std::holds_alternative<std::nullptr_t>(page.cursor.front());
  if (is_bounded) {
    to.sql += " AND " + std::string(sort.front().field.column) +
              (is_reversed(sort.front(), page) ? " <= ?" : " >= ?");
    to.parameters.push_back(page.cursor.front());
  }
  to.sql += page.start.sql + " ORDER BY " + order + " LIMIT ?) t";
  append(page.start.parameters, to.parameters);
  const bool is_far = page.offset > INT64_MAX - page.limit;
  to.parameters.emplace_back(is_far ? INT64_MAX : page.offset + page.limit);
}

}  // namespace

std::optional<Filtered> keys_of_page(std::span<const Searchable> tables,
                                     const base::Json& request) {
  if (!asks_for_all(request)) return {};
  Filtered all;
  std::string order;
  PageRequest asked;
  for (const Searchable& table : tables) {
    const auto sort = sort_of(table, member(request, "sort", base::JsonArray()));
    if (!sort) return {};
    auto page = page_of(*sort, member(request, "page", base::JsonObject()));
    if (!page) return {};
    if (&table == &tables.front()) {
      for (size_t i = 0; i < sort->size(); ++i)
        order +=
            (i == 0 ? "" : ", ") + alias(i) + (is_reversed((*sort)[i], *page) ? " DESC" : " ASC");
      all.sql = "SELECT " + alias(sort->size() - 1) + " FROM (";
    } else {
      all.sql += " UNION ALL ";
    }
    add_first_of(table, *sort, *page, all);
    asked = std::move(*page);
  }
  all.sql += ") u ORDER BY " + order + " LIMIT ? OFFSET ?";
  all.parameters.emplace_back(asked.limit);
  all.parameters.emplace_back(asked.offset);
  return all;
}

}  // namespace storage
