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

// A candidate looks at an open task for the first time.
void note_opened(Context& context, int64_t task);

// Whether the step wants words with this outcome.
bool needs_opinion(const Settings& settings, std::string_view outcome);

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
// Nor another act on an open task, which `person` wanted: he is told.
void deny_change(Context& context, int64_t task, const std::string& person,
                 std::string_view reason);

// What somebody says, with files that he may read and people whom he names with @.
struct Remark {
  std::string text;
  std::vector<std::string> files = {};     // ids of attachments
  std::vector<std::string> mentions = {};  // persons
};
// Says something without moving anything; also after the end. Participants only. Whom it names is
// told and takes part from then on; refused with the record's own words for whom it keeps away.
base::Result<void> comment(Context& context, int64_t task, const Remark& remark);
// A member whose seat did not vote gives his opinion after the end. Once a seat.
base::Result<void> add_opinion(Context& context, int64_t task, const Remark& opinion);
// Shows the task to others (抄送); the same person once an instance.
base::Result<void> copy(Context& context, int64_t task, const std::vector<std::string>& persons);
// Asks others to read it (传阅) and to say that they have; once a person and instance.
base::Result<void> circulate(Context& context, int64_t task,
                             const std::vector<std::string>& persons, std::string_view reason);
// 已阅, perhaps with a remark. Twice is once.
base::Result<void> confirm_read(Context& context, int64_t task, std::string_view text);

// Each of the next four asks for somebody active who does not sit on the task yet.

// Another person takes the seat over (转办). Refused with work.transfer_not_allowed on final votes.
base::Result<void> transfer(Context& context, int64_t task, std::string_view person,
                            std::string_view reason);
// Another person gives his opinion, then the seat comes back (委派); the one asked may ask further,
// and it comes back the same way. Refused as transfer is.
base::Result<void> delegate(Context& context, int64_t task, std::string_view person,
                            std::string_view reason);
// The opinion of the person asked. Refuses with work.not_delegated.
base::Result<void> reply(Context& context, int64_t task, const Remark& opinion);

struct NewSigners {
  Relation relation = Relation::Before;
  Signers signers = Signers::All;
  std::vector<std::string> persons;
  std::string reason;
};
// More people decide with the seat (加签): before it, after it, or beside it; see Relation. Refuses
// with work.signer_not_allowed, work.signers_too_deep (three levels).
base::Result<void> add_signers(Context& context, int64_t task, const NewSigners& asked);
// By who added the signer, as long as he has not acted, or by an administrator, also afterwards;
// those whom he added go with him. Nothing that was said on a removed seat counts: what the others
// say decides, perhaps at once. Refuses with work.signer_not_removable: the last seat stays.
base::Result<void> remove_signer(Context& context, int64_t task, std::string_view seat,
                                 std::string_view reason);

struct Return {
  std::string element;  // of a ReturnTarget
  AfterReturn strategy = AfterReturn::Choose;
  std::string reason;  // required
  // More targets of the same return (return_beside): all of them are done again.
  std::vector<std::string> beside = {};
};
// The targets to which a return may go together with one: executed steps, none of which leads to
// the other, so that they lie in branches that ran side by side. A return to several means `again`.
std::vector<std::string> return_beside(storage::Connection& db, const Task& task,
                                       std::string_view element);
// Back to an element executed before, or to the starter (退回). Again: what was decided behind it
// does not count, and every step comes again; tokens of other branches behind it are taken back
// too. Back: only the step is done over, other branches go on, and the task then asks everybody
// again. Refuses with work.return_not_allowed.
base::Result<void> return_to(Context& context, int64_t task, const Return& asked);
// The actor takes his own act back (拿回), as long as nobody has acted after it. Refuses with
// work.take_back_not_allowed, also where the step has moved the record.
base::Result<void> take_back(Context& context, int64_t task, std::string_view reason = {});
// Reminds those who have not acted (催办): by the starter or a participant, once an hour a task.
// Refuses with work.urged_recently, and with work.own_turn where it waits for nobody but himself.
base::Result<void> urge(Context& context, int64_t task);
// One of several candidates takes the task for himself; policy `any` only. Twice is once.
base::Result<void> claim(Context& context, int64_t task);
base::Result<void> unclaim(Context& context, int64_t task);

// The starter takes the whole matter back (撤回). Refuses with work.withdraw_not_allowed when
// somebody else has acted, or as the process declares. After the end it undoes what was approved,
// within jw:withdraw_after and by jw:on.withdraw_after.transition.
base::Result<void> withdraw(Context& context, int64_t instance, std::string_view reason);
// Urges every open task of the instance, as urge; work.nothing_to_urge when there is none.
base::Result<void> urge_instance(Context& context, int64_t instance);
base::Result<void> comment_on_instance(Context& context, int64_t instance, const Remark& remark);

// --- By administrators: app asks whether the actor is one. A reason is required.
// The process goes on at an element and nowhere else.
base::Result<void> jump(Context& context, int64_t instance, std::string_view element,
                        std::string_view reason);
// An ended or running matter is kept but counts nowhere (作废).
base::Result<void> void_instance(Context& context, int64_t instance, std::string_view reason);
// An ended one is shown to administrators only from now on, and counts nowhere; its history and
// what it did stay for audit (已删除).
base::Result<void> delete_instance(Context& context, int64_t instance, std::string_view reason);

// While suspended, acts are refused and the clocks of due dates, reminders and escalations stand
// still.
void suspend_tasks(Context& context, int64_t instance);
void resume_tasks(Context& context, int64_t instance);

// Due reminders and escalations; `kind` is one of schedule_kinds.
base::Result<void> fire(Context& context, std::string_view kind, const base::Json& payload);
std::vector<std::string> schedule_kinds();

}  // namespace work
