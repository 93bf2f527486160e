// The one history, as other systems follow it: every act in order, each with a position that never
// changes. Whoever keeps the position of what he has taken gets each exactly once. For
// administrators; others are refused with app.not_allowed.
#pragma once

#include <string>
#include <vector>

#include "app/workspace.h"

namespace app {

struct HistoryWanted {
  int64_t after = 0;  // a position; 0: from the beginning
  int64_t size = 100;
  // Kinds of acts, "task.completed", or whole modules, "task."; empty: all.
  std::vector<std::string> acts;
};

// HistoryPage of the contract: {items, next, last}. `next` is where to go on, also when all behind
// `after` was of other kinds.
base::Result<base::Json> history_after(Workspace& workspace, const Caller& caller,
                                       const HistoryWanted& wanted);

}  // namespace app
