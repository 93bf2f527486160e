// Which process owns a workspace: one row with an owner, an epoch and an end by the server's clock.
//
// The owner renews the row every second. Who finds it ended takes it and counts the epoch up; from
// then on no commit of the former owner passes, since each begins by checking its epoch under a
// lock that taking waits for. The same row notes the number of the last commit.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "storage/postgres/connection.h"

namespace storage::postgres {

class Ownership {
 public:
  // Takes the workspace and guards the commits of `writer`, whose schema must exist. Refuses with
  // storage.locked and says who holds it. Throws Failure.
  static base::Result<std::unique_ptr<Ownership>> take(const Settings& settings,
                                                       const std::string& schema,
                                                       PostgresConnection& writer);
  // Gives it up, so that the next need not wait for the end.
  ~Ownership();

 private:
  Ownership(const Settings& settings, std::string schema, int64_t epoch);
  void keep();
  // False when another process has taken it.
  bool renew();

  const Settings settings_;
  const std::string schema_;
  const int64_t epoch_;
  std::unique_ptr<PostgresConnection> connection_;  // of the keeping thread
  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace storage::postgres
