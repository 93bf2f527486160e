#include "storage/postgres/connection.h"

#include <poll.h>

#include <array>
#include <chrono>
#include <thread>

#include "base/text.h"
#include "storage/postgres/sql.h"

namespace storage::postgres {
namespace {

// Lists with filters make SQL of their own; this many statements are kept prepared.
constexpr size_t statements_max = 400;
// Statements that may wait for one message.
constexpr size_t waiting_max = 500;

// A server that ended hard is back by then, unless it has much to recover.
constexpr std::chrono::seconds asked_after_for{10};
constexpr std::chrono::milliseconds asked_after_every{100};
// A crash may take along a question and its repetition, on a session begun before the server had
// noticed.
constexpr int tries_max = 3;
// Who waits for an answer looks whether he still has to.
constexpr int looks_up_every_ms = 100;

// The session is gone, and with it whatever was not committed.
class SessionLost : public Failure {
 public:
  using Failure::Failure;
};

// A statement was prepared for columns that have changed since.
class Outdated : public Failure {
 public:
  using Failure::Failure;
};

// A transaction whose program stands still must not hold its locks against the next owner.
constexpr std::string_view session_settings =
    "SET timezone TO 'UTC'; SET datestyle TO 'ISO'; SET bytea_output TO 'hex';"
    "SET standard_conforming_strings TO on; SET client_min_messages TO warning;"
    "SET idle_in_transaction_session_timeout TO '5s';";

std::string savepoint(std::string_view what, std::string_view name) {
  base::ensure(base::is_snake_case(name), "a savepoint's name is snake_case");
  return std::string(what) + "\"" + std::string(name) + "\"";
}

// What bears no state was said by the library, whose word on the session may lag behind.
bool has_ended_session(std::string_view state) {
  // Connection exceptions, the server's own ends, a transaction that idled too long.
  return state.empty() || state.starts_with("08") || state.starts_with("57P") || state == "25P03";
}

constexpr std::string_view without_right = "42501";
constexpr std::string_view read_only = "25006";

bool is_defect(std::string_view state) {
  if (state == without_right) return false;
  // Syntax and names, values that do not fit, features, limits of a statement or an index row,
  // writing through a reader.
  return state.starts_with("42") || state.starts_with("22") || state.starts_with("0A") ||
         state.starts_with("54") || state == read_only;
}

// What it runs fails then, if it is not done before.
void stop_statement(PGconn* session) {
  PGcancel* request = PQgetCancel(session);
  std::array<char, 256> why{};
  if (request) (void)PQcancel(request, why.data(), static_cast<int>(why.size()));
  PQfreeCancel(request);
}

}  // namespace

PostgresConnection::PostgresConnection(std::string server, std::string schema, Access access,
                                       Durability durability,
                                       std::chrono::milliseconds gives_up_after)
    : server_(std::move(server)),
      schema_(std::move(schema)),
      access_(access),
      durability_(durability),
      gives_up_after_(gives_up_after) {
  connect();
}

PostgresConnection::~PostgresConnection() = default;

std::string PostgresConnection::encoding() const {
  const char* told = PQparameterStatus(handle_.get(), "server_encoding");
  return told ? told : "";
}

void PostgresConnection::connect() {
  const auto end = std::chrono::steady_clock::now() + asked_after_for;
  while (true) {
    try {
      return connect_once();
    } catch (const SessionLost& lost) {
      const Why why = why_not(server_);
      if (why == Why::Refused) throw NotLetIn(lost.what());
      if (why != Why::Recovering || std::chrono::steady_clock::now() > end) throw;
    }
    std::this_thread::sleep_for(asked_after_every);
  }
}

void PostgresConnection::connect_once() {
  const Way way = way_to(server_);
  statements_.clear();
  waiting_.clear();
  must_prepare_anew_ = false;
  handle_.reset(PQconnectdbParams(way.names.data(), way.values.data(), 1));
  if (PQstatus(handle_.get()) != CONNECTION_OK) throw SessionLost(PQerrorMessage(handle_.get()));
  std::string settings(session_settings);
  settings += "SET search_path TO " + schema_ + ";";
  if (access_ == Access::ReadOnly) settings += "SET default_transaction_read_only TO on;";
  if (durability_ == Durability::Off) settings += "SET synchronous_commit TO off;";
  if (gives_up_after_.count() > 0)
    settings += "SET statement_timeout TO " + std::to_string(gives_up_after_.count()) + ";";
  checked(Result(PQexec(handle_.get(), settings.c_str())), settings);
}

Result PostgresConnection::run(std::string_view sql, const std::vector<Cell>& parameters) {
  if (is_in_transaction_) return run_once(sql, parameters);
  for (int tries = 1; true; ++tries) {
    if (!is_waited_for()) fail_unwaited();
    if (PQstatus(handle_.get()) != CONNECTION_OK) connect();
    try {
      return run_once(sql, parameters);
    } catch (const Outdated&) {
      if (tries == tries_max) throw;
      must_prepare_anew_ = true;
    } catch (const SessionLost&) {
      // Whether a change arrived is not known, so only questions are asked again.
      if (access_ == Access::ReadWrite || tries == tries_max) throw;
    }
  }
}

Result PostgresConnection::run_once(std::string_view sql, const std::vector<Cell>& parameters) {
  const std::string written(sql);
  if (is_about_rows(sql)) return run_about_rows(written, parameters);
  base::ensure(parameters.empty(), "only statements about rows have parameters: " + written);
  send_waiting();
  must_prepare_anew_ = has_changed_tables_ = true;
  return checked(Result(PQexecParams(handle_.get(), translate(sql).text.c_str(), 0, nullptr,
                                     nullptr, nullptr, nullptr, 0)),
                 sql);
}

Result PostgresConnection::run_about_rows(const std::string& sql,
                                          const std::vector<Cell>& parameters) {
  const Prepared& statement = prepare(sql, parameters.size());
  Parameters values(statement.types, parameters);
  if (!waiting_.empty()) {
    waiting_.push_back({sql, statement.name, std::move(values)});
    return send_waiting();
  }
  if (!send(sql, statement.name, values)) fail(nullptr, sql);
  await_answer();
  Result result(PQgetResult(handle_.get()));
  while (Result(PQgetResult(handle_.get()))) {  // only the end
  }
  return checked(std::move(result), sql);
}

void PostgresConnection::await_answer() {
  bool is_stopping = false;
  while (PQisBusy(handle_.get()) == 1) {
    if (!is_stopping && !is_waited_for()) {
      is_stopping = true;
      stop_statement(handle_.get());
    }
    pollfd answer{PQsocket(handle_.get()), POLLIN, 0};
    (void)::poll(&answer, 1, looks_up_every_ms);
    if (PQconsumeInput(handle_.get()) != 1) return;  // the session is lost: its result says so
  }
}

void PostgresConnection::write(std::string_view sql, std::initializer_list<CellView> parameters) {
  const std::string written(sql);
  const Prepared& statement = prepare(written, parameters.size());
  waiting_.push_back({written, statement.name, Parameters(statement.types, parameters)});
  if (!is_in_transaction_ || waiting_.size() >= waiting_max) send_waiting();
}

const PostgresConnection::Prepared& PostgresConnection::prepare(const std::string& sql,
                                                                size_t parameters) {
  if (must_prepare_anew_ || statements_.size() >= statements_max) {
    send_waiting();
    checked(Result(PQexec(handle_.get(), "DEALLOCATE ALL")), "DEALLOCATE ALL");
    statements_.clear();
    must_prepare_anew_ = false;
  }
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    send_waiting();
    const Sql translated = translate(sql);
    Prepared made{"s" + std::to_string(statements_.size()), {}};
    checked(
        Result(PQprepare(handle_.get(), made.name.c_str(), translated.text.c_str(), 0, nullptr)),
        sql);
    const Result described =
        checked(Result(PQdescribePrepared(handle_.get(), made.name.c_str())), sql);
    for (int i = 0; i < PQnparams(described.get()); ++i) {
      made.types.push_back(PQparamtype(described.get(), i));
    }
    found = statements_.emplace(sql, std::move(made)).first;
  }
  base::ensure(found->second.types.size() == parameters, "one value for each ? in: " + sql);
  return found->second;
}

