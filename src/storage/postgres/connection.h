// A session with a PostgreSQL server, inside the schema of one workspace.
#pragma once

#include <memory>
#include <unordered_map>

#include "storage/common/pooled_database.h"
#include "storage/postgres/dialect.h"
#include "storage/postgres/reaching.h"
#include "storage/postgres/values.h"

namespace storage::postgres {

enum class Access { ReadWrite, ReadOnly };

// Statements that have no answer worth waiting for (begin, savepoints, `write`) travel with the
// next one that has. A reader that lost its session opens another by itself; the writer does so
// when it begins.
class PostgresConnection final : public PooledConnection {
 public:
  // Throws Failure when the server cannot be reached, NotLetIn when it refuses. A statement that
  // takes longer than `gives_up_after` fails; 0: none does.
  PostgresConnection(std::string server, std::string schema, Access access, Durability durability,
                     std::chrono::milliseconds gives_up_after = {});
  ~PostgresConnection() override;

  // Of the database, as the server calls it: "UTF8".
  std::string encoding() const;

  // From now on each commit is one of the workspace's owner (ownership.h): it has a number above
  // `last_commit`, which the server notes in one message with it and under a check of `epoch`. One
  // whose answer was lost with the session is asked after by its number.
  void commit_as_owner(int64_t epoch, int64_t last_commit);

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

 private:
  struct Waiting {
    std::string sql;
    std::string prepared;  // name of the prepared statement; empty: none
    Parameters parameters;
  };
  struct Prepared {
    std::string name;
    std::vector<Oid> types;
  };

  // Waits for a server that recovers.
  void connect();
  void connect_once();
  // Whether the commit with the number `last_commit_` has landed, though its session was lost. When
  // not, it does not land afterwards either. Throws Failure when nobody says so in time, or another
  // owns the workspace: then it is not known.
  bool has_landed();
  bool ask_whether_landed();
  // Runs a statement; once more when that is safe and promises to help.
  Result run(std::string_view sql, const std::vector<Cell>& parameters);
  Result run_once(std::string_view sql, const std::vector<Cell>& parameters);
  Result run_about_rows(const std::string& sql, const std::vector<Cell>& parameters);
  const Prepared& prepare(const std::string& sql, size_t parameters);
  void wait_with(std::string sql) { waiting_.push_back({std::move(sql), "", {}}); }
  bool send(const std::string& sql, const std::string& prepared, const Parameters& parameters);
  // Comes back when the server has answered; asks it to stop once nobody waits for the answer.
  void await_answer();
  // Sends what waits; gives the result of the last.
  Result send_waiting();
  Result result_of_all(const std::vector<Waiting>& sent);
  Result checked(Result result, std::string_view sql);
  [[noreturn]] void fail(const PGresult* result, std::string_view sql);

  PostgresDialect dialect_;
  const std::string server_;
  const std::string schema_;
  const Access access_;
  const Durability durability_;
  const std::chrono::milliseconds gives_up_after_;
  int64_t epoch_ = 0;  // 0: commits are nobody's
  int64_t last_commit_ = 0;
  Handle handle_;
  std::unordered_map<std::string, Prepared> statements_;
  bool must_prepare_anew_ = false;   // tables are no longer what the statements were prepared for
  bool has_changed_tables_ = false;  // in this transaction
  bool is_in_transaction_ = false;
  std::vector<Waiting> waiting_;  // to be sent with the next statement
  int64_t times_rolled_back_ = 0;
};

}  // namespace storage::postgres
