// A workspace's database: one writing connection, any number of reading ones.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/connection.h"

namespace storage {

// A step of a module's schema. Versions of a module count up from 1 and are applied once, in order.
struct Migration {
  std::string_view module;
  int version = 1;
  std::string_view sql;
};

enum class Durability { Full, Off };  // Off only for the control run of the fault tests

// Where a workspace is kept: in a folder with SQLite, or on a PostgreSQL server.
struct Settings {
  std::filesystem::path folder;  // SQLite: holds the database, the attachments and the lock
  Durability durability = Durability::Full;
  std::string server = {};            // postgres://…; empty: SQLite
  std::string workspace = "default";  // PostgreSQL: its schema is jingwei_<workspace>
  // A statement that reads is given up when it takes longer: its caller has gone by then, and a
  // program that ends waits for it. With SQLite, from one row to the next.
  std::chrono::milliseconds reads_for = std::chrono::minutes(1);
  size_t sessions_max = 0;             // PostgreSQL: at most so many at once; 0: as many as help
  std::function<void()> on_lost = {};  // PostgreSQL: another process has taken the workspace;
                                       // called once, on a thread of the storage
};

// PostgreSQL: what a process needs, and three that read.
inline constexpr size_t kSessionsMin = 6;

class Database {
 public:
  // Opens or creates it and takes it for this process. Refuses with storage.locked when another
  // process holds it, saying which where that is known.
  static base::Result<std::unique_ptr<Database>> open(const Settings& settings);
  virtual ~Database() = default;

  // Applies what is missing, in one transaction a module. Refuses with storage.newer_schema when
  // the file was written by a newer program.
  virtual base::Result<void> migrate(std::span<const Migration> migrations) = 0;

  // For the writer's thread only.
  virtual Connection& writer() = 0;

  // A connection that sees committed rows only; given back when the lease ends. Any thread.
  class Lease {
   public:
    Lease(Database& owner, std::unique_ptr<Connection> connection)
        : owner_(&owner), connection_(std::move(connection)) {}
    Lease(Lease&&) = default;
    ~Lease() {
      if (connection_) owner_->give_back(std::move(connection_));
    }
    Connection& operator*() { return *connection_; }
    Connection* operator->() { return connection_.get(); }

   private:
    Database* owner_;
    std::unique_ptr<Connection> connection_;
  };
  virtual Lease read() = 0;

  // A consistent copy while the server runs: the database and the attachments. Refuses with
  // storage.backup_elsewhere where the database server has its own means.
  virtual base::Result<void> back_up(const std::filesystem::path& target_folder) = 0;

 protected:
  virtual void give_back(std::unique_ptr<Connection> connection) = 0;
};

// The tables of this module (keys, event, outbox, idempotency).
std::span<const Migration> migrations();

}  // namespace storage
