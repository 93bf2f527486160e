// Handing in a task: the form, the vote, the decision, and what follows from it.
#include <algorithm>

#include "base/text.h"
#include "org/organisation.h"
#include "work/acts.h"
#include "work/phrases.h"
#include "work/steps/deciding.h"
#include "work/steps/not_yours.h"
#include "work/steps/one_vote.h"
#include "work/steps/remarks.h"

namespace work {
namespace {

base::Error already_acted(Context& context, const Seat& seat) {
  return base::refusal("work.already_acted")
      .with_title(told_by(context, seat.person, *seat.at,
                          {"已为该席位办理，不能更改", "acted for this seat; that stays"}));
}

base::Error claimed(Context& context, const Task& task) {
  return base::refusal("work.claimed")
      .with_title(told_by(context, task.claimed_by, *task.claimed_at,
                          {"已签收此任务", "claimed this task"}));
}

// The seat on which the person acts, with the reason when there is none.
base::Result<Seat> seat_of_actor(Context& context, const Task& task, const std::string& wanted) {
  const std::string& person = context.tx.actor.person;
  const auto is_candidate = [&](const Seat& seat) {
    return std::ranges::count(seat.candidates, person, &Candidate::person) > 0;
  };
  const Seat* seat = wanted.empty() ? seat_for(task, person) : task.seat(wanted);
  if (seat && is_candidate(*seat) && seat->state == SeatState::Open) {
    if (is_claimed_by_other(task, *seat, person)) return claimed(context, task);
    if (!seat->delegations.empty()) return base::refusal("work.delegated");
    return *seat;
  }
  for (const Seat& acted : task.seats) {
    const bool is_meant = wanted.empty() || acted.id == wanted;
    const bool was_removed = acted.reason == removed_seat;
    if (is_meant && !was_removed && acted.at && is_candidate(acted))
      return already_acted(context, acted);
  }
  return not_yours(context, task);
}

bool is_opinion_missing(const Task& task, const Completion& completion) {
  return base::trim(completion.opinion).empty() && needs_opinion(task.settings, completion.outcome);
}

bool is_signature_missing(const Task& task, const Completion& completion) {
  if (!task.settings.is_signature_required) return false;
  return base::text_or_empty(completion.signature, "image").empty();
}

// What the task itself asks for besides its form.
std::vector<base::Missing> missing_of(const Task& task, const Completion& completion) {
  std::vector<base::Missing> missing;
  if (is_opinion_missing(task, completion)) {
    missing.push_back({base::Missing::Kind::Field,
                       "opinion",
                       {"意见", "Opinion"},
                       {"请填写意见", "Give your opinion"}});
  }
  if (is_signature_missing(task, completion)) {
    missing.push_back(
        {base::Missing::Kind::Field, "signature", {"签名", "Signature"}, {"请签名", "Sign"}});
  }
  return missing;
}

// All that is missing in one answer, the form's and the task's own.
base::Result<Accepted> accept(Context& context, const Task& task, const Completion& completion) {
  auto accepted = context.hooks.accept_form(task, completion);
  const auto missing = missing_of(task, completion);
  if (missing.empty()) return accepted;
  base::Error refused =
      accepted ? base::refusal(missing.front().name == "opinion" ? "work.opinion_required"
                                                                 : "work.signature_required")
               : accepted.error();
  const bool lists_missing = accepted.ok() || !refused.missing.empty();
  if (lists_missing) refused.missing.insert(refused.missing.end(), missing.begin(), missing.end());
  if (refused.clause.empty() && !task.settings.clauses.empty())
    refused.clause = task.settings.clauses.front();
  return refused;
}

base::Result<void> check(const Task& task, const Completion& completion) {
  if (completion.version && *completion.version != task.version) {
    return base::refusal("work.changed")
        .because("the task is at version " + std::to_string(task.version));
  }
  if (!task.settings.outcome(completion.outcome))
    return base::refusal("work.unknown_outcome").at("outcome");
  if (base::length(completion.opinion) > 4000)
    return base::refusal("work.text_required").at("opinion");
  return {};
}

Seat vote_of(Context& context, const Seat& seat, const Completion& completion,
             const Accepted& accepted) {
  Seat vote = seat;
  const std::string& person = context.tx.actor.person;
  const auto candidate = std::ranges::find(seat.candidates, person, &Candidate::person);
  vote.state = SeatState::Acted;
  vote.person = person;
  vote.on_behalf_of = candidate->on_behalf_of;
  vote.outcome = completion.outcome;
  vote.opinion = std::string(base::trim(completion.opinion));
  vote.signature = completion.signature;
  // Nobody signs with another's name.
  if (vote.signature.is_object()) {
    auto& signature = vote.signature.as_object();
    signature["name"] = org::name_of(context.tx.db, person).zh;
    signature["at"] = base::print_utc(context.tx.now);
    signature.erase("hash");
    if (!accepted.signed_hash.empty()) signature["hash"] = accepted.signed_hash;
  }
  vote.variables = accepted.variables;
  for (const auto& [element, persons] : completion.choices)
    vote.variables["choice_" + std::string(element)] = persons;
  vote.written = accepted.written;
  vote.at = context.tx.now;
  return vote;
}

void tell_vote(Context& context, const Task& task, const Seat& vote,
               const std::vector<std::string>& files) {
  base::JsonObject more{{"seat", vote.id},
                        {"seat_title", json_of(vote.title)},
                        {"position", vote.position},
                        {"outcome", vote.outcome},
                        {"outcome_title", json_of(title_of_outcome(context, task, vote.outcome))},
                        {"opinion", vote.opinion},
                        {"signature", vote.signature}};
  if (!files.empty()) more["files"] = base::JsonArray(files.begin(), files.end());
  more["kind"] = name_of(task.settings.kind);
  more["agrees"] = vote.outcome == task.settings.agreeing();
  tell(context, task, is_counted(task.settings.rule.policy) ? "voted" : "completed",
       std::move(more));
}

}  // namespace

bool needs_opinion(const Settings& settings, std::string_view outcome) {
  switch (settings.opinion) {
    case OpinionRule::Optional: return false;
    case OpinionRule::Required: return true;
    case OpinionRule::RequiredOnDisagree: return outcome != settings.agreeing();
  }
  return false;
}

base::Result<Completed> complete(Context& context, int64_t key, const Completion& completion) {
  const auto task = open_task(context, key);
  if (!task) return task.error();
  const auto seat = seat_of_actor(context, *task, completion.seat);
  if (!seat) return seat.error();
  if (auto checked = check(*task, completion); !checked) return checked.error();

  const auto candidate =
      std::ranges::find(seat->candidates, context.tx.actor.person, &Candidate::person);
  const OnBehalf on_behalf(context.tx, candidate->on_behalf_of);
  const auto accepted = accept(context, *task, completion);
  if (!accepted) return accepted.error();
  const Seat vote = vote_of(context, *seat, completion, *accepted);
  store_vote(context.tx, key, vote);
  keep_files(context.tx, task->instance, completion.files);
  tell_vote(context, *task, vote, completion.files);
  count_phrases(context, completion.opinion);

  const auto outcome = settle(context, key, {vote, *accepted, {}});
  if (!outcome) return outcome.error();
  // Whoever could have taken the seat hears that it is gone, also when that ends the task.
  signal_task(context, *task, open_candidates(*task));
  if (*outcome) return Completed{true, **outcome, vote.id};
  context.tx.db.execute("DELETE FROM work_draft WHERE task = ? AND person = ?",
                        {key, context.tx.actor.person});
  return Completed{false, "", vote.id};
}

}  // namespace work
