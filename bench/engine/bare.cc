#include "bench/engine/bare.h"

#include <sqlite3.h>

#include <initializer_list>
#include <stdexcept>

#include "bench/engine/rows.h"

namespace bench {
namespace {

void check(sqlite3* db, int status) {
  if (status != SQLITE_OK && status != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
}

class File {
 public:
  explicit File(const std::filesystem::path& folder) {
    check(db_, sqlite3_open((folder / "jingwei.db").c_str(), &db_));
    for (const char* each : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                             "PRAGMA foreign_keys = ON", "PRAGMA cache_size = -16000"}) {
      run(each);
    }
  }
  ~File() { sqlite3_close(db_); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void begin() { run("BEGIN IMMEDIATE"); }
  void commit() { run("COMMIT"); }
  int64_t changes() const { return sqlite3_total_changes64(db_); }

  class Statement {
   public:
    Statement(File& file, const char* sql) : db_(file.db_) {
      check(db_, sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
    }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void run(std::initializer_list<Value> values) {
      int at = 0;
      for (const Value& value : values) bind(++at, value);
      check(db_, sqlite3_step(statement_));
      sqlite3_reset(statement_);
    }

   private:
    void bind(int at, const Value& value) {
      if (const auto* number = std::get_if<int64_t>(&value)) {
        sqlite3_bind_int64(statement_, at, *number);
      } else if (const auto* text = std::get_if<std::string_view>(&value)) {
        sqlite3_bind_text(statement_, at, text->data(), static_cast<int>(text->size()),
                          SQLITE_STATIC);
      } else {
        sqlite3_bind_null(statement_, at);
      }
    }

    sqlite3* db_;
    sqlite3_stmt* statement_ = nullptr;
  };

 private:
  void run(const char* sql) { check(db_, sqlite3_exec(db_, sql, nullptr, nullptr, nullptr)); }

  sqlite3* db_ = nullptr;
};

}  // namespace

int64_t write_bare(const std::filesystem::path& folder, int64_t definition, int64_t instances,
                   int64_t batch) {
  File file(folder);
  write_rows(file, definition, instances, batch);
  return file.changes();
}

}  // namespace bench
