#include "storage/sqlite/dialect.h"

namespace storage::sqlite {

std::string SqliteDialect::instant(std::string_view column) const {
  return "strftime('%Y-%m-%dT%H:%M:%SZ', " + std::string(column) + " / 1000000, 'unixepoch')";
}

std::string SqliteDialect::number(std::string_view column, int scale) const {
  if (scale <= 0) return std::string(column);
  return std::string(column) + " / 1" + std::string(static_cast<size_t>(scale), '0') + ".0";
}

std::string SqliteDialect::date(std::string_view column) const { return std::string(column); }

// Nothing is ranked by how long it is, so lengths are not kept: a page less for each change.
std::vector<std::string> SqliteDialect::make_full_text(const std::string& table) const {
  return {"CREATE VIRTUAL TABLE IF NOT EXISTS " + table +
          " USING fts5(terms, tokenize = 'unicode61', columnsize = 0)"};
}

std::string SqliteDialect::has_terms(const std::string& table) const { return table + " MATCH ?"; }

}  // namespace storage::sqlite
