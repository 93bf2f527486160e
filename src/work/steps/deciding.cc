#include "work/steps/deciding.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/assignment.h"
#include "work/due_dates.h"
#include "work/signers.h"
#include "work/steps/automatic.h"
#include "work/steps/calling_back.h"
#include "work/steps/candidates.h"
#include "work/steps/copies.h"
#include "work/steps/one_vote.h"
#include "work/steps/overdue.h"
#include "work/steps/rework.h"
#include "work/steps/seats_anew.h"

namespace work {
namespace {

Task reload(Context& context, int64_t key) { return *find_task(context.tx.db, key); }

// --- seats

Why why_moot(Context& context, const Task& task, const Seat& seat) {
  for (const Seat& other : task.seats) {
    const bool is_before = other.parent == seat.id && other.relation == Relation::Before;
    if (!is_before || standing(task, other).empty()) continue;
    if (standing(task, other) == task.settings.agreeing()) continue;
    const base::Text name = org::name_of(context.tx.db, other.person);
    return {std::string(signer_disagreed),
            {"前加签的" + name.zh + "不同意", name.en + ", asked to act before, disagreed"}};
  }
  return {std::string(group_decided),
          {"同组加签已有结果，不再需要办理", "the signers it was added with have decided"}};
}

// Gives the task without them.
Task cancel_moot_seats(Context& context, int64_t key) {
  while (true) {
    Task task = reload(context, key);
    const auto moot =
        std::ranges::find_if(task.seats, [&](const Seat& seat) { return is_moot(task, seat); });
    if (moot == task.seats.end()) return task;
    cancel_seat(context.tx, key, moot->id, why_moot(context, task, *moot));
  }
}

struct Opened {
  std::vector<std::string> persons;
  bool is_substituted = false;  // nobody was found, and they were asked instead
  bool is_gone = false;         // nobody who has not voted: it fell away
};

bool have_voted(Context& context, const Task& task, const SeatPlan& plan, const Barred& barred) {
  return !candidates_of(context, task, plan).empty() &&
         candidates_of(context, task, plan, barred).empty();
}

// Whoever it has, or whoever would stand in, has voted on another seat, and the vote goes on
// without it.
bool falls_away(Context& context, const Task& task, const Seat& seat, const SeatPlan& plan) {
  const Barred barred = barred_of(task, seat.id);
  if (barred.is_empty()) return false;
  if (have_voted(context, task, plan, barred)) return may_fall_away(task, seat);
  const auto substitutes = substitutes_of(context, task);
  return substitutes && have_voted(context, task, {"", *substitutes}, barred) &&
         may_fall_away(task, seat);
}

// The applicant's own seat beside others who decide: it asks nobody and counts for nothing.
bool stands_aside(Context& context, const Task& task, const Seat& seat) {
  if (!is_counted(task.settings.rule.policy) || seat.relation != Relation::Own ||
      !is_undecided(seat) || !seat.delegations.empty())
    return false;
  const auto is_skipped = [&](const Seat& each) {
    return is_skipped_for_applicant(context, task, plan_of(context, task, each));
  };
  const auto others = voting_seats(task);
  return is_skipped(seat) && may_fall_away(task, seat) &&
         std::ranges::any_of(others, [&](const Seat* each) {
           return each->id != seat.id && each->relation == Relation::Own && !is_skipped(*each);
         });
}

Why why_same_person() {
  return {std::string(same_person),
          {"办理人已在此环节表决，一人只计一票", "who has it voted already; a person counts once"}};
}

Why why_applicant_aside() {
  return {std::string(applicant_aside),
          {"审批人即申请人，由其他人决定", "the approver is the applicant; the others decide"}};
}

void drop(Context& context, const Task& task, const Seat& seat, const Why& why) {
  cancel_seat(context.tx, task.key, seat.id, why);
  const BySystem by_system(context.tx);
  tell(context, task, "seat_skipped",
       {{"seat", seat.id},
        {"seat_title", json_of(seat.title)},
        {"reason", why.reason},
        {"text", json_of(why.text)}});
}

// Opens one seat with its people looked up again.
base::Result<Opened> open_seat(Context& context, const Task& task, Seat& seat) {
  const SeatPlan plan = plan_of(context, task, seat);
  const Barred barred = barred_of(task, seat.id);
  auto candidates = candidates_of(context, task, plan, barred);
  Opened opened;
  if (candidates.empty() && falls_away(context, task, seat, plan)) {
    drop(context, task, seat, why_same_person());
    opened.is_gone = true;
    return opened;
  }
  const bool is_nobodys = candidates.empty() && !is_skipped_for_applicant(context, task, plan);
  if (is_nobodys) {
    const auto substitutes = substitutes_of(context, task);
    if (!substitutes) return substitutes.error();
    if (!substitutes->empty()) {
      candidates = candidates_of(context, task, {"", *substitutes}, barred);
      give_to_substitutes(context, task, seat, *substitutes);
      opened.is_substituted = true;
    }
  }
  if (is_nobodys && task.settings.nobody.act == Nobody::Act::Wait) {
    const BySystem by_system(context.tx);
    tell_vacant(context, task, seat);
  }
  replace_candidates(context.tx, task.key, seat.id, candidates);
  if (!are_same(candidates, seat.candidates)) follow_people(context, task.key);
  set_seat_state(context.tx, task.key, seat.id, SeatState::Open);
  for (const Candidate& candidate : candidates) {
    add_participant(context.tx, task.instance, candidate.person);
    opened.persons.push_back(candidate.person);
  }
  seat.candidates = std::move(candidates);
  return opened;
}

void tell_opened(Context& context, const Task& task, const std::string& seat,
                 const Opened& opened) {
  const auto& persons = opened.persons;
  if (persons.empty()) return;
  const base::Text about = headline(context, task);
  notify(context, persons,
         {"task",
          {{"待办", "To do"}, about},
          opened.is_substituted ? told_to_substitutes(context, task, *task.seat(seat))
                                : summary_of(context, task),
          link_of(task),
          cause_of_seat(task.key, seat, task.version)});
  signal_task(context, task, persons);
}

// Opens what is due and lets wait what is not. Gives whether a rule cast a vote, after which the
// seats have to be looked at once more, or one fell away.
base::Result<bool> turn_seats(Context& context, int64_t key) {
  Task task = reload(context, key);
  if (task.settings.applicant == ApplicantRule::Skip) {
    for (const Seat& seat : task.seats) {
      if (!stands_aside(context, task, seat)) continue;
      drop(context, task, seat, why_applicant_aside());
      return true;
    }
  }
  std::vector<std::string> told;
  for (Seat& seat : task.seats) {
    if (!is_undecided(seat)) continue;
    const bool is_open = seat.state == SeatState::Open;
    if (is_due(task, seat) == is_open) continue;
    if (is_open) {
      set_seat_state(context.tx, key, seat.id, SeatState::Waiting);
      continue;
    }
    const auto opened = open_seat(context, task, seat);
    if (!opened) return opened.error();
    if (opened->is_gone) return true;
    if (const auto vote = vote_by_rule(context, reload(context, key), seat.id)) {
      cast(context, task, *vote);
      return true;
    }
    Opened fresh{{}, opened->is_substituted, false};
    for (const std::string& person : opened->persons) {
      if (std::ranges::count(told, person) == 0) fresh.persons.push_back(person);
    }
    told.insert(told.end(), fresh.persons.begin(), fresh.persons.end());
    tell_opened(context, task, seat.id, fresh);
  }
  return false;
}

// --- the decision

Why why_cancelled(Context& context, const Task& task, const std::string& outcome,
                  const Decider& decider) {
  if (!decider.why.reason.empty()) return decider.why;
  if (!is_counted(task.settings.rule.policy)) {
    if (std::ranges::none_of(task.seats, is_undecided)) return {};  // nobody is told
    const base::Text name = org::name_of(context.tx.db, context.tx.actor.person);
    return {"done_by_other", {"已由" + name.zh + "办理", "done by " + name.en}};
  }
  const base::Text title = title_of_outcome(context, task, outcome);
  return {"decided",
          {"结果已定（" + title.zh + "），不再需要办理",
           "decided (" + title.en + "), nothing more to do"}};
}

bool is_approval(const Task& task) {
  return task.settings.kind == TaskKind::Approve || task.settings.kind == TaskKind::Vote;
}

base::JsonObject variables_of(Context& context, const Task& task, const Seat& last,
                              const std::string& outcome) {
  base::JsonObject variables;
  for (const Seat& seat : task.seats) {
    if (counts_no_more(seat)) continue;
    for (const auto& [name, value] : seat.variables) variables[name] = value;
  }
  const Tally tally = count(ballots_of(task), task.settings.agreeing());
  variables[task.element] = base::JsonObject{
      {"outcome", outcome},      {"by", last.person},    {"at", base::print_utc(context.tx.now)},
      {"opinion", last.opinion}, {"agree", tally.agree}, {"disagree", tally.disagree},
      {"total", tally.total}};
  if (is_approval(task)) {
    auto& result = variables[task.element].as_object();
    result["dissents"] = outcome != task.settings.agreeing();
  }
  return variables;
}

void tell_decision(Context& context, const Task& task, const std::string& outcome, const Why& why) {
  const Tally tally = count(ballots_of(task), task.settings.agreeing());
  tell(context, task, "decided",
       {{"outcome", outcome},
        {"outcome_title", json_of(title_of_outcome(context, task, outcome))},
        {"agree", tally.agree},
        {"disagree", tally.disagree},
        {"total", tally.total},
        {"reason", why.reason},
        {"text", json_of(why.text)}});
}

bool has_persons_vote(const Task& task) {
  return std::ranges::any_of(task.seats,
                             [](const Seat& seat) { return seat.at && seat.reason.empty(); });
}

// Whether a person has decided an approval of this pass.
bool has_persons_decision(Context& context, int64_t instance) {
  for (const int64_t key : task_keys(
           context.tx.db, "instance = ? AND state = 'done' AND is_superseded = 0", {instance})) {
    const Task done = *find_task(context.tx.db, key);
    if (is_approval(done) && has_persons_vote(done)) return true;
  }
  return false;
}

// What an approval came to last is what its matter came to; told apart is what no person wanted.
std::string_view verdict_of(Context& context, const Task& task, std::string_view outcome,
                            const Why& why) {
  const bool is_by_rule = !why.reason.empty() || !has_persons_vote(task);
  if (outcome == task.settings.agreeing()) {
    const bool has_decided = !is_by_rule || has_persons_decision(context, task.instance);
    return has_decided ? verdict_agreed : verdict_agreed_by_rule;
  }
  if (why.reason == overdue_close) return verdict_timed_out;
  return is_by_rule ? verdict_disagreed_by_rule : verdict_disagreed;
}

// What the starter was told before it is old.
void note_verdict(Context& context, const Task& task, const std::string& outcome, const Why& why) {
  if (!is_approval(task)) return;
  context.tx.db.execute("UPDATE work_instance SET verdict = ?, starter_told = 0 WHERE id = ?",
                        {std::string(verdict_of(context, task, outcome, why)), task.instance});
}

// A plain task has no outcomes to choose from.
std::string action_of(const Task& task, const std::string& outcome) {
  return is_plain(task.properties) ? std::string() : outcome;
}

base::Result<void> finish(Context& context, const Task& task, const std::string& outcome,
                          const Decider& decider) {
  const Why why = why_cancelled(context, task, outcome, decider);
  if (std::ranges::any_of(task.seats, is_undecided)) cancel_seats(context.tx, task.key, why);
  end_task(context.tx, task.key, TaskState::Done, outcome, decider.why);
  if (!decider.why.reason.empty()) {
    tell_decision(context, task, outcome, why);
  } else if (is_counted(task.settings.rule.policy)) {
    const std::string reason = "policy_" + std::string(name_of(task.settings.rule.policy));
    const bool is_early = !open_candidates(task).empty();
    tell_decision(context, task, outcome, {reason, is_early ? why.text : base::Text{}});
  }
  note_verdict(context, task, outcome, decider.why);
  call_back_after(context, task, outcome);
  auto concerned = open_candidates(task);
  concerned.push_back(context.tx.actor.person);
  signal_task(context, task, concerned);
  if (auto copied = copy_decision(context, task); !copied) return copied;
  auto carried = context.hooks.carry_out(task, outcome, decider.last.opinion, decider.accepted);
  if (!carried) return carried;
  const auto variables = variables_of(context, task, decider.last, outcome);
  if (task.origin != 0) return finish_rework(context, task, outcome, variables);
  return context.hooks.complete_in_engine(task.key, variables, action_of(task, outcome));
}

}  // namespace

Seat last_vote(const Task& task) {
  Seat last;
  for (const Seat& seat : task.seats) {
    if (counts_no_more(seat)) continue;
    if (seat.at && (!last.at || *last.at < *seat.at)) last = seat;
  }
  return last;
}

base::JsonObject result_of(Context& context, const Task& done) {
  return variables_of(context, done, last_vote(done), done.outcome);
}

namespace {

bool have_all_left(const Task& task) {
  return task.held_by == 0 && voting_seats(task).empty() &&
         std::ranges::any_of(task.seats,
                             [](const Seat& seat) { return seat.reason == owner_left; });
}

Why why_all_left() {
  return {std::string(owner_left),
          {"应确认的人员均已离职，无需再确认",
           "everybody who had to confirm it has left, nothing to confirm any more"}};
}

}  // namespace

base::Result<std::optional<std::string>> settle(Context& context, int64_t key,
                                                const Decider& decider) {
  while (true) {
    const Task task = cancel_moot_seats(context, key);
    if (have_all_left(task)) {
      const std::string outcome(task.settings.agreeing());
      auto finished = decide_by_rule(context, task, outcome, why_all_left());
      if (!finished) return finished.error();
      return std::optional(outcome);
    }
    pass_over_voters(context, task);
    const auto ballots = ballots_of(task);
    const bool is_anything_cast =
        std::ranges::any_of(ballots, [](const Ballot& ballot) { return !ballot.outcome.empty(); });
    if (is_anything_cast && task.held_by == 0) {
      if (auto outcome = decide(task.settings.rule, ballots, task.settings.sides())) {
        if (auto finished = finish(context, task, *outcome, decider); !finished)
          return finished.error();
        return outcome;
      }
    }
    const auto again = turn_seats(context, key);
    if (!again) return again.error();
    if (*again) continue;
    close_notices_of_others(context.tx, link_of(task), open_candidates(reload(context, key)));
    return std::optional<std::string>();
  }
}

base::Result<void> decide_by_rule(Context& context, const Task& task, const std::string& outcome,
                                  const Why& why) {
  return finish(context, task, outcome, {{}, {}, why});
}

}  // namespace work