bool PostgresConnection::send(const std::string& sql, const std::string& prepared,
                              const Parameters& parameters) {
  if (prepared.empty()) {
    return PQsendQueryParams(handle_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr,
                             0) == 1;
  }
  return PQsendQueryPrepared(handle_.get(), prepared.c_str(), parameters.count(),
                             parameters.values(), parameters.lengths(), parameters.formats(),
                             0) == 1;
}

Result PostgresConnection::send_waiting() {
  if (waiting_.empty()) return {};
  const std::vector<Waiting> sent = std::move(waiting_);
  waiting_.clear();
  bool is_sent = PQenterPipelineMode(handle_.get()) == 1;
  for (const Waiting& each : sent) {
    is_sent = is_sent && send(each.sql, each.prepared, each.parameters);
  }
  if (is_sent && PQpipelineSync(handle_.get()) == 1) return result_of_all(sent);
  const std::string why = PQerrorMessage(handle_.get());
  handle_.reset();
  throw SessionLost(why);
}

// The results of one statement end with none; those behind one that failed are not run.
Result PostgresConnection::result_of_all(const std::vector<Waiting>& sent) {
  Result last;
  Result failed;
  size_t at = 0;
  size_t failed_at = 0;
  // A server that was stopped hard leaves no end: then nothing comes for ever, of no statement.
  while (PQstatus(handle_.get()) == CONNECTION_OK && at <= sent.size()) {
    await_answer();
    Result result(PQgetResult(handle_.get()));
    const ExecStatusType status = PQresultStatus(result.get());
    if (!result) {
      ++at;
    } else if (status == PGRES_PIPELINE_SYNC) {
      break;
    } else if (status == PGRES_FATAL_ERROR && !failed) {
      failed = std::move(result);
      failed_at = at;
    } else {
      last = std::move(result);
    }
  }
  if (at > sent.size() || PQexitPipelineMode(handle_.get()) != 1) {
    const std::string why = PQerrorMessage(handle_.get());
    handle_.reset();
    throw SessionLost(why);
  }
  if (failed) fail(failed.get(), sent.at(failed_at).sql);
  return checked(std::move(last), sent.back().sql);
}

