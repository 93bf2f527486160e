// Messages for which steps of an instance wait.
#pragma once

#include <string>
#include <vector>

#include "storage/connection.h"

namespace runtime {

struct AwaitedMessage {
  int64_t element = 0;  // the element instance that goes on with it
  std::string name;
};
// Of receive tasks, message events on the way and gateways that wait for events; what only
// interrupts something else or begins beside it is none.
std::vector<AwaitedMessage> awaited_messages(storage::Connection& db, int64_t instance);

}  // namespace runtime
