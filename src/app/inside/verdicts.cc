#include "app/inside/verdicts.h"

#include "app/inside/parts.h"

namespace app {

void Verdicts::await(int64_t task, Ended ended) {
  const std::lock_guard guard(mutex_);
  waiting_[task] = std::move(ended);
}

void Verdicts::say(int64_t task, const base::Result<void>& verdict) {
  Ended ended;
  {
    const std::lock_guard guard(mutex_);
    const auto found = waiting_.find(task);
    if (found == waiting_.end()) return;
    ended = std::move(found->second);
    waiting_.erase(found);
  }
  ended(verdict);
}

void run_asked(Parts& parts, const Caller& caller, int64_t task,
               const std::function<base::Result<void>(runtime::Op&)>& act, const Ended& ended) {
  bool is_awaited = false;
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    const bool was_asked = op.engine.is_asked(task);  // by somebody else, who waits
    if (auto acted = act(op); !acted) return acted.error();
    is_awaited = !was_asked && op.engine.is_asked(task);
    // In the order of the operations, so that nobody hears of an act before his own.
    if (is_awaited) op.after_commit([&parts, task, ended] { parts.verdicts.await(task, ended); });
    return base::Json();
  });
  if (!done) {
    ended(done.error());
  } else if (!is_awaited) {
    ended({});
  }
}

}  // namespace app