Result PostgresConnection::checked(Result result, std::string_view sql) {
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) fail(result.get(), sql);
  return result;
}

void PostgresConnection::fail(const PGresult* result, std::string_view sql) {
  const char* field = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  const std::string state = field ? field : "";
  const char* said = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : nullptr;
  const std::string text = said ? said : PQerrorMessage(handle_.get());
  const std::string with_sql = text + " in: " + std::string(sql);
  // A server that became a standby takes no writing: another session may find the one that does.
  const bool is_standby = state == read_only && access_ == Access::ReadWrite;
  if (has_ended_session(state) || is_standby || PQstatus(handle_.get()) != CONNECTION_OK) {
    handle_.reset();
    throw SessionLost(text);
  }
  if (state.starts_with("23")) throw ConstraintViolation(with_sql);
  if (state == "0A000" && text.find("cached plan") != std::string::npos) throw Outdated(with_sql);
  if (is_defect(state)) throw base::Bug("storage: " + with_sql);
  throw Failure(text);
}

int64_t PostgresConnection::execute(std::string_view sql, const std::vector<Cell>& parameters) {
  const Result result = run(sql, parameters);
  const std::string_view count = PQcmdTuples(result.get());
  return count.empty() ? 0 : std::stoll(std::string(count));
}

std::vector<Row> PostgresConnection::query(std::string_view sql,
                                           const std::vector<Cell>& parameters) {
  const Result result = run(sql, parameters);
  std::vector<Row> rows;
  const int count = PQntuples(result.get());
  rows.reserve(static_cast<size_t>(count));
  for (int row = 0; row < count; ++row) rows.push_back(read_row(result.get(), row));
  return rows;
}

void PostgresConnection::each(std::string_view sql, const std::vector<Cell>& parameters,
                              const std::function<bool(const Row&)>& take) {
  const Result result = run(sql, parameters);
  for (int row = 0; row < PQntuples(result.get()); ++row) {
    if (!take(read_row(result.get(), row))) return;
  }
}

