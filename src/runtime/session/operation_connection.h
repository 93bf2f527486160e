// The connection an operation sees: sets the operation's savepoint before its first write, so that
// operations of the engine alone need none; before its first statement where a failed read, too,
// spoils the transaction. What may be late waits for the end of the batch: full-text tables write
// what they hold at every savepoint.
#pragma once

#include <string>
#include <vector>

#include "storage/connection.h"

namespace runtime {

class OperationConnection final : public storage::Connection {
 public:
  explicit OperationConnection(storage::Connection& writer)
      : writer_(writer), reads_behind_savepoint_(writer.dialect().needs_savepoint_to_read()) {}

  void begin_operation() {
    has_savepoint_ = false;
    marks_ = {late_.size()};
  }
  void keep_operation() {
    if (has_savepoint_) writer_.release_savepoint(kName);
    has_savepoint_ = false;
  }
  void roll_back_operation() {
    if (has_savepoint_) writer_.roll_back_to(kName);
    has_savepoint_ = false;
    late_.resize(marks_.front());
  }

  // Before the batch commits.
  void run_late() {
    for (const Late& late : late_) writer_.execute(late.sql, late.parameters);
    late_.clear();
  }
  // When the batch is lost.
  void drop_late() { late_.clear(); }

  const storage::Dialect& dialect() const override { return writer_.dialect(); }
  using Connection::execute;
  using Connection::query;
  int64_t execute(std::string_view sql, const std::vector<storage::Cell>& parameters) override {
    secure();
    return writer_.execute(sql, parameters);
  }
  void execute_late(std::string sql, std::vector<storage::Cell> parameters) override {
    late_.push_back({std::move(sql), std::move(parameters)});
  }
  void write(std::string_view sql, std::initializer_list<storage::CellView> parameters) override {
    secure();
    writer_.write(sql, parameters);
  }
  std::vector<storage::Row> query(std::string_view sql,
                                  const std::vector<storage::Cell>& parameters) override {
    if (is_writing(sql) || reads_behind_savepoint_) secure();
    return writer_.query(sql, parameters);
  }
  void each(std::string_view sql, const std::vector<storage::Cell>& parameters,
            const std::function<bool(const storage::Row&)>& take) override {
    if (is_writing(sql) || reads_behind_savepoint_) secure();
    writer_.each(sql, parameters, take);
  }
  void run_script(std::string_view sql) override {
    secure();
    writer_.run_script(sql);
  }
  void begin() override { base::ensure(false, "an operation begins no transaction"); }
  void commit() override { base::ensure(false, "an operation commits nothing"); }
  void roll_back() override { base::ensure(false, "an operation rolls back by refusing"); }
  void set_savepoint(std::string_view name) override {
    secure();
    writer_.set_savepoint(name);
    marks_.push_back(late_.size());
  }
  void release_savepoint(std::string_view name) override {
    writer_.release_savepoint(name);
    marks_.pop_back();
  }
  void roll_back_to(std::string_view name) override {
    writer_.roll_back_to(name);
    late_.resize(marks_.back());
    marks_.pop_back();
  }
  int64_t times_rolled_back() const override { return writer_.times_rolled_back(); }

 private:
  static constexpr std::string_view kName = "operation";

  // INSERT … RETURNING comes as a query too.
  static bool is_writing(std::string_view sql) {
    const size_t start = sql.find_first_not_of(" \n\t(");
    const char first = start == std::string_view::npos ? ' ' : sql[start];
    return first != 'S' && first != 's';
  }
  void secure() {
    if (has_savepoint_) return;
    writer_.set_savepoint(kName);
    has_savepoint_ = true;
  }

  struct Late {
    std::string sql;
    std::vector<storage::Cell> parameters;
  };

  storage::Connection& writer_;
  std::vector<Late> late_;
  // How many late ones there were when the operation and each savepoint in it began.
  std::vector<size_t> marks_;
  const bool reads_behind_savepoint_;
  bool has_savepoint_ = false;
};

}  // namespace runtime
