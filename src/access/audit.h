// Reads the one history for auditors.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/time.h"
#include "storage/connection.h"

namespace entry {

struct AuditEntry {
  int64_t position = 0;
  base::Time at;
  std::string person;
  std::string on_behalf_of;
  std::string door;
  std::string act;
  std::string subject_type;
  std::string subject;
  std::string clause;
  base::Json changes;
};

struct AuditFilter {
  std::string person;  // as actor or on behalf of
  std::string act;     // or its beginning: "task." finds all acts on tasks
  std::string subject_type;
  std::string subject;
  std::optional<base::Time> from;
  std::optional<base::Time> until;  // excluded
  int64_t before = 0;               // position; 0: from the newest
  int64_t limit = 100;
};

// Newest first.
std::vector<AuditEntry> audit(storage::Connection& db, const AuditFilter& filter);

}  // namespace entry
