// What listeners say of an act on a user task, for those who wait for it. Kept in memory only: who
// waited is gone after a restart.
#pragma once

#include <map>
#include <mutex>

#include "app/ended.h"
#include "app/workspace.h"
#include "runtime/runtime.h"

namespace app {

class Parts;

// Listeners look at one act on a task at a time, so one waits for each at most.
class Verdicts {
 public:
  void await(int64_t task, Ended ended);
  // Nothing happens when nobody waits.
  void say(int64_t task, const base::Result<void>& verdict);

 private:
  std::mutex mutex_;
  std::map<int64_t, Ended> waiting_;
};

// Runs an act of a caller on a task as one operation.
void run_asked(Parts& parts, const Caller& caller, int64_t task,
               const std::function<base::Result<void>(runtime::Op&)>& act, const Ended& ended);

}  // namespace app
