#include "bench/engine/bare.h"

#include <sqlite3.h>

#include <algorithm>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "storage/keys.h"

namespace bench {
namespace {

using Value = std::variant<std::nullptr_t, int64_t, std::string_view>;

void check(sqlite3* db, int status) {
  if (status != SQLITE_OK && status != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db));
}

class Statement {
 public:
  Statement(sqlite3* db, const char* sql) : db_(db) {
    check(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
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

struct File {
  explicit File(const std::filesystem::path& folder) {
    check(db, sqlite3_open((folder / "jingwei.db").c_str(), &db));
    for (const char* each : {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
                             "PRAGMA foreign_keys = ON", "PRAGMA cache_size = -16000"}) {
      check(db, sqlite3_exec(db, each, nullptr, nullptr, nullptr));
    }
  }
  ~File() { sqlite3_close(db); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  sqlite3* db = nullptr;
};

struct Range {
  int64_t begin = 0;
  int64_t end = 0;
};

// Four keys an instance, in the order in which the engine gives them: the instance, the start
// event, the task, and later the end event.
class Writer {
 public:
  Writer(const File& file, int64_t definition) : db_(file.db), definition_(definition) {}

  // One durable transaction: these instances are created, those have their job handed out, and
  // others are completed. Table by table in the order of keys, which is the fastest way.
  void write(Range created, Range activated, Range completed) {
    begin_.run({});
    each(completed, [&](int64_t key) {
      instance_done_.run({"completed", int64_t{0}, now_, nullptr, key});
      job_gone_.run({key + 2});
    });
    each(created, [&](int64_t key) {
      instance_.run({key, definition_, "active", int64_t{0}, nullptr, nullptr, "lin", nullptr,
                     nullptr, key, now_, nullptr, nullptr});
    });
    each(completed, [&](int64_t key) {
      element_done_.run({"completed", int64_t{0}, now_, nullptr, int64_t{2}, int64_t{0}, int64_t{0},
                         nullptr, key + 2});
      element_.run({key + 3, key, key, "end", "endEvent", "completed", int64_t{0}, now_, now_,
                    nullptr, int64_t{2}, int64_t{0}, int64_t{0}, nullptr});
    });
    each(created, [&](int64_t key) {
      element_.run({key + 1, key, key, "start", "startEvent", "completed", int64_t{0}, now_, now_,
                    nullptr, int64_t{2}, int64_t{0}, int64_t{0}, nullptr});
      element_.run({key + 2, key, key, "work", "serviceTask", "active", int64_t{0}, now_, nullptr,
                    nullptr, int64_t{1}, int64_t{0}, int64_t{0}, nullptr});
    });
    each(created, [&](int64_t key) { variable_.run({key, key, "starter", "\"lin\""}); });
    each(completed, [&](int64_t key) { flow_.run({key, "work_end", int64_t{1}}); });
    each(created, [&](int64_t key) { flow_.run({key, "start_work", int64_t{1}}); });
    each(activated, [&](int64_t key) {
      job_given_.run({"activated", int64_t{0}, int64_t{3}, "bench", now_, nullptr, key + 2});
    });
    each(created, [&](int64_t key) {
      job_.run(
          {key + 2, key, "work", "open", int64_t{0}, int64_t{3}, nullptr, int64_t{0}, nullptr});
    });
    commit_.run({});
  }

 private:
  template <class Act>
  static void each(Range range, const Act& act) {
    for (int64_t i = range.begin; i < range.end; ++i)
      act(storage::StoredKeys::first_key + 1000 + i * 4);
  }

  sqlite3* db_;
  const int64_t definition_;
  const int64_t now_ = 1'770'000'000'000'000;
  Statement begin_{db_, "BEGIN IMMEDIATE"};
  Statement commit_{db_, "COMMIT"};
  Statement instance_{
      db_,
      "INSERT INTO process_instance (key, definition, state, is_suspended, record_type, record_id, "
      "starter, parent_instance, parent_element, root, started_at, ended_at, end_reason) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  Statement instance_done_{db_,
                           "UPDATE process_instance SET state = ?, is_suspended = ?, ended_at = ?, "
                           "end_reason = ? WHERE key = ?"};
  Statement element_{
      db_,
      "INSERT INTO element_instance (key, instance, scope, element_id, kind, state, loop, "
      "started_at, ended_at, actor, phase, role, completed, called_instance) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  Statement element_done_{
      db_,
      "UPDATE element_instance SET state = ?, loop = ?, ended_at = ?, actor = ?, phase = ?, "
      "role = ?, completed = ?, called_instance = ? WHERE key = ?"};
  Statement variable_{db_,
                      "INSERT INTO variable (instance, scope, name, value) VALUES (?, ?, ?, ?)"};
  Statement flow_{db_, "INSERT INTO sequence_flow (instance, flow_id, times) VALUES (?, ?, ?)"};
  Statement job_{
      db_,
      "INSERT INTO job (key, instance, type, state, is_held, retries, worker, deadline, error) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  Statement job_given_{
      db_,
      "UPDATE job SET state = ?, is_held = ?, retries = ?, worker = ?, deadline = ?, error = ? "
      "WHERE key = ?"};
  Statement job_gone_{db_, "DELETE FROM job WHERE key = ?"};
};

}  // namespace

int64_t write_bare(const std::filesystem::path& folder, int64_t definition, int64_t instances,
                   int64_t batch) {
  const File file(folder);
  Writer writer(file, definition);
  // As in the engine's run a batch holds all three acts: those of an instance follow each other
  // from batch to batch.
  const int64_t group = batch / 3;
  const int64_t groups = (instances + group - 1) / group;
  const auto range = [&](int64_t number) {
    if (number < 0) return Range{};
    return Range{number * group, std::min((number + 1) * group, instances)};
  };
  for (int64_t number = 0; number < groups + 2; ++number) {
    writer.write(range(number), range(number - 1), range(number - 2));
  }
  return sqlite3_total_changes64(file.db);
}

}  // namespace bench
