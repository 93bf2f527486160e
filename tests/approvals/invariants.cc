// What holds after every act: the engine's tokens and the tasks are the same things, nobody waits
// for nothing, every end has its reason, nobody votes twice, and an end can be reached.
#include <algorithm>
#include <set>

#include "desk.h"
#include "work/signers.h"

namespace approvals {
namespace {

bool has_reason(const std::string& reason, const base::Text& text) {
  return !reason.empty() && !text.zh.empty() && !text.en.empty();
}

bool may_somebody_act(const work::Task& task) {
  return std::ranges::any_of(task.seats, [](const work::Seat& seat) {
    return seat.state == work::SeatState::Open && !seat.candidates.empty();
  });
}

// Who has decided two seats of a vote in which every seat counts.
std::string votes_twice(const work::Task& task) {
  if (!work::is_counted(task.settings.rule.policy)) return {};
  std::set<std::string> voted;
  for (const work::Seat& seat : task.seats) {
    const bool is_his = seat.state == work::SeatState::Acted && !seat.person.empty();
    if (is_his && !voted.insert(seat.person).second) return seat.person;
  }
  return {};
}

bool was_dropped(const work::Seat& seat) {
  return seat.state == work::SeatState::Canceled &&
         (seat.reason == "signer_disagreed" || seat.reason == "group_decided");
}

// The seat that was dropped though its vote matters, or that still waits though it does not.
std::string dropped_wrongly(const work::Task& task) {
  work::Task anew = task;
  for (work::Seat& seat : anew.seats) {
    if (!was_dropped(seat)) continue;
    seat.state = work::SeatState::Waiting;
    seat.reason.clear();
  }
  while (true) {
    const auto moot = std::ranges::find_if(
        anew.seats, [&](const work::Seat& seat) { return work::is_moot(anew, seat); });
    if (moot == anew.seats.end()) break;
    moot->state = work::SeatState::Canceled;
    moot->reason = task.seat(moot->id)->reason;
  }
  for (const work::Seat& seat : task.seats) {
    const bool is_over = anew.seat(seat.id)->state == work::SeatState::Canceled;
    if (is_over != (seat.state == work::SeatState::Canceled)) return seat.id;
  }
  return {};
}

std::optional<std::string> fault_of_task(const std::vector<work::Task>& all,
                                         const work::Task& task) {
  const std::string name = task.element + " " + std::to_string(task.key);
  for (const work::Seat& seat : task.seats) {
    if (seat.state == work::SeatState::Canceled && !has_reason(seat.reason, seat.reason_text))
      return name + ": seat " + seat.id + " was cancelled without a reason";
    const bool is_undecided =
        seat.state == work::SeatState::Open || seat.state == work::SeatState::Waiting;
    if (is_undecided && !task.is_open()) return name + " is over, and its seat waits";
  }
  if (const auto twice = votes_twice(task); !twice.empty())
    return name + ": " + twice + " decided two seats of one vote";
  if (task.state == work::TaskState::Canceled && !has_reason(task.reason, task.reason_text))
    return name + " was cancelled without a reason";
  if (!task.is_open()) return {};
  if (const auto wrong = dropped_wrongly(task); !wrong.empty())
    return name + ": seat " + wrong + " is dropped and its vote matters, or the other way round";
  if (task.held_by == 0)
    return may_somebody_act(task) ? std::nullopt : std::optional(name + ": nobody may act");
  const auto first = std::ranges::find(all, task.held_by, &work::Task::key);
  if (first == all.end() || !first->is_open() || first->origin != task.key)
    return name + " waits for a task that is not there";
  return {};
}

std::string voter_of(const work::Task& task, const work::Seat*& chosen) {
  for (const work::Seat& seat : task.seats) {
    if (seat.state != work::SeatState::Open || seat.candidates.empty()) continue;
    chosen = &seat;
    if (!task.claimed_by.empty() && seat.relation == work::Relation::Own) return task.claimed_by;
    return seat.candidates.front().person;
  }
  return {};
}

}  // namespace

std::optional<std::string> Desk::fault(int number) {
  const auto all = tasks(number);
  std::set<int64_t> open;
  for (const work::Task& task : all) {
    if (auto wrong = fault_of_task(all, task)) return wrong;
    if (!task.is_open()) continue;
    if (task.origin == 0) open.insert(task.key);
    const auto origin = std::ranges::find(all, task.origin, &work::Task::key);
    const bool is_waited_for =
        task.origin == 0 || (origin != all.end() && origin->is_open() && origin->held_by != 0);
    if (!is_waited_for) return task.element + " is done over, and nobody waits for it";
  }
  const auto waiting = waiting_elements(number);
  if (open != std::set<int64_t>(waiting.begin(), waiting.end()))
    return "the engine waits at " + std::to_string(waiting.size()) + " user tasks, open are " +
           std::to_string(open.size());
  const bool is_running = !open.empty();
  if (instance(number).state == "active" && !is_running) return "it runs, and nobody has a task";
  if (instance(number).state != "active" && is_running) return "it has ended, and a task is open";
  return {};
}

std::optional<std::string> Desk::drain(int number) {
  if (is_suspended(number)) {
    if (auto refused = play({person(19), "resume", number, "", 0, "", {}})) return refused;
  }
  for (int acts = 0; acts < 100; ++acts) {
    const auto open = open_tasks(number);
    if (open.empty()) return fault(number);
    const work::Seat* seat = nullptr;
    const work::Task* task = nullptr;
    std::string who;
    for (const work::Task& each : open) {
      task = &each;
      who = voter_of(each, seat);
      if (!who.empty()) break;
    }
    if (!seat) return "nobody can go on";
    const std::string outcome(task->settings.agreeing());
    const auto refused =
        play(on(*task, who, seat->delegations.empty() ? outcome : std::string("reply")));
    if (refused) return task->element + " cannot be finished: " + *refused;
  }
  return "no end after a hundred acts";
}

}  // namespace approvals
