// SQL that only PostgreSQL understands.
#pragma once

#include "storage/database.h"

namespace storage::postgres {

class PostgresDialect final : public Dialect {
 public:
  std::string instant(std::string_view column) const override;
  std::string number(std::string_view column, int scale) const override;
  std::string date(std::string_view column) const override;
  std::vector<std::string> make_full_text(const std::string& table) const override;
  std::string has_terms(const std::string& table) const override;
  bool needs_savepoint_to_read() const override { return true; }
};

// What the modules' SQL calls and PostgreSQL has under another name or not at all: instr(),
// glob(), and lexemes() and words_of() for full-text search.
std::span<const Migration> migrations();

}  // namespace storage::postgres
