#include "runtime/awaited.h"

namespace runtime {

std::vector<AwaitedMessage> awaited_messages(storage::Connection& db, int64_t instance) {
  std::vector<AwaitedMessage> found;
  // What an activity is interrupted by is held by the activity and called otherwise.
  for (const storage::Row& row :
       db.query("SELECT s.owner, s.name FROM subscription s JOIN element_instance e ON e.key = "
                "s.owner WHERE s.instance = ? AND s.kind = 'message' AND (e.element_id = "
                "s.element_id OR e.kind = 'eventBasedGateway') ORDER BY s.key",
                {instance})) {
    found.push_back({row.integer(0), row.text(1)});
  }
  return found;
}

}  // namespace runtime
