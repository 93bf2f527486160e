// Reads the history that append_event (storage/tx.h) writes.
#pragma once

#include <vector>

#include "storage/tx.h"

namespace storage {

struct StoredEvent {
  int64_t position = 0;
  base::Time at;
  Actor actor;
  Event event;
};

// All events of one subject, oldest first.
std::vector<StoredEvent> events_of_subject(Connection& db, std::string_view subject_type,
                                           std::string_view subject);
// All events that hang on one root, oldest first.
std::vector<StoredEvent> events_of_root(Connection& db, std::string_view root_type,
                                        std::string_view root);
// The next events behind `position`, at most `limit`, oldest first: of the named acts, or of all
// of a module ("task."); empty: all.
std::vector<StoredEvent> events_after(Connection& db, int64_t position, int64_t limit,
                                      const std::vector<std::string>& acts = {});
// The position of the newest event; 0 when there is none.
int64_t last_position(Connection& db);

}  // namespace storage