void PostgresConnection::run_script(std::string_view sql) {
  send_waiting();
  must_prepare_anew_ = has_changed_tables_ = true;
  checked(Result(PQexec(handle_.get(), translate(sql).text.c_str())), sql);
}

void PostgresConnection::begin() {
  base::ensure(!is_in_transaction_, "one transaction at a time");
  if (PQstatus(handle_.get()) != CONNECTION_OK) connect();
  is_in_transaction_ = true;
  has_changed_tables_ = false;
  wait_with("BEGIN");
}

void PostgresConnection::commit_as_owner(int64_t epoch, int64_t last_commit) {
  epoch_ = epoch;
  last_commit_ = last_commit;
}

void PostgresConnection::commit() {
  base::ensure(is_in_transaction_, "what is committed was begun");
  if (epoch_ != 0) {
    wait_with("SELECT check_owner(" + std::to_string(epoch_) + ", " +
              std::to_string(++last_commit_) + ")");
  }
  wait_with("COMMIT");
  Result result;
  try {
    result = send_waiting();
  } catch (const SessionLost&) {
    if (epoch_ == 0 || !has_landed()) throw;
    is_in_transaction_ = false;
    return;
  }
  is_in_transaction_ = false;
  // Where something failed before, the server takes everything back and calls that well done.
  if (std::string_view(PQcmdStatus(result.get())) == "ROLLBACK")
    throw Failure("the transaction had failed before its commit");
}

bool PostgresConnection::has_landed() {
  const auto end = std::chrono::steady_clock::now() + asked_after_for;
  while (true) {
    try {
      connect();
      return ask_whether_landed();
    } catch (const SessionLost&) {
      if (std::chrono::steady_clock::now() > end) throw;
    }
    std::this_thread::sleep_for(asked_after_every);
  }
}

// The number behind it is taken, so that the lost session, should it still live, finds its own too
// low. Where that session is just committing, the row's lock makes this wait for its end.
bool PostgresConnection::ask_whether_landed() {
  const int64_t asked = last_commit_;
  const int64_t behind = asked + 1;
  run_once("UPDATE workspace_owner SET last_commit = ? WHERE epoch = ? AND last_commit < ?",
           {behind, epoch_, asked});
  const Result found =
      run_once("SELECT last_commit FROM workspace_owner WHERE epoch = ?", {epoch_});
  if (PQntuples(found.get()) == 0) throw Failure("the workspace was taken by another");
  const int64_t noted = read_row(found.get(), 0).integer(0);
  last_commit_ = behind;
  return noted == asked;
}

void PostgresConnection::roll_back() {
  ++times_rolled_back_;
  waiting_.clear();
  is_in_transaction_ = false;
  must_prepare_anew_ = must_prepare_anew_ || has_changed_tables_;
  has_changed_tables_ = false;
  const PGTransactionStatusType status = PQtransactionStatus(handle_.get());
  // Without a session there is nothing left to roll back.
  if (status == PQTRANS_IDLE || status == PQTRANS_UNKNOWN) return;
  Result(PQexec(handle_.get(), "ROLLBACK"));
}

void PostgresConnection::set_savepoint(std::string_view name) {
  wait_with(savepoint("SAVEPOINT ", name));
}

void PostgresConnection::release_savepoint(std::string_view name) {
  // One behind which nothing was done need not be known to the server at all.
  if (!waiting_.empty() && waiting_.back().sql == savepoint("SAVEPOINT ", name)) {
    waiting_.pop_back();
    return;
  }
  wait_with(savepoint("RELEASE ", name));
}

void PostgresConnection::roll_back_to(std::string_view name) {
  ++times_rolled_back_;
  if (!waiting_.empty() && waiting_.back().sql == savepoint("SAVEPOINT ", name)) {
    waiting_.pop_back();
    return;
  }
  wait_with(savepoint("ROLLBACK TO ", name));
  wait_with(savepoint("RELEASE ", name));
}

}  // namespace storage::postgres
