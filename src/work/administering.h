// What an administrator does with his rights, and not as the person asked, is told as such
// (管理员代操作): its event carries `by_administrator`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/context.h"
#include "work/task.h"

namespace work {

struct Reassignment {
  std::string seat;  // empty: the only one that has not acted
  std::string person;
  std::string reason;  // required
};
// Whether the step lets seats be handed on: votes that are final stay with whom they belong to.
bool may_be_transferred(const Task& task);
// He gives a seat of anybody's to another person, where the step offers a transfer. Refuses with
// work.no_task who is none, work.act_not_offered, work.transfer_not_allowed.
base::Result<void> transfer_for(Context& context, int64_t task, const Reassignment& asked);

// Whether the person who added the seat takes it away (减签): while it has not acted. An
// administrator takes any away, also one that has voted. The last seat stays, final votes keep
// theirs.
bool may_remove(const Task& task, const Seat& seat, std::string_view person);
bool may_remove_as_administrator(const Task& task, const Seat& seat);
// The seats that go: it and whom it added. Who votes beside it and has voted keeps his vote, which
// is one of the same level; signers before and after it are part of its own.
std::vector<std::string> removed_with(const Task& task, const Seat& seat);
// A vote that was cast is taken away with a reason, others where the step wants one.
bool needs_reason_to_remove(const Task& task, const Seat& seat);

// As close_instance, reclose_instance, suspend_tasks and resume_tasks.
void close_by_administrator(Context& context, int64_t instance, std::string_view state,
                            std::string_view reason);
void reclose_by_administrator(Context& context, int64_t instance, std::string_view state,
                              std::string_view reason);
// The story of each open task gives the reason, if there is one.
void suspend_by_administrator(Context& context, int64_t instance, std::string_view reason);
void resume_by_administrator(Context& context, int64_t instance, std::string_view reason);
// Whoever has it in hand, or what it has called, hears that it is ended, and why where a reason is
// given; to be called before. Its starter hears of the end itself.
void tell_cancellation(Context& context, int64_t instance, std::string_view reason);
enum class Halt { Suspended, Resumed };
// Its starter and whoever has it, or what it has called, in hand hear of it. The matters
// that wait for it tell it in their stories, as it does itself where it has no open task.
void tell_halt(Context& context, int64_t instance, Halt halt, std::string_view reason);

// Of the event of such an act.
base::JsonObject by_administrator();

}  // namespace work
