// SQL that only SQLite understands.
#pragma once

#include "storage/connection.h"

namespace storage::sqlite {

class SqliteDialect final : public Dialect {
 public:
  std::string instant(std::string_view column) const override;
  std::string number(std::string_view column, int scale) const override;
  std::string date(std::string_view column) const override;
  std::vector<std::string> make_full_text(const std::string& table) const override;
  std::string has_terms(const std::string& table) const override;
  bool needs_savepoint_to_read() const override { return false; }
};

}  // namespace storage::sqlite
