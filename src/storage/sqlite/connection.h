// A connection to one SQLite file.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <unordered_map>

#include "storage/common/pooled_database.h"
#include "storage/sqlite/dialect.h"

namespace storage::sqlite {

enum class Access { ReadWrite, ReadOnly };

class SqliteConnection final : public PooledConnection {
 public:
  // Throws Failure when the file cannot be opened.
  SqliteConnection(const std::filesystem::path& file, Access access, Durability durability);
  ~SqliteConnection() override;

  const Dialect& dialect() const override { return dialect_; }
  using Connection::execute;
  using Connection::query;
  int64_t execute(std::string_view sql, const std::vector<Cell>& parameters) override;
  void write(std::string_view sql, std::initializer_list<CellView> parameters) override;
  std::vector<Row> query(std::string_view sql, const std::vector<Cell>& parameters) override;
  void each(std::string_view sql, const std::vector<Cell>& parameters,
            const std::function<bool(const Row&)>& take) override;
  void run_script(std::string_view sql) override;

  void begin() override;
  void commit() override;
  void roll_back() override;
  void set_savepoint(std::string_view name) override;
  void release_savepoint(std::string_view name) override;
  void roll_back_to(std::string_view name) override;
  int64_t times_rolled_back() const override { return times_rolled_back_; }

  // From now on a statement that gives no row for so long fails, and one that nobody waits for.
  void give_up_after(std::chrono::milliseconds time);
  // Copies the whole file as of now into a new file.
  void copy_to(const std::filesystem::path& file);

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  struct Close {
    void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  struct Kept {
    Statement statement;
    bool is_running = false;
  };
  struct HashOfSql {
    using is_transparent = void;
    size_t operator()(std::string_view sql) const { return std::hash<std::string_view>()(sql); }
  };
  struct Running;

  Statement prepare(std::string_view sql);
  // The kept statement of this SQL; nullptr while it runs already, as inside `each`.
  Kept* find(std::string_view sql);
  template <class Parameters>
  int64_t run(std::string_view sql, const Parameters& parameters);

  SqliteDialect dialect_;
  std::unique_ptr<sqlite3, Close> handle_;
  std::unordered_map<std::string, Kept, HashOfSql, std::equal_to<>> statements_;
  int64_t times_rolled_back_ = 0;
  std::chrono::milliseconds gives_up_after_{0};  // 0: never
  std::chrono::steady_clock::time_point step_began_;
};

}  // namespace storage::sqlite
