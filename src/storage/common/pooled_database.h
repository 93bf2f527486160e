// What both drivers do alike: migrations over the writer, and a pool of reading connections.
#pragma once

#include <condition_variable>
#include <cstdint>
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
  // How many may be open at once.
  virtual size_t readers_max() const { return SIZE_MAX; }

 private:
  std::unique_ptr<Connection> take_kept();
  std::unique_ptr<Connection> open_another();
  void give_back(std::unique_ptr<Connection> connection) override;
  int64_t version_of(std::string_view module);
  void apply(std::string_view module, const std::vector<const Migration*>& steps);

  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<Connection>> readers_;  // kept, nobody reads
  size_t lent_ = 0;
  size_t opening_ = 0;
};

}  // namespace storage
