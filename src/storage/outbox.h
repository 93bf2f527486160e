// Delivery side of send_later (storage/tx.h): what waits to leave, and what became of it.
#pragma once

#include <vector>

#include "storage/tx.h"

namespace storage {

struct WaitingMessage {
  int64_t id = 0;
  int64_t attempts = 0;
  Outgoing message;
};

// Messages to be tried now, oldest first, at most `limit`.
std::vector<WaitingMessage> messages_due(Connection& db, base::Time now, int64_t limit);
void mark_sent(Tx& tx, int64_t id);
// Tried again after 1, 2, 4 … minutes; after the tenth failure it is dead and only a person revives
// it.
void mark_failed(Tx& tx, int64_t id, std::string_view reason);
void revive(Tx& tx, int64_t id);

struct DeadMessage {
  int64_t id = 0;
  Outgoing message;
  std::string reason;
};
std::vector<DeadMessage> dead_messages(Connection& db, int64_t limit);

}  // namespace storage
