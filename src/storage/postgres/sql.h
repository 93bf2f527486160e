// The common subset of SQL as PostgreSQL reads it.
#pragma once

#include <string>
#include <string_view>

namespace storage::postgres {

struct Sql {
  std::string text;
  size_t parameters = 0;
};

// `?` becomes $1, $2 …; the column types of migrations, in capitals, become PostgreSQL's: INTEGER
// and BIGINT bigint, REAL double precision, BLOB bytea, TEXT text in byte order. An INTEGER PRIMARY
// KEY counts up by itself; WITHOUT ROWID is left out; GROUP_CONCAT is string_agg. Literals, quoted
// names and comments stay.
Sql translate(std::string_view sql);

// Whether it reads or writes rows; anything else changes what there is to read or write.
bool is_about_rows(std::string_view sql);

}  // namespace storage::postgres
