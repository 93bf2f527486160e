// A fresh workspace folder for tests, gone when the test ends.
#pragma once

#include <filesystem>
#include <string>

#include "base/random.h"
#include "storage/database.h"
#include "storage/keys.h"

namespace storage::testing {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    base::SystemRandom random;
    path_ = std::filesystem::temp_directory_path() / ("jingwei-" + base::random_token(random, 9));
    std::filesystem::create_directories(path_);
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A migrated database with keys; `tx` acts as the given person at the given time.
class Store {
 public:
  explicit Store(std::span<const Migration> more = {}, Durability durability = Durability::Off) {
    auto opened = Database::open({folder_.path(), durability});
    base::ensure(opened.ok(), "a test database opens");
    database_ = std::move(opened).value();
    base::ensure(database_->migrate(migrations()).ok(), "storage migrates");
    base::ensure(database_->migrate(more).ok(), "the module migrates");
    keys_ = std::make_unique<StoredKeys>(database_->writer());
  }
  Database& database() { return *database_; }
  Connection& db() { return database_->writer(); }
  Tx tx(std::string person = "lin") {
    return {database_->writer(), now, *keys_, {std::move(person), "", "test"}};
  }

  base::Time now = base::parse_time("2026-03-02T01:00:00Z").value();

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<StoredKeys> keys_;
};

}  // namespace storage::testing
