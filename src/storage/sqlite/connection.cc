#include "storage/sqlite/connection.h"

#include "base/text.h"

namespace storage::sqlite {
namespace {

// Lists with filters make SQL of their own; this many statements are kept prepared.
constexpr size_t statements_max = 400;

[[noreturn]] void fail(sqlite3* handle, int status, std::string_view sql) {
  const std::string text = std::string(handle ? sqlite3_errmsg(handle) : sqlite3_errstr(status)) +
                           (sql.empty() ? "" : " in: ") + std::string(sql);
  switch (status & 0xff) {
    case SQLITE_CONSTRAINT: throw ConstraintViolation(text);
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG:
    case SQLITE_MISMATCH:
    case SQLITE_READONLY: throw base::Bug("storage: " + text);
    default: throw Failure(text);
  }
}

struct Bind {
  sqlite3_stmt* statement;
  int at;

  int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, at); }
  int operator()(int64_t value) const { return sqlite3_bind_int64(statement, at, value); }
  int operator()(double value) const { return sqlite3_bind_double(statement, at, value); }
  int operator()(std::string_view value) const {
    return sqlite3_bind_text64(statement, at, value.data(), value.size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  int operator()(const Blob& value) const {
    return sqlite3_bind_blob64(statement, at, value.bytes.data(), value.bytes.size(),
                               SQLITE_STATIC);
  }
};

Cell read_cell(sqlite3_stmt* statement, int column) {
  const auto size = [&] { return static_cast<size_t>(sqlite3_column_bytes(statement, column)); };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER: return int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT: return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string(bytes, size());
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return bytes ? Blob{std::string(bytes, size())} : Blob{};
    }
    default: return nullptr;
  }
}

Row read_row(sqlite3_stmt* statement) {
  const int count = sqlite3_column_count(statement);
  std::vector<Cell> cells;
  cells.reserve(static_cast<size_t>(count));
  for (int column = 0; column < count; ++column) cells.push_back(read_cell(statement, column));
  return Row(std::move(cells));
}

// SQLite counts the memory of the whole program behind one lock unless told not to; nobody asks.
void stop_counting_memory() {
  static const int status = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  base::ensure(status == SQLITE_OK, "SQLite is set up before it is used");
}

std::string savepoint(std::string_view what, std::string_view name) {
  base::ensure(base::is_snake_case(name), "a savepoint's name is snake_case");
  return std::string(what) + std::string(name);
}

}  // namespace

struct SqliteConnection::Running {
  template <class Parameters>
  Running(SqliteConnection& owner, std::string_view sql, const Parameters& parameters)
      : owner_(owner), sql_(sql), kept_(owner.find(sql)) {
    if (kept_) {
      kept_->is_running = true;
    } else {
      own_ = owner.prepare(sql);
    }
    statement_ = kept_ ? kept_->statement.get() : own_.get();
    try {
      bind(parameters);
    } catch (...) {
      stop();
      throw;
    }
  }
  ~Running() { stop(); }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  // False when there is no further row.
  bool step() {
    if (!owner_.is_waited_for()) fail_unwaited();
    if (owner_.gives_up_after_.count() > 0) owner_.step_began_ = std::chrono::steady_clock::now();
    const int status = sqlite3_step(statement_);
    if (status == SQLITE_ROW) return true;
    if (status == SQLITE_DONE) return false;
    fail(owner_.handle_.get(), sqlite3_extended_errcode(owner_.handle_.get()), sql_);
  }
  sqlite3_stmt* get() const { return statement_; }

 private:
  template <class Parameters>
  void bind(const Parameters& parameters) {
    const auto expected = static_cast<size_t>(sqlite3_bind_parameter_count(statement_));
    if (expected != parameters.size())
      base::ensure(false, "one value for each ? in: " + std::string(sql_));
    int at = 0;
    for (const auto& parameter : parameters) {
      const int status = std::visit(Bind{statement_, ++at}, parameter);
      if (status != SQLITE_OK) fail(owner_.handle_.get(), status, sql_);
    }
  }
  // Every parameter is bound anew by the next run, so none is cleared: the texts they point to are
  // not read in between.
  void stop() {
    sqlite3_reset(statement_);
    if (kept_) kept_->is_running = false;
  }

  SqliteConnection& owner_;
  std::string_view sql_;
  Kept* kept_;
  Statement own_;
  sqlite3_stmt* statement_ = nullptr;
};

SqliteConnection::SqliteConnection(const std::filesystem::path& file, Access access,
                                   Durability durability) {
  stop_counting_memory();
  const int flags = access == Access::ReadOnly ? SQLITE_OPEN_READONLY
                                               : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  const int status = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  handle_.reset(handle);
  if (status != SQLITE_OK) throw Failure("cannot open " + file.string());
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 5000);
  if (access == Access::ReadWrite) {
    run_script("PRAGMA journal_mode = WAL");
    run_script(durability == Durability::Full ? "PRAGMA synchronous = FULL"
                                              : "PRAGMA synchronous = OFF");
  }
  run_script("PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16000");
  // The one writer touches leaves of indexes all over a large database; a page that many commits
  // change is written back once for all of them, out of 64 MB of the log.
  if (access == Access::ReadWrite)
    run_script("PRAGMA cache_size = -64000; PRAGMA wal_autocheckpoint = 16000");
  // Debian's SQLite overwrites deleted rows with zeros even where that costs a page of its own.
  if (access == Access::ReadWrite) run_script("PRAGMA secure_delete = FAST");
}

