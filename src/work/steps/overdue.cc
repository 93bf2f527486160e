#include "work/steps/overdue.h"

#include <algorithm>

#include "work/acts.h"
#include "work/notices.h"
#include "work/seats.h"
#include "work/signers.h"
#include "work/steps/deciding.h"
#include "work/steps/reseated.h"
#include "work/steps/superiors.h"

#include "org/organisation.h"

namespace work {
namespace {

Why why(std::string reason, std::string zh, std::string en) {
  return {std::move(reason),
          {"到期未办理，" + std::move(zh), "Not done when due; " + std::move(en)}};
}

base::Result<void> decide_overdue(Context& context, const Task& task, std::string_view outcome,
                                  const Why& by) {
  return decide_by_rule(context, task, std::string(outcome), by);
}

// Open seats go to others; who has acted has acted.
base::Result<void> give_seat(Context& context, const Task& task, const Seat& seat,
                             const std::vector<std::string>& persons, const Why& by) {
  set_persons_of_seat(context.tx, task.key, seat.id, persons);
  set_delegations(context.tx, task.key, seat.id, {});
  set_seat_state(context.tx, task.key, seat.id, SeatState::Waiting);
  tell_reseated(context, task, seat, persons, by);
  return {};
}

// Who decides on it: of a seat that is away for an opinion whoever asked first, not who was asked.
std::vector<std::string> owners_of(Context& context, const Seat& seat) {
  if (!seat.delegations.empty()) {
    const auto& persons = seat.delegations.front().persons;
    return persons.empty() ? org::holders(context.tx.db, seat.position, context.tx.now) : persons;
  }
  std::vector<std::string> owners;
  for (const Candidate& candidate : seat.candidates) owners.push_back(candidate.person);
  return owners;
}

// Whoever waits for an opinion on it was not told that it is due.
void tell_asking(Context& context, const Task& task, const Seat& seat,
                 const std::vector<std::string>& successors, const Why& by) {
  if (seat.delegations.empty()) return;
  std::vector<std::string> asking = owners_of(context, seat);
  for (const Delegation& each : seat.delegations) asking.push_back(each.by);
  std::erase_if(asking, [&](const std::string& person) {
    return std::ranges::count(successors, person) > 0;
  });
  std::ranges::sort(asking);
  asking.erase(std::unique(asking.begin(), asking.end()), asking.end());
  NewNotice notice = notice_of(context, task, "message",
                               {"您的席位到期已转出", "Your seat was due and is with others now"},
                               "seat_gone:" + seat.id + ":" + std::to_string(task.version));
  notice.text = by.text;
  notify(context, asking, notice);
}

base::Result<std::vector<std::string>> superiors_of_seat(Context& context, const Seat& seat) {
  for (const std::string& person : owners_of(context, seat)) {
    const auto above = superior_positions(context.tx.db, person, context.tx.now);
    if (!above) return above.error();
    if (above->empty()) continue;
    return org::holders(context.tx.db, above->front(), context.tx.now);
  }
  return std::vector<std::string>();
}

base::Result<void> reseat(Context& context, const Task& task) {
  const bool is_transfer = task.settings.overdue.act == Overdue::Act::Transfer;
  const Why by = is_transfer ? why("overdue_transfer", "按规则转办", "transferred by rule")
                             : why("overdue_escalate", "转由上级办理", "given to the superior");
  for (const Seat& seat : task.seats) {
    if (seat.state != SeatState::Open) continue;
    const auto persons = is_transfer ? resolve_persons(context, task, task.settings.overdue.to)
                                     : superiors_of_seat(context, seat);
    if (!persons) return persons.error();
    // At the top there is nobody to give it to; the notice has gone out.
    if (persons->empty()) continue;
    if (auto given = give_seat(context, task, seat, *persons, by); !given) return given;
    tell_asking(context, task, seat, *persons, by);
  }
  drop_claim(context.tx, task.key);
  bump_version(context.tx, task.key);
  const auto settled = settle(context, task.key, {});
  return settled ? base::Result<void>() : settled.error();
}

// The task stays as it is, overdue, and administrators are asked to see to it.
void tell_not_jumped(Context& context, const Task& task, const base::Error& refused) {
  const std::string& target = task.settings.overdue.element;
  base::Text title{target, target};
  if (context.hooks.title_of) title = context.hooks.title_of(task.process, target, "");
  const base::Text text{"到期未办理，按规则应跳转到“" + title.zh + "”，未执行：" + refused.title.zh,
                        "Not done when due; it should have moved on to \"" +
                            (title.en.empty() ? title.zh : title.en) +
                            "\" by rule, and stays: " + refused.title.en};
  tell(context, task, "jump_refused",
       {{"reason", "overdue_jump_refused"}, {"target", target}, {"text", json_of(text)}});
  NewNotice notice = notice_of(context, task, "incident",
                               {"到期跳转未执行", "Not moved on when due"}, "not_jumped");
  notice.text = text;
  notify_again(context, context.hooks.persons_of_role("administrator"), notice);
}

base::Result<void> jump_overdue(Context& context, const Task& task) {
  const std::string& target = task.settings.overdue.element;
  if (context.hooks.may_jump) {
    if (auto may = context.hooks.may_jump(task.instance, target); !may) {
      tell_not_jumped(context, task, may.error());
      return {};
    }
  }
  return jump_by_rule(context, task.instance, target,
                      why("overdue_jump", "按规则跳转", "moved on by rule"));
}

}  // namespace

base::Result<void> act_overdue(Context& context, const Task& task) {
  if (task.held_by != 0) return {};
  const Settings& settings = task.settings;
  switch (settings.overdue.act) {
    case Overdue::Act::Notify: return {};
    case Overdue::Act::Pass:
      return decide_overdue(context, task, settings.agreeing(),
                            why("overdue_pass", "按规则自动通过", "passed by rule"));
    case Overdue::Act::Reject:
      return decide_overdue(context, task, settings.dissenting(),
                            why("overdue_reject", "按规则自动拒绝", "rejected by rule"));
    case Overdue::Act::Close:
      return decide_overdue(
          context, task, close(settings.rule, ballots_of(task), settings.sides()),
          why(std::string(overdue_close), "按已有表决计票", "counted with the votes cast"));
    case Overdue::Act::Transfer:
    case Overdue::Act::Escalate: return reseat(context, task);
    case Overdue::Act::Jump: return jump_overdue(context, task);
  }
  return {};
}

}  // namespace work
