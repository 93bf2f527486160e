#include "work/steps/automatic.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/prediction.h"
#include "work/steps/common.h"
#include "work/steps/reseated.h"

namespace work {
namespace {

struct Ruled {
  std::string outcome;
  std::string person;
  Why why;
};

constexpr std::string_view duplicate_later_reason = "duplicate_later";

// Who agreed on the task of this pass, of those who may sit on the seat.
std::string agreed_on(const Task& earlier, const std::vector<std::string>& persons) {
  for (const Seat& seat : earlier.seats) {
    if (has_agreed(earlier, seat) && std::ranges::count(persons, seat.person) > 0)
      return seat.person;
  }
  return {};
}

// Whether a person is asked once more at a later approval, as far as can be seen now.
bool comes_again(Context& context, const Task& task, const std::string& person) {
  if (!context.hooks.outside_of) return false;
  const Outside outside = context.hooks.outside_of(task);
  if (!outside.process) return false;
  Outlook outlook{outside.variables, task.record, task.starter, task.instance, task.element};
  outlook.rules = Outlook::Rules::LeftAside;
  const auto steps = predict(context, *outside.process, outlook);
  return std::ranges::any_of(steps, [&](const PredictedStep& step) {
    const bool is_approval = step.kind == TaskKind::Approve || step.kind == TaskKind::Vote;
    const bool is_sure = is_counted(step.policy) || step.persons.size() == 1;
    return is_approval && is_sure && std::ranges::count(step.persons, person) > 0;
  });
}

std::optional<Ruled> as_duplicate(Context& context, const Task& task,
                                  const std::vector<std::string>& persons) {
  const DuplicateRule rule = task.settings.duplicates;
  if (rule == DuplicateRule::Ask) return {};
  const std::string agreeing(task.settings.agreeing());
  if (rule == DuplicateRule::Last) {
    for (const std::string& person : persons) {
      if (!comes_again(context, task, person)) continue;
      return Ruled{agreeing, person, why_duplicate_later(org::name_of(context.tx.db, person))};
    }
    return {};
  }
  auto earlier = decided_approvals(context, task.instance);
  if (rule == DuplicateRule::Consecutive && earlier.size() > 1) earlier.resize(1);
  for (const Task& each : earlier) {
    const std::string person = agreed_on(each, persons);
    if (person.empty()) continue;
    return Ruled{agreeing, person, why_duplicate(org::name_of(context.tx.db, person), each.title)};
  }
  return {};
}

std::optional<Ruled> as_nobody(const Task& task) {
  Why why = why_nobody(task);
  if (why.reason.empty()) return {};
  const bool is_pass = task.settings.nobody.act == Nobody::Act::Pass;
  const auto outcome = is_pass ? task.settings.agreeing() : task.settings.dissenting();
  return Ruled{std::string(outcome), "", std::move(why)};
}

std::optional<Ruled> ruled(Context& context, const Task& task, const Seat& seat) {
  if (task.origin != 0) return {};
  if (is_skipped_for_applicant(context, task, plan_of(context, task, seat))) {
    return Ruled{std::string(task.settings.agreeing()), "", why_applicant_skipped()};
  }
  if (seat.candidates.empty()) return as_nobody(task);
  std::vector<std::string> persons;
  for (const Candidate& candidate : seat.candidates) {
    if (candidate.on_behalf_of.empty()) persons.push_back(candidate.person);
  }
  return as_duplicate(context, task, persons);
}

}  // namespace

Why why_duplicate(const base::Text& name, const base::Text& earlier_step) {
  return {std::string(duplicate_reason),
          {name.zh + "已在“" + earlier_step.zh + "”同意，自动通过",
           name.en + " agreed at \"" + earlier_step.en + "\" already, passed automatically"}};
}

Why why_duplicate_later(const base::Text& name) {
  return {std::string(duplicate_later_reason),
          {name.zh + "在后续环节还将审批，此处自动通过",
           name.en + " decides at a later step, passed here automatically"}};
}

Why why_applicant_skipped() {
  return {"applicant_skipped",
          {"审批人即申请人，自动通过", "the approver is the applicant, passed"}};
}

Why why_nobody(const Task& task) {
  const base::Text text{"找不到办理人，按规则自动处理", "nobody was found, decided by rule"};
  switch (task.settings.nobody.act) {
    case Nobody::Act::Pass: return {"nobody_pass", text};
    case Nobody::Act::Reject: return {"nobody_reject", text};
    default: return {};
  }
}

bool has_agreed(const Task& task, const Seat& seat) {
  return seat.at && seat.outcome == task.settings.agreeing() &&
         seat.reason != duplicate_later_reason;
}

std::vector<Task> decided_approvals(Context& context, int64_t instance) {
  std::vector<Task> found;
  for (const int64_t key :
       task_keys(context.tx.db,
                 "instance = ? AND state = 'done' AND is_superseded = 0 AND origin = 0 "
                 "ORDER BY ended_at DESC, id DESC",
                 {instance})) {
    Task earlier = *find_task(context.tx.db, key);
    if (earlier.settings.kind == TaskKind::Approve || earlier.settings.kind == TaskKind::Vote)
      found.push_back(std::move(earlier));
  }
  return found;
}

bool is_skipped_for_applicant(Context& context, const Task& task, const SeatPlan& plan) {
  if (task.settings.applicant != ApplicantRule::Skip || task.origin != 0) return false;
  const auto holders = holders_of(context, plan);
  return holders.size() == 1 && is_his_own_matter(context, task, holders.front());
}

std::optional<Seat> vote_by_rule(Context& context, const Task& task, std::string_view id) {
  const Seat& seat = *task.seat(id);
  auto found = ruled(context, task, seat);
  if (!found) return {};
  Seat vote = seat;
  vote.state = SeatState::Acted;
  vote.outcome = std::move(found->outcome);
  vote.person = std::move(found->person);
  vote.at = context.tx.now;
  vote.reason = std::move(found->why.reason);
  vote.reason_text = std::move(found->why.text);
  vote.written = task.record;
  return vote;
}

void cast(Context& context, const Task& task, const Seat& vote) {
  store_vote(context.tx, task.key, vote);
  base::JsonObject more{{"seat", vote.id},
                        {"seat_title", json_of(vote.title)},
                        {"outcome", vote.outcome},
                        {"outcome_title", json_of(title_of_outcome(context, task, vote.outcome))},
                        {"reason", vote.reason},
                        {"text", json_of(vote.reason_text)}};
  if (!vote.person.empty()) more["persons"] = base::JsonArray{base::Json(vote.person)};
  const bool is_agreed = vote.outcome == task.settings.agreeing();
  const BySystem by_system(context.tx);
  tell(context, task, is_agreed ? "auto_passed" : "auto_rejected", std::move(more));
}

namespace {

// A seat that nobody had a name for is called after who was asked instead.
void title_after(Context& context, const Task& task, Seat& seat,
                 const std::vector<std::string>& persons) {
  if (!seat.title.zh.empty() || !is_counted(task.settings.rule.policy)) return;
  seat.title = persons.size() == 1 ? org::name_of(context.tx.db, persons.front())
                                   : base::Text{"代为办理", "Instead of nobody"};
  set_title_of_seat(context.tx, task.key, seat.id, seat.title);
}

}  // namespace

bool is_for_applicants_only(Context& context, const Task& task, const Seat& seat) {
  const auto holders = holders_of(context, plan_of(context, task, seat));
  return !holders.empty() && std::ranges::all_of(holders, [&](const std::string& holder) {
    return is_his_own_matter(context, task, holder);
  });
}

base::Text told_to_substitutes(Context& context, const Task& task, const Seat& seat) {
  base::Text text{"找不到办理人，按规则由您办理",
                  "Nobody was found for it; by rule it is yours to do"};
  if (is_for_applicants_only(context, task, seat))
    text = {"原应办理的人是此事项的当事人，不能由其决定，按规则由您办理",
            "It is the own matter of whoever would have decided; by rule it is yours to do"};
  if (!task.settings.offered("transfer")) return text;
  return {text.zh + "或转办", text.en + " or to hand on"};
}

void give_to_substitutes(Context& context, const Task& task, Seat& seat,
                         const std::vector<std::string>& persons) {
  title_after(context, task, seat, persons);
  const Why why = is_for_applicants_only(context, task, seat)
                      ? Why{"applicant_substitute",
                            {"此事项属于原应办理的人本人，按规则转给指定人员",
                             "it is the own matter of whoever would have decided; given to whom "
                             "the rule names"}}
                      : Why{"nobody_substitute",
                            {"找不到办理人，按规则转给指定人员",
                             "nobody was found; given to whom the rule names"}};
  const BySystem by_system(context.tx);
  tell_reseated(context, task, seat, persons, why);
}

}  // namespace work
