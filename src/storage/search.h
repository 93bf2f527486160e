// Lists that callers filter, sort and page as the compatible API does: {filter, sort, page} in,
// {items, page} out. A module describes what can be asked of its tables; nothing of a request
// reaches SQL but as a parameter.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "storage/connection.h"

namespace storage {

enum class FieldKind {
  Key,   // travels as text of digits
  Text,  // one of `choices`, in any case, where there are some
  Integer,
  Boolean,  // stored as 0 and 1
  Instant,  // stored as microseconds
  List,     // stored as ",a,b,"; filtered by what it must hold, or must not
  Json,     // stored as text; cannot be filtered by
  Pairs,    // filtered by a list of {name, value} that must all hold: `within` tests for the name,
            // its first parameter, and `column` is the value; never shown
};

struct SearchField {
  std::string_view name;
  std::string_view column;  // an SQL expression; null where there is nothing to say
  FieldKind kind = FieldKind::Text;
  std::vector<std::string_view> choices = {};
  bool is_shown = true;  // false: can be filtered by, is no part of an item
  // The column lies in other rows: a test whose % stands for what is asked of it, as in "EXISTS
  // (SELECT 1 FROM leaf l WHERE l.tree = t.key AND %)". Fields with the same test ask one and the
  // same row. Never shown.
  std::string_view within = {};
  std::string_view shown = {};  // what an item says of it, where that is not the column
};

struct Searchable {
  std::string_view from;  // "definition d WHERE d.kind = 'process'": always with a condition
  std::string_view key;   // the column that tells two items apart, the order behind all others
  std::vector<SearchField> fields;
  FieldKind key_kind = FieldKind::Key;
  // A statement that counts all there is, where the database can tell that sooner than it finds
  // them; empty: it cannot.
  std::string_view total = {};
  // The table of the key alone ("definition d WHERE d.kind = 'process'", and the key is d.key),
  // where `from` brings others in without having more or fewer rows by that: all rows are brought
  // in the order of its own columns there. Empty: there is none.
  std::string_view alone = {};
};

// The page asked for: `from` or a cursor `after` or `before`, at most 10,000 items, 100 unless
// told. `totalItems` is exact. Refuses with request.unknown_field and request.wrong_type, with the
// place ("filter.version.$gt").
base::Result<base::Json> search(Connection& db, const Searchable& searchable,
                                const base::Json& request);
// What a filter says of the rows of `searchable.from`, for a statement of one's own: " AND …"
// behind it. Refuses as `search` does.
struct Filtered {
  std::string sql;
  std::vector<Cell> parameters;
};
base::Result<Filtered> filtered(const Searchable& searchable, const base::Json& filter);
// The statement that gives the keys of the page asked for, where nothing is filtered, out of
// several tables together: each is read in the order of an index, from the cursor on. Its fields
// are never null, have the same names in all of them, and an index each. Nothing: the request
// filters, sorts by another field, or is one that `search` refuses.
std::optional<Filtered> keys_of_page(std::span<const Searchable> tables, const base::Json& request);
// The answer of a search that can find nothing.
base::Json nothing_found();
// The item of this key.
std::optional<base::Json> find_item(Connection& db, const Searchable& searchable, int64_t key);

}  // namespace storage
