// What both drivers do alike: migrations over the writer, and a pool of reading connections.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_set>

#include "base/asker.h"
#include "storage/database.h"

namespace storage {

class PooledConnection : public Connection {
 public:
  // From any thread: what it runs fails soon, and what is asked of it from now on fails.
  void interrupt() { is_interrupted_ = true; }
  // Likewise once this one has left; nullptr: nobody who could.
  void read_for(base::AskerRef asker) { asker_ = std::move(asker); }

 protected:
  // To be looked at before each statement, and while one runs.
  bool is_waited_for() const { return !is_interrupted_ && (!asker_ || !asker_->has_left()); }
  [[noreturn]] static void fail_unwaited() { throw Failure("nobody waits for what is read"); }

 private:
  std::atomic<bool> is_interrupted_ = false;
  base::AskerRef asker_ = nullptr;
};

class PooledDatabase : public Database {
 public:
  base::Result<void> migrate(std::span<const Migration> migrations) override;
  Lease read() override;
  void stop_reads();  // see reading.h

 protected:
  // To be called by the driver's destructor: with SQLite the writer must close last.
  void close_readers() { readers_.clear(); }
  // Throws Failure.
  virtual std::unique_ptr<PooledConnection> open_reader() = 0;
  // How many may be open at once.
  virtual size_t readers_max() const { return SIZE_MAX; }

 private:
  std::unique_ptr<PooledConnection> take();
  std::unique_ptr<PooledConnection> take_kept();
  std::unique_ptr<PooledConnection> open_another();
  void give_back(std::unique_ptr<Connection> connection) override;
  int64_t version_of(std::string_view module);
  void apply(std::string_view module, const std::vector<const Migration*>& steps);

  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<PooledConnection>> readers_;  // kept, nobody reads
  std::unordered_set<PooledConnection*> lent_;
  size_t opening_ = 0;
  bool is_stopped_ = false;  // nobody reads any more
};

}  // namespace storage
