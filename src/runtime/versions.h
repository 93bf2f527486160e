// The versions of one process, for people.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "runtime/searches.h"
#include "storage/connection.h"

namespace runtime {

struct VersionView {
  int64_t key = 0;
  int64_t version = 0;
  std::string version_tag;
  base::Time deployed_at;
  std::string deployed_by;  // person; "system": with the packs
  int64_t running = 0;      // instances
  int64_t ended = 0;
  int64_t same_as = 0;  // the earliest version with the same file; 0: itself
};
// The newest first, which is the one that starts.
std::vector<VersionView> versions(storage::Connection& db, std::string_view process);

struct NewestVersion {
  int64_t key = 0;
  int64_t version = 0;
  Source source;
};
// What starts; nothing where there is no such process.
std::optional<NewestVersion> newest_version(storage::Connection& db, std::string_view process);
// Of those that this person deployed; "system": that came with the packs.
std::optional<NewestVersion> newest_version_by(storage::Connection& db, std::string_view process,
                                               std::string_view person);

}  // namespace runtime
