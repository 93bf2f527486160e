// Fresh workspaces for tests, gone when the test ends: SQLite in a temporary folder, or on the
// PostgreSQL server that JINGWEI_TEST_STORAGE names.
#pragma once

#include <cstdlib>
#include <string>

#include "storage/database.h"
#include "storage/keys.h"
#include "storage/temporary_place.h"

namespace storage::testing {

// The server of JINGWEI_TEST_STORAGE (postgres://…), or none: SQLite.
inline std::string server() {
  const char* given = std::getenv("JINGWEI_TEST_STORAGE");
  return given ? given : "";
}

// A migrated database with keys; `tx` acts as the given person at the given time.
class Store {
 public:
  explicit Store(std::span<const Migration> more = {}) : place_(migrated_place(server(), more)) {
    auto opened = Database::open(place_.settings());
    base::ensure(opened.ok(), "a test database opens");
    database_ = std::move(opened).value();
    keys_ = std::make_unique<StoredKeys>(database_->writer());
  }
  Database& database() { return *database_; }
  Connection& db() { return database_->writer(); }
  Tx tx(std::string person = "lin") {
    return {database_->writer(), now, *keys_, {std::move(person), "", "test"}};
  }

  base::Time now = base::parse_time("2026-03-02T01:00:00Z").value();

 private:
  TemporaryPlace place_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<StoredKeys> keys_;
};

}  // namespace storage::testing
