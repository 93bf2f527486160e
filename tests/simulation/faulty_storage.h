// A database whose writer fails or is slow at a statement that is chosen beforehand, as a full
// disk, a broken connection or a stalled one would make it.
#pragma once

#include <memory>
#include <optional>

#include "base/clock.h"
#include "storage/database.h"

namespace simulation {

// Once, at one statement of the writer, counted from now on. A transaction with fewer statements is
// met at its commit.
struct Fault {
  enum class Kind {
    Fails,       // the statement is not carried out
    LosesReply,  // the commit is carried out, but its caller is told that it failed
    IsSlow,      // time goes by
  };
  Kind kind = Kind::Fails;
  int statements_before = 0;  // not asked of LosesReply
  base::Span delay = {};      // of IsSlow
};

class FaultyDatabase final : public storage::Database {
 public:
  // The clock is not owned; slowness sets it forward.
  FaultyDatabase(std::unique_ptr<storage::Database> database, base::VirtualClock& clock);
  ~FaultyDatabase() override;

  // Whether, since the last question, instances of a multi-instance activity were left to
  // operations of their own, on which the writer goes on by itself.
  bool has_left_children();
  // From another thread than the writer's, while that waits.
  void expect(const Fault& fault);
  // Takes a fault back that was not met. Whether it was met.
  bool was_met();

  base::Result<void> migrate(std::span<const storage::Migration> migrations) override;
  storage::Connection& writer() override;
  Lease read() override { return database_->read(); }
  base::Result<void> back_up(const std::filesystem::path& folder) override;

 protected:
  void give_back(std::unique_ptr<storage::Connection> connection) override;

 private:
  class FaultyConnection;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<FaultyConnection> writer_;
};

}  // namespace simulation
