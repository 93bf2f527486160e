// A place for one workspace that is gone in the end: for tests and scenarios.
#pragma once

#include "storage/database.h"

namespace storage {

// What a place takes of a server: schemas of the database that its address names, or a database
// beside that one, which takes longer to make and may be copied.
enum class Room { Schemas, Database };

class TemporaryPlace {
 public:
  // Below the system's temporary folder or, when `server` (postgres://…) is given, there. Throws
  // Failure when the server refuses.
  explicit TemporaryPlace(std::string server = {}, Room room = Room::Schemas);
  // Holding what another place holds whose workspace is closed; not one of Schemas.
  explicit TemporaryPlace(const TemporaryPlace& original);
  ~TemporaryPlace();
  TemporaryPlace& operator=(const TemporaryPlace&) = delete;

  // Nothing in it outlives the machine, so nothing waits for a disk.
  Settings settings() const;
  // Exists, also where the workspace is on a server.
  const std::filesystem::path& folder() const { return folder_; }

 private:
  const std::string name_;
  const std::string server_;  // as given
  const Room room_;
  std::filesystem::path folder_;
};

// A fresh place whose workspace holds what storage's own and these migrations make: a copy of one
// that is made at the first call and gone when the program ends. Safe from several threads.
TemporaryPlace migrated_place(const std::string& server,
                              std::span<const Migration> migrations = {});

}  // namespace storage
