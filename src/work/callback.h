// Which other systems a model asks or tells about a step, by the ids that administrators give them
// (jw:callback.…).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "engine/effects.h"
#include "storage/tx.h"

namespace work {

struct CallbackRule {
  std::string asked;                  // before a person completes the step; empty: none
  std::vector<std::string> begun;     // told when the step begins
  std::vector<std::string> after;     // told when the step is decided
  int64_t seconds = 5;                // how long an answer is waited for, 1 to 20
  bool is_passed_unanswered = false;  // without an answer the act goes on
};
// jw:callback.before is what jw:callback.ask was called; versions that say so go on.
// Refuses as read_settings does.
base::Result<CallbackRule> read_callback(const engine::Properties& properties);
// Of a process: told when a matter has come to an end (jw:callback.end). Refuses likewise.
base::Result<std::vector<std::string>> read_callback_at_end(const engine::Properties& properties);
// The matter that begins remembers what its process says of its end; nothing for empty `systems`.
void keep_callback_at_end(storage::Tx& tx, int64_t instance, const std::string& systems);

}  // namespace work
