#include "faulty_storage.h"

#include <atomic>

namespace simulation {

using storage::Cell;
using storage::Connection;
using storage::Row;

class FaultyDatabase::FaultyConnection final : public Connection {
 public:
  FaultyConnection(Connection& real, base::VirtualClock& clock) : real_(real), clock_(clock) {}

  std::optional<Fault> fault;
  std::atomic<bool> has_left = false;

  const storage::Dialect& dialect() const override { return real_.dialect(); }
  using Connection::execute;
  using Connection::query;
  int64_t execute(std::string_view sql, const std::vector<Cell>& parameters) override {
    meet();
    if (sql.starts_with("INSERT INTO unfinished_body")) has_left = true;
    return real_.execute(sql, parameters);
  }
  void write(std::string_view sql, std::initializer_list<storage::CellView> parameters) override {
    meet();
    real_.write(sql, parameters);
  }
  std::vector<Row> query(std::string_view sql, const std::vector<Cell>& parameters) override {
    meet();
    return real_.query(sql, parameters);
  }
  void each(std::string_view sql, const std::vector<Cell>& parameters,
            const std::function<bool(const Row&)>& take) override {
    meet();
    real_.each(sql, parameters, take);
  }
  void run_script(std::string_view sql) override {
    meet();
    real_.run_script(sql);
  }
  void begin() override {
    meet();
    real_.begin();
  }
  void commit() override {
    if (fault) fault->statements_before = 0;
    meet();
    real_.commit();
    if (fault) fail();
  }
  // What a real database does by itself when it has failed.
  void roll_back() override { real_.roll_back(); }
  void set_savepoint(std::string_view name) override {
    meet();
    real_.set_savepoint(name);
  }
  void release_savepoint(std::string_view name) override {
    meet();
    real_.release_savepoint(name);
  }
  void roll_back_to(std::string_view name) override {
    meet();
    real_.roll_back_to(name);
  }
  int64_t times_rolled_back() const override { return real_.times_rolled_back(); }

 private:
  // A lost reply is left for the commit.
  void meet() {
    if (!fault || fault->kind == Fault::Kind::LosesReply) return;
    if (fault->statements_before-- > 0) return;
    if (fault->kind == Fault::Kind::Fails) fail();
    clock_.set(clock_.now() + fault->delay);
    fault.reset();
  }
  [[noreturn]] void fail() {
    fault.reset();
    throw storage::Failure("the disk is full");
  }

  Connection& real_;
  base::VirtualClock& clock_;
};

FaultyDatabase::FaultyDatabase(std::unique_ptr<storage::Database> database,
                               base::VirtualClock& clock)
    : database_(std::move(database)),
      writer_(std::make_unique<FaultyConnection>(database_->writer(), clock)) {}
FaultyDatabase::~FaultyDatabase() = default;

bool FaultyDatabase::has_left_children() { return writer_->has_left.exchange(false); }
void FaultyDatabase::expect(const Fault& fault) { writer_->fault = fault; }

bool FaultyDatabase::was_met() {
  const bool was_met = !writer_->fault.has_value();
  writer_->fault.reset();
  return was_met;
}

base::Result<void> FaultyDatabase::migrate(std::span<const storage::Migration> migrations) {
  return database_->migrate(migrations);
}

Connection& FaultyDatabase::writer() { return *writer_; }

base::Result<void> FaultyDatabase::back_up(const std::filesystem::path& folder) {
  return database_->back_up(folder);
}

// Leases belong to the database inside.
void FaultyDatabase::give_back(std::unique_ptr<Connection>) {
  base::ensure(false, "nothing is lent here");
}

}  // namespace simulation
