#include "work/own_matters.h"

#include <algorithm>

#include "org/organisation.h"
#include "work/acting_starter.h"
#include "work/steps/automatic.h"
#include "work/steps/candidates.h"
#include "work/steps/deciding.h"
#include "work/steps/reseated.h"
#include "work/steps/seats_anew.h"

namespace work {
namespace {

Why applicant_changed() {
  return {
      "applicant_changed",
      {"原办理人已接手此事项，成为申请人，按规则不再由本人办理",
       "Who had it took the matter over and is the applicant now, who by rule does not decide"}};
}

bool is_undecided_own(Context& context, const Task& task, const Seat& seat) {
  return seat.state == SeatState::Open &&
         std::ranges::any_of(seat.candidates, [&](const Candidate& candidate) {
           return is_his_own_matter(context, task, candidate.person);
         });
}

// Somebody else is asked, or a rule decides, when the seat is opened anew; otherwise it is vacant.
bool can_open_anew(Context& context, const Task& task, const SeatPlan& plan) {
  const Nobody::Act act = task.settings.nobody.act;
  if (is_skipped_for_applicant(context, task, plan)) return true;
  if (act == Nobody::Act::Pass || act == Nobody::Act::Reject) return true;
  const auto substitutes = substitutes_of(context, task);
  return substitutes && !candidates_of(context, task, {"", *substitutes}).empty();
}

// Gives whether it has to be settled.
bool leave_own_seat(Context& context, const Task& task, const Seat& seat) {
  const SeatPlan plan = plan_of(context, task, seat);
  const bool is_left_to_others =
      !candidates_of(context, task, plan, barred_of(task, seat.id)).empty();
  if (is_left_to_others || !can_open_anew(context, task, plan)) {
    resolve_seat(context, task, seat, applicant_changed());
    return false;
  }
  set_seat_state(context.tx, task.key, seat.id, SeatState::Waiting);
  bump_version(context.tx, task.key);
  const BySystem by_system(context.tx);
  tell_reseated(context, task, seat, {}, applicant_changed());
  return true;
}

Why starter_is_back() {
  return {"starter_is_back",
          {"发起人已返岗，由本人修改后重新提交",
           "Who started it is back, and mends it and hands it in again"}};
}

bool is_starters(const Task& task) {
  return task.settings.candidates.size() == 1 &&
         task.settings.candidates.front().kind == CandidateEntry::Kind::Starter;
}

}  // namespace

void take_back_forms(Context& context) {
  storage::Connection& db = context.tx.db;
  for (const int64_t key : task_keys(
           db,
           "state = 'open' AND origin <> 0 AND instance IN (SELECT instance FROM work_spoken_for) "
           "ORDER BY id",
           {})) {
    const Task task = *find_task(db, key);
    const auto matter = instance(db, task.instance);
    if (!is_starters(task) || acting_starter(db, *matter) != task.starter) continue;
    const std::string successor = spoken_for_by(db, task.instance);
    const Seat& seat = task.seats.front();
    const bool is_his = is_undecided(seat) && seat.delegations.empty() &&
                        persons_of_seat(db, key, seat.id) == std::vector{successor};
    if (!is_his || successor == task.starter) continue;
    set_persons_of_seat(context.tx, key, seat.id, {task.starter});
    set_title_of_seat(context.tx, key, seat.id, org::name_of(db, task.starter));
    resolve_seat(context, *find_task(db, key), seat, starter_is_back());
    drop_claim_without_seat(context, key);
    const Task now = *find_task(db, key);
    close_notices_of_others(context.tx, link_of(now), open_candidates(now));
  }
}

bool is_vacant(const Seat& seat) {
  return seat.state == SeatState::Open && seat.candidates.empty();
}

bool opens_anew(Context& context, const Task& task, const Seat& seat) {
  return is_vacant(seat) && seat.delegations.empty() &&
         is_for_applicants_only(context, task, seat) &&
         can_open_anew(context, task, plan_of(context, task, seat));
}

void schedule_opening(Context& context, const Task& task) {
  const base::JsonObject about{{"task", std::to_string(task.key)}};
  context.hooks.schedule(context.tx.now, opening_schedule, about);
  context.hooks.schedule(context.tx.now, vacancy_schedule, about);
}

base::Result<void> open_anew(Context& context, const Task& task) {
  bool is_to_settle = false;
  for (const Seat& seat : task.seats) {
    if (!opens_anew(context, task, seat)) continue;
    set_seat_state(context.tx, task.key, seat.id, SeatState::Waiting);
    bump_version(context.tx, task.key);
    is_to_settle = true;
  }
  if (!is_to_settle) return {};
  const auto settled = settle(context, task.key, {});
  return settled ? base::Result<void>() : settled.error();
}

void tell_vacancies(Context& context, const Task& task) {
  const BySystem by_system(context.tx);
  for (const Seat& seat : task.seats) {
    if (is_vacant(seat)) tell_vacant(context, task, seat);
  }
}

base::Result<void> leave_own_matters(Context& context, const std::string& person) {
  for (const int64_t instance : spoken_for(context.tx.db, person)) {
    for (const Task& open : open_tasks(context.tx.db, instance)) {
      bool is_to_settle = false;
      for (const Seat& seat : open.seats) {
        const Task task = *find_task(context.tx.db, open.key);
        if (is_undecided_own(context, task, *task.seat(seat.id)))
          is_to_settle = leave_own_seat(context, task, *task.seat(seat.id)) || is_to_settle;
      }
      drop_claim_without_seat(context, open.key);
      if (!is_to_settle) continue;
      if (const auto settled = settle(context, open.key, {}); !settled) return settled.error();
    }
  }
  return {};
}

}  // namespace work
