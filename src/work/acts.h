// What people do on a task. The acting person is `context.tx.actor.person`.
//
// Every act refuses with work.no_task, work.suspended (while the process is suspended),
// work.task_over (409, who ended it and when), and work.not_yours when the person may not do it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/task.h"

namespace work {

struct Completed {
  bool is_finished = false;  // the task is over
  std::string outcome;       // then
  std::string seat;          // the seat that acted
};
// Hands in an outcome (办理, 同意, 不同意, 表决 …). The form is accepted first, then the vote is
// stored and counted; when it decides, transitions are made and the engine goes on, all as one.
// Refuses with work.already_acted, work.claimed, work.unknown_outcome, work.opinion_required,
// work.signature_required, work.changed (the version seen is old), and what the form and the record
// refuse.
base::Result<Completed> complete(Context& context, int64_t task, const Completion& completion);

// A listener of the process did not accept the completion: the task is open again, the last act is
// given back to who made it, and those who may act are told. Nothing when the task is not done.
void deny(Context& context, int64_t task, std::string_view reason);

// Says something without moving anything; also after the end. Participants only.
base::Result<void> comment(Context& context, int64_t task, std::string_view text);
// A member whose seat did not vote gives his opinion after the end. Once a seat.
base::Result<void> add_opinion(Context& context, int64_t task, std::string_view text);
// Shows the task to others (抄送); the same person once an instance.
base::Result<void> copy(Context& context, int64_t task, const std::vector<std::string>& persons);
// Another person takes the seat over (转办). Refused with work.transfer_not_allowed on final votes.
base::Result<void> transfer(Context& context, int64_t task, std::string_view person,
                            std::string_view reason);
// Back to an element executed before (退回). A reason is required. Refuses with
// work.return_not_allowed.
base::Result<void> return_to(Context& context, int64_t task, std::string_view element,
                             std::string_view reason);
// Reminds those who have not acted (催办): by the starter or a participant, once an hour a task.
// Refuses with work.urged_recently.
base::Result<void> urge(Context& context, int64_t task);
// One of several candidates takes the task for himself; policy `any` only. Twice is once.
base::Result<void> claim(Context& context, int64_t task);
base::Result<void> unclaim(Context& context, int64_t task);

// The starter takes the whole matter back (撤回). Refuses with work.withdraw_not_allowed when
// somebody else has acted, or as the process declares.
base::Result<void> withdraw(Context& context, int64_t instance, std::string_view reason);
// Urges every open task of the instance.
base::Result<void> urge_instance(Context& context, int64_t instance);
base::Result<void> comment_on_instance(Context& context, int64_t instance, std::string_view text);

// While suspended, acts are refused and the clocks of due dates, reminders and escalations stand
// still.
void suspend_tasks(Context& context, int64_t instance);
void resume_tasks(Context& context, int64_t instance);

// Due reminders and escalations; `kind` is one of schedule_kinds.
base::Result<void> fire(Context& context, std::string_view kind, const base::Json& payload);
std::vector<std::string> schedule_kinds();

}  // namespace work