SqliteConnection::~SqliteConnection() { statements_.clear(); }

SqliteConnection::Statement SqliteConnection::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int status = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &statement, &rest);
  if (status != SQLITE_OK) fail(handle_.get(), status, sql);
  Statement made(statement);
  base::ensure(made != nullptr, "an SQL statement");
  const std::string_view after = sql.substr(static_cast<size_t>(rest - sql.data()));
  base::ensure(base::trim(after).empty(), "one SQL statement at a time: " + std::string(sql));
  return made;
}

SqliteConnection::Kept* SqliteConnection::find(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    Statement made = prepare(sql);
    if (statements_.size() >= statements_max)
      std::erase_if(statements_, [](const auto& each) { return !each.second.is_running; });
    found = statements_.emplace(std::string(sql), Kept{std::move(made)}).first;
  }
  return found->second.is_running ? nullptr : &found->second;
}

template <class Parameters>
int64_t SqliteConnection::run(std::string_view sql, const Parameters& parameters) {
  Running running(*this, sql, parameters);
  while (running.step()) {
  }
  return sqlite3_changes64(handle_.get());
}

void SqliteConnection::write(std::string_view sql, std::initializer_list<CellView> parameters) {
  run(sql, parameters);
}

int64_t SqliteConnection::execute(std::string_view sql, const std::vector<Cell>& parameters) {
  return run(sql, parameters);
}

std::vector<Row> SqliteConnection::query(std::string_view sql,
                                         const std::vector<Cell>& parameters) {
  std::vector<Row> rows;
  Running running(*this, sql, parameters);
  while (running.step()) rows.push_back(read_row(running.get()));
  return rows;
}

void SqliteConnection::each(std::string_view sql, const std::vector<Cell>& parameters,
                            const std::function<bool(const Row&)>& take_row) {
  Running running(*this, sql, parameters);
  while (running.step()) {
    if (!take_row(read_row(running.get()))) return;
  }
}

void SqliteConnection::run_script(std::string_view sql) {
  const std::string text(sql);
  const int status = sqlite3_exec(handle_.get(), text.c_str(), nullptr, nullptr, nullptr);
  if (status != SQLITE_OK) fail(handle_.get(), status, sql);
}

void SqliteConnection::begin() { run_script("BEGIN IMMEDIATE"); }

void SqliteConnection::commit() { run_script("COMMIT"); }

void SqliteConnection::roll_back() {
  ++times_rolled_back_;
  // After some failures SQLite has already rolled back by itself.
  if (sqlite3_get_autocommit(handle_.get()) == 0) run_script("ROLLBACK");
}

void SqliteConnection::set_savepoint(std::string_view name) {
  execute(savepoint("SAVEPOINT ", name), {});
}

void SqliteConnection::release_savepoint(std::string_view name) {
  execute(savepoint("RELEASE ", name), {});
}

void SqliteConnection::roll_back_to(std::string_view name) {
  ++times_rolled_back_;
  execute(savepoint("ROLLBACK TO ", name), {});
  execute(savepoint("RELEASE ", name), {});
}

void SqliteConnection::give_up_after(std::chrono::milliseconds time) {
  constexpr int kInstructions = 100'000;  // between two looks at the clock: a millisecond or so
  gives_up_after_ = time;
  step_began_ = std::chrono::steady_clock::now();
  const auto is_over = [](void* connection) {
    const auto& self = *static_cast<SqliteConnection*>(connection);
    const auto taken = std::chrono::steady_clock::now() - self.step_began_;
    return taken > self.gives_up_after_ || !self.is_waited_for() ? 1 : 0;
  };
  sqlite3_progress_handler(handle_.get(), kInstructions, is_over, this);
}

void SqliteConnection::copy_to(const std::filesystem::path& file) {
  sqlite3* target = nullptr;
  const int opened =
      sqlite3_open_v2(file.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  const std::unique_ptr<sqlite3, Close> owned(target);
  if (opened != SQLITE_OK) throw Failure("cannot write " + file.string());
  sqlite3_backup* backup = sqlite3_backup_init(target, "main", handle_.get(), "main");
  if (backup == nullptr) fail(target, sqlite3_errcode(target), "");
  // In one step: it reads one snapshot, and in WAL mode the writer goes on meanwhile.
  const int status = sqlite3_backup_step(backup, -1);
  sqlite3_backup_finish(backup);
  if (status != SQLITE_DONE) fail(nullptr, status, "");
}

}  // namespace storage::sqlite
