// What both drivers do alike: migrations over the writer, and a pool of reading connections.
#pragma once

#include <condition_variable>
#include <mutex>

#include "storage/database.h"

namespace storage {

class PooledDatabase : public Database {
 public:
  base::Result<void> migrate(std::span<const Migration> migrations) override;
  Lease read() override;

 protected:
  // To be called by the driver's destructor: with SQLite the writer must close last.
  void close_readers() { readers_.clear(); }
  // Throws Failure.
  virtual std::unique_ptr<Connection> open_reader() = 0;

 private:
  std::unique_ptr<Connection> take_kept();
  void give_back(std::unique_ptr<Connection> connection) override;
  int64_t version_of(std::string_view module);
  void apply(std::string_view module, const std::vector<const Migration*>& steps);

  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<Connection>> readers_;  // kept, nobody reads
  size_t lent_ = 0;
};

}  // namespace storage
