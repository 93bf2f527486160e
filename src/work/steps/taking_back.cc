#include "work/steps/taking_back.h"

#include <algorithm>

#include "runtime/called.h"
#include "work/called.h"
#include "work/instances.h"
#include "work/signers.h"
#include "work/steps/as_before.h"
#include "work/steps/one_vote.h"
#include "work/steps/parts.h"
#include "work/store/rows.h"

namespace work {
namespace {

// The seat of the step itself for which a signer was added.
int64_t own_seat_of(const Task& task, const Seat& seat) {
  const Seat* own = &seat;
  while (own->relation != Relation::Own) own = task.seat(own->parent);
  return std::stoll(own->id);
}

// Whether `other` had to wait for the seat: asked after it, or later in its group of signers.
bool waits_for(const Seat& other, const Seat& seat) {
  if (other.parent == seat.id && other.relation == Relation::After) return true;
  const bool is_turn_of_group =
      seat.signers == Signers::OneByOne &&
      (seat.relation == Relation::Before || seat.relation == Relation::After);
  return is_turn_of_group && other.group == seat.group &&
         std::stoll(other.id) > std::stoll(seat.id);
}

// Whether those who come after a seat have acted, or who was added for them.
bool has_successor_acted(const Task& task, const Seat& seat) {
  const bool is_sequence = task.settings.rule.policy == Policy::Sequence;
  return std::ranges::any_of(task.seats, [&](const Seat& other) {
    if (!other.at || counts_no_more(other)) return false;
    if (seat.parent == other.id && seat.relation == Relation::Before) return true;
    if (is_sequence && own_seat_of(task, other) > own_seat_of(task, seat)) return true;
    for (const Seat* at = &other;; at = task.seat(at->parent)) {
      if (waits_for(*at, seat)) return true;
      if (at->relation == Relation::Own) return false;
    }
  });
}

base::Result<void> check_vote(const Task& task) {
  if (task.held_by != 0) return not_taken_back({"此环节已被退回", "the step was returned"});
  return {};
}

// Of an instance that is over while others of its activity go on nothing can be opened again.
bool goes_on_beside(storage::Connection& db, const Task& task) {
  return std::ranges::any_of(open_tasks(db, task.instance),
                             [&](const Task& open) { return !apart_in(open, task).empty(); });
}

// Of a step that several instances have done, each would begin again and lose what was decided.
bool begins_beside_others(storage::Connection& db, const Task& task,
                          const std::vector<Task>& successors) {
  return !successors.empty() && done_at(db, successors.front(), task.element).size() > 1;
}

// Other votes say the same without it.
bool is_decided_without(const Task& task, const Seat& seat) {
  const Task before = without_vote(task, seat.id);
  const auto ballots = ballots_of(before);
  const bool is_anything_cast =
      std::ranges::any_of(ballots, [](const Ballot& ballot) { return !ballot.outcome.empty(); });
  return is_anything_cast && decide(task.settings.rule, ballots, task.settings.sides());
}

base::Result<void> check_step(storage::Connection& db, const Task& task, const Seat& seat,
                              const IsBehind& is_behind) {
  const auto known = instance(db, task.instance);
  const auto superseded = db.first("SELECT is_superseded FROM work_task WHERE id = ?", {task.key});
  if (!known || known->state != "active" || task.origin != 0 || superseded->integer(0) != 0)
    return not_taken_back({"流程已往下进行", "the process has gone on"});
  if (has_transition(task, task.outcome))
    return not_taken_back({"此环节已改变单据的状态", "the step moved the record"});
  const auto successors = untouched_successors(db, task, is_behind);
  if (!successors) return successors.error();
  if (successors->empty() && goes_on_beside(db, task))
    return not_taken_back(
        {"本人的部分已结束，其他人还在办理", "its part of the step is over, and others go on"});
  if (begins_beside_others(db, task, *successors))
    return not_taken_back(
        {"本人的部分已结束，其他部分也已结束", "its part of the step is over, as others are"});
  if (is_decided_without(task, seat))
    return not_taken_back({"没有这一票，其他人的表决也已决定此环节",
                           "the votes of the others decide the step without it"});
  for (const Task& next : *successors) {
    if (next.suspended_at) return base::refusal("work.suspended");
  }
  return {};
}

}  // namespace

base::Error not_taken_back(const base::Text& why) {
  auto refused = base::refusal("work.take_back_not_allowed");
  const base::Text title{refused.title.zh + "：" + why.zh, refused.title.en + ": " + why.en};
  return std::move(refused).with_title(title);
}

bool has_transition(const Task& task, const std::string& outcome) {
  const auto says = [&](const std::string& name) { return task.properties.contains(name); };
  return says("jw:transition") || says("jw:written_transition") ||
         says("jw:on." + outcome + ".transition") ||
         says("jw:on." + outcome + ".written_transition");
}

const Seat* acted_seat(const Task& task, std::string_view person) {
  const auto found = std::ranges::find_if(task.seats, [&](const Seat& seat) {
    return seat.state == SeatState::Acted && seat.person == person && seat.reason.empty();
  });
  return found == task.seats.end() ? nullptr : &*found;
}

const Seat* seat_asked_by(const Task& task, std::string_view person) {
  const auto found = std::ranges::find_if(task.seats, [&](const Seat& seat) {
    return seat.state == SeatState::Open && !seat.delegations.empty() &&
           seat.delegations.back().by == person;
  });
  return task.is_open() && found != task.seats.end() ? &*found : nullptr;
}

namespace {

// In what was called behind the task somebody has acted; that would be lost.
bool has_called_act(storage::Connection& db, const Task& task, const IsBehind& is_behind) {
  return std::ranges::any_of(runtime::calls_of(db, task.instance), [&](const runtime::Call& call) {
    Task step;
    step.element = call.element;
    step.steps_before = {task.element};
    return task.ended_at && call.started_at >= *task.ended_at && is_behind(step) &&
           has_act(db, call.instance, [](std::string_view) { return true; });
  });
}

}  // namespace

base::Result<std::vector<Task>> untouched_successors(storage::Connection& db, const Task& task,
                                                     const IsBehind& is_behind) {
  if (has_called_act(db, task, is_behind))
    return not_taken_back({"之后已有人办理", "somebody has acted after it"});
  std::vector<Task> open;
  for (const int64_t key :
       task_keys(db, "instance = ? AND id > ? ORDER BY id", {task.instance, task.key})) {
    Task later = *find_task(db, key);
    if (!is_behind(later) || !apart_in(later, task).empty()) continue;
    if (later.created_at < task.ended_at.value_or(later.created_at)) continue;
    const bool was_touched = std::ranges::any_of(later.seats, [](const Seat& s) {
      return s.at || s.relation != Relation::Own || !s.delegations.empty();
    });
    if (was_touched || later.state == TaskState::Done || later.held_by != 0)
      return not_taken_back({"之后已有人办理", "somebody has acted after it"});
    if (later.opened_at && task.settings.take_back == TakeBackRule::NotOpened)
      return not_taken_back({"下一环节已被打开查看", "the next task was opened"});
    if (later.is_open()) open.push_back(std::move(later));
  }
  return open;
}

base::Result<void> check_take_back(storage::Connection& db, const Task& task, const Seat& seat,
                                   const IsBehind& is_behind) {
  if (task.suspended_at) return base::refusal("work.suspended");
  if (task.settings.take_back == TakeBackRule::Never || task.state == TaskState::Canceled)
    return not_taken_back(
        {"此处表决不可更改，或此环节已离开", "votes are final here, or the step was left"});
  if (has_successor_acted(task, seat))
    return not_taken_back({"之后已有人办理", "somebody has acted after it"});
  return task.is_open() ? check_vote(task) : check_step(db, task, seat, is_behind);
}

bool can_take_back(storage::Connection& db, const Task& task, std::string_view person) {
  if (seat_asked_by(task, person)) return !task.suspended_at;
  const Seat* seat = acted_seat(task, person);
  if (!seat) return false;
  const auto is_behind = [&](const Task& later) {
    return later.element == task.element ||
           std::ranges::count(later.steps_before, task.element) > 0;
  };
  return check_take_back(db, task, *seat, is_behind).ok();
}

}  // namespace work
