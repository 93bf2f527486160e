// What an administrator does with his rights, and not as the person asked, is told as such
// (管理员代操作): its event carries `by_administrator`.
#pragma once

#include <string>
#include <string_view>

#include "work/context.h"

namespace work {

struct Reassignment {
  std::string seat;  // empty: the only one that has not acted
  std::string person;
  std::string reason;  // required
};
// He gives a seat of anybody's to another person, also where the step offers no transfer or votes
// are final. Refuses with work.no_task who is none, work.transfer_not_allowed.
base::Result<void> transfer_for(Context& context, int64_t task, const Reassignment& asked);

// As close_instance, reclose_instance, suspend_tasks and resume_tasks.
void close_by_administrator(Context& context, int64_t instance, std::string_view state,
                            std::string_view reason);
void reclose_by_administrator(Context& context, int64_t instance, std::string_view state,
                              std::string_view reason);
void suspend_by_administrator(Context& context, int64_t instance);
void resume_by_administrator(Context& context, int64_t instance);

// Of the event of such an act.
base::JsonObject by_administrator();

}  // namespace work
