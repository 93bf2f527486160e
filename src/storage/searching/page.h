// From a request's sort and page to SQL: the order, where the page begins, and cursors.
#pragma once

#include <string>
#include <vector>

#include "storage/searching/condition.h"

namespace storage {

enum class Direction { Ascending, Descending };

struct SortColumn {
  SearchField field;
  Direction direction = Direction::Ascending;
};

// The fields asked for and, behind them, the key.
base::Result<std::vector<SortColumn>> sort_of(const Searchable& searchable, const base::Json& sort);

struct PageRequest {
  int64_t limit = 100;
  int64_t offset = 0;
  bool is_backward = false;  // the page before a cursor: read in the opposite order
  Condition start;           // of a cursor
  std::vector<Cell> cursor;  // its values, one for each column of the sort; empty: there is none
};
base::Result<PageRequest> page_of(const std::vector<SortColumn>& sort, const base::Json& page);

bool is_reversed(const SortColumn& column, const PageRequest& page);
std::string order_sql(const std::vector<SortColumn>& sort, const PageRequest& page);
// The place of an item, from the values of its sort columns.
std::string cursor_of(const base::JsonArray& values);
// A stored value as the API shows it.
base::Json shown(const SearchField& field, const Row& row, size_t column);

}  // namespace storage
