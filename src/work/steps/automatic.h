// Private to the module: votes that a rule casts, each with a machine reason and a sentence.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "work/steps/candidates.h"
#include "work/store/rows.h"
#include "work/task.h"

namespace work {

// What a rule does is the system's act, whoever set it off, while this lives.
class BySystem {
 public:
  explicit BySystem(storage::Tx& tx) : tx_(tx), before_(tx.actor) {
    tx_.actor.person = "system";
    tx_.actor.on_behalf_of.clear();
  }
  ~BySystem() { tx_.actor = before_; }
  BySystem(const BySystem&) = delete;
  BySystem& operator=(const BySystem&) = delete;

 private:
  storage::Tx& tx_;
  storage::Actor before_;
};

// The vote of a seat that just opened when nobody has to be asked: the applicant's own matter is
// skipped, its person has agreed in this pass, or nobody is found and jw:empty decides.
std::optional<Seat> vote_by_rule(Context& context, const Task& task, std::string_view seat);
// The same of steps that lie ahead: the reasons and sentences, and what counts as agreed.
constexpr std::string_view duplicate_reason = "duplicate";
Why why_duplicate(const base::Text& name, const base::Text& earlier_step);
Why why_duplicate_later(const base::Text& name);
Why why_applicant_skipped();
Why why_nobody(const Task& task);  // no reason where jw:empty says neither pass nor reject
// A seat that passed since its person comes again later is not his agreement.
bool has_agreed(const Task& task, const Seat& seat);
// Decided steps of the current pass that are approvals, the latest first.
std::vector<Task> decided_approvals(Context& context, int64_t instance);
// Only the starter would decide his own matter, and jw:applicant says that nobody has to.
bool is_skipped_for_applicant(Context& context, const Task& task, const SeatPlan& plan);
// Whose seat it is are there, and jw:applicant keeps each of them from it.
bool is_for_applicants_only(Context& context, const Task& task, const Seat& seat);
// Stores it and writes its event.
void cast(Context& context, const Task& task, const Seat& vote);
// Nobody was found for a seat, and these are asked instead until somebody is: whose it is stays as
// it was. Where it has no name it is called after them.
void give_to_substitutes(Context& context, const Task& task, Seat& seat,
                         const std::vector<std::string>& persons);
// What they are told of it: why, and what they may do.
base::Text told_to_substitutes(Context& context, const Task& task, const Seat& seat);

}  // namespace work
