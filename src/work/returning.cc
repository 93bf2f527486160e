// Going back: return to an earlier step or to the starter, and taking one's own act back.
#include <algorithm>

#include "org/organisation.h"
#include "work/acting_starter.h"
#include "work/acts.h"
#include "work/signers.h"
#include "work/steps/as_before.h"
#include "work/steps/deciding.h"
#include "work/steps/handed_on.h"
#include "work/steps/handing.h"
#include "work/steps/mine.h"
#include "work/steps/not_yours.h"
#include "work/steps/one_vote.h"
#include "work/steps/parts.h"
#include "work/steps/rework.h"
#include "work/steps/taking_back.h"

namespace work {
namespace {

void add_who_did(const Task& done, std::vector<std::string>& persons) {
  for (const Seat& seat : done.seats) {
    const bool is_new = std::ranges::find(persons, seat.person) == persons.end();
    if (seat.at && !seat.person.empty() && is_new) persons.push_back(seat.person);
  }
}

std::vector<ReturnTarget> executed_steps(storage::Connection& db, const Task& task) {
  std::vector<ReturnTarget> targets;
  for (const storage::Row& row :
       db.query("SELECT element FROM work_task WHERE instance = ? AND state = 'done' AND "
                "is_superseded = 0 AND element <> ? GROUP BY element ORDER BY max(id) DESC",
                {task.instance, task.element})) {
    if (std::ranges::count(task.steps_before, row.text(0)) == 0) continue;
    const auto done = done_at(db, task, row.text(0));
    if (done.empty()) continue;
    ReturnTarget target{row.text(0), done.back().title, {}};
    for (const Task& each : done) add_who_did(each, target.persons);
    targets.push_back(std::move(target));
  }
  return targets;
}

// A step that has moved its record cannot be done again, nor what leads to it: the record would
// refuse, and the task that asks for it could never end.
class Moved {
 public:
  Moved(storage::Connection& db, int64_t instance) {
    for (const int64_t key : task_keys(
             db, "instance = ? AND state = 'done' AND is_superseded = 0 ORDER BY id", {instance})) {
      Task done = *find_task(db, key);
      if (has_transition(done, done.outcome)) steps_.push_back(std::move(done));
    }
  }

  bool at(std::string_view element) const {
    return std::ranges::count(steps_, element, &Task::element) > 0;
  }
  bool at_or_behind(const std::string& element) const {
    return at(element) || std::ranges::any_of(steps_, [&](const Task& step) {
             return std::ranges::count(step.steps_before, element) > 0;
           });
  }
  bool anywhere() const { return !steps_.empty(); }

 private:
  std::vector<Task> steps_;
};

// How a return to a target can go on and come to an end; empty: in no way.
std::vector<AfterReturn> strategies_for(const Moved& moved, AfterReturn set,
                                        const std::string& element) {
  const bool is_starter = element == starter_target;
  const bool can_repeat = !(is_starter ? moved.anywhere() : moved.at_or_behind(element));
  const bool can_come_back = is_starter || !moved.at(element);
  std::vector<AfterReturn> out;
  if (can_repeat && set != AfterReturn::Back) out.push_back(AfterReturn::Again);
  if (can_come_back && set != AfterReturn::Again) out.push_back(AfterReturn::Back);
  return out;
}

// The steps that are done in this pass, and which of them led to which.
class Executed {
 public:
  Executed(storage::Connection& db, int64_t instance) {
    for (const int64_t key :
         task_keys(db, "instance = ? AND state = 'done' AND is_superseded = 0", {instance}))
      steps_.push_back(*find_task(db, key));
  }

  // Both are done and neither led to the other: they ran in branches of their own.
  bool are_side_by_side(std::string_view one, std::string_view other) const {
    return one != other && is_done(one) && is_done(other) && !leads(one, other) &&
           !leads(other, one);
  }

 private:
  bool is_done(std::string_view element) const {
    return std::ranges::count(steps_, element, &Task::element) > 0;
  }
  bool leads(std::string_view from, std::string_view to) const {
    return std::ranges::any_of(steps_, [&](const Task& step) {
      return step.element == to && std::ranges::count(step.steps_before, from) > 0;
    });
  }

  std::vector<Task> steps_;
};

void end_returned(Context& context, const Task& task) {
  for (const Task& rework : reworks_of(context.tx.db, task.key)) end_returned(context, rework);
  const Why why{"returned", {"已退回前一环节", "returned to an earlier step"}};
  cancel_seats(context.tx, task.key, why);
  end_task(context.tx, task.key, TaskState::Canceled, "", why);
}

void tell_return(Context& context, const Mine& mine, const std::vector<ReturnTarget>& targets,
                 AfterReturn strategy, const std::string& words) {
  const OnBehalf on_behalf(context.tx, mine.candidate.on_behalf_of);
  base::Text titles = targets.front().title;
  base::JsonArray beside;
  for (size_t i = 1; i < targets.size(); ++i) {
    const base::Text& title = targets[i].title;
    titles.zh += "、" + title.zh;
    titles.en += ", " + (title.en.empty() ? title.zh : title.en);
    beside.emplace_back(targets[i].element);
  }
  base::JsonObject more{{"text", words},
                        {"target", targets.front().element},
                        {"target_title", json_of(titles)},
                        {"strategy", strategy == AfterReturn::Back ? "back" : "again"},
                        {"seat", mine.seat.id},
                        {"seat_title", json_of(mine.seat.title)}};
  if (!beside.empty()) more["beside"] = std::move(beside);
  tell(context, mine.task, "returned", std::move(more));
  signal_task(context, mine.task, open_candidates(mine.task));
}

// A vote on a task that is still open.
base::Result<void> take_vote_back(Context& context, const Task& task, const Seat& seat,
                                  const std::string& words) {
  Seat empty;
  empty.id = seat.id;
  empty.state = SeatState::Waiting;
  store_vote(context.tx, task.key, empty);
  restore_dropped_seats(context.tx, task);
  bump_version(context.tx, task.key);
  tell(context, task, "taken_back",
       {{"text", words}, {"seat", seat.id}, {"seat_title", json_of(seat.title)}});
  const auto settled = settle(context, task.key, {});
  return settled ? base::Result<void>() : settled.error();
}

// The step begins again as it stood before the vote.
base::Result<void> take_step_back(Context& context, const Task& task, const Seat& seat,
                                  const std::vector<Task>& successors, const std::string& words) {
  mark_taken_back(context, task, seat.id);
  supersede_behind(context, successors.empty() ? task : successors.front(), task.element);
  tell(context, task, "taken_back", {{"text", words}});
  if (successors.empty())
    return context.hooks.reopen_in_engine(task.instance, task.element, "taken_back");
  return context.hooks.return_in_engine(successors.front().key, task.element, "taken_back");
}

// Whoever has it would return it to himself.
bool is_with(const Task& task, const std::string& person) {
  const auto is_his = [&](const Candidate& each) {
    return each.person == person || each.on_behalf_of == person;
  };
  bool is_asked = false;
  for (const Seat& seat : task.seats) {
    if (seat.state != SeatState::Open) continue;
    if (!std::ranges::all_of(seat.candidates, is_his)) return false;
    is_asked = is_asked || !seat.candidates.empty();
  }
  return is_asked;
}

}  // namespace

std::vector<ReturnTarget> return_targets(storage::Connection& db, const Task& task) {
  const ReturnRule rule = task.settings.returns;
  if (!task.is_open() || rule == ReturnRule::Never) return {};
  std::vector<ReturnTarget> targets;
  if (rule != ReturnRule::Starter) targets = executed_steps(db, task);
  if (rule == ReturnRule::Previous && targets.size() > 1) targets.resize(1);
  const auto matter = instance(db, task.instance);
  const auto starter = org::person(db, matter ? acting_starter(db, *matter) : task.starter);
  if (rule != ReturnRule::Previous && starter && !is_with(task, starter->id)) {
    // Where nobody acts as the starter `jw:empty` says who mends it.
    const auto menders = starter->is_active ? std::vector{starter->id} : std::vector<std::string>();
    targets.push_back({std::string(starter_target), {"发起人", "The starter"}, menders});
  }
  const Moved moved(db, task.instance);
  for (ReturnTarget& target : targets)
    target.strategies = strategies_for(moved, task.settings.after_return, target.element);
  std::erase_if(targets, [](const ReturnTarget& target) { return target.strategies.empty(); });
  return targets;
}

std::vector<std::string> return_beside(storage::Connection& db, const Task& task,
                                       std::string_view element) {
  const Executed executed(db, task.instance);
  std::vector<std::string> beside;
  for (const ReturnTarget& target : return_targets(db, task)) {
    const bool is_meant = executed.are_side_by_side(element, target.element);
    if (is_meant && std::ranges::count(target.strategies, AfterReturn::Again) > 0)
      beside.push_back(target.element);
  }
  return beside;
}

namespace {

// The targets that are named, each once, and how the return goes on.
struct Going {
  std::vector<ReturnTarget> targets;
  AfterReturn strategy = AfterReturn::Again;
};

base::Result<Going> going_of(storage::Connection& db, const Task& task, const Return& asked) {
  const auto possible = return_targets(db, task);
  const Executed executed(db, task.instance);
  std::vector<std::string> named = asked.beside;
  named.insert(named.begin(), asked.element);
  Going going;
  for (const std::string& element : named) {
    const auto target = std::ranges::find(possible, element, &ReturnTarget::element);
    const bool is_twice = std::ranges::count(going.targets, element, &ReturnTarget::element) > 0;
    const bool is_apart = std::ranges::all_of(going.targets, [&](const ReturnTarget& other) {
      return executed.are_side_by_side(other.element, element);
    });
    if (target == possible.end() || is_twice || !is_apart)
      return base::refusal("work.return_not_allowed").at("target").because(element);
    going.targets.push_back(*target);
  }
  const bool is_one = going.targets.size() == 1;
  const AfterReturn usual = is_one ? going.targets.front().strategies.front() : AfterReturn::Again;
  going.strategy = asked.strategy == AfterReturn::Choose ? usual : asked.strategy;
  const bool is_open = std::ranges::all_of(going.targets, [&](const ReturnTarget& target) {
    return std::ranges::count(target.strategies, going.strategy) > 0;
  });
  if (!is_open || (!is_one && going.strategy != AfterReturn::Again))
    return base::refusal("work.return_not_allowed").at("strategy");
  return going;
}

// Every step from each of the targets on comes again.
base::Result<void> do_again(Context& context, const Task& from,
                            const std::vector<ReturnTarget>& targets) {
  end_returned(context, from);
  for (const ReturnTarget& target : targets) supersede_behind(context, from, target.element);
  const std::string& first = targets.front().element;
  if (auto done = context.hooks.return_in_engine(from.key, first, "returned"); !done) return done;
  for (size_t i = 1; i < targets.size(); ++i) {
    auto done = context.hooks.reopen_in_engine(from.instance, targets[i].element, "returned");
    if (!done) return done;
  }
  return {};
}

}  // namespace

base::Result<void> return_to(Context& context, int64_t key, const Return& asked) {
  auto mine = my_task(context, key, "return");
  if (!mine) return mine.error();
  if (!mine->seat.delegations.empty()) return base::refusal("work.delegated");
  const auto going = going_of(context.tx.db, mine->task, asked);
  if (!going) return going.error();
  const auto words = checked_reason(asked.reason);
  if (!words) return words.error();

  tell_return(context, *mine, going->targets, going->strategy, *words);
  const bool is_back = going->strategy == AfterReturn::Back;
  // Every step comes again, so what was being done over for a task is given up: that goes back.
  const Task from = is_back ? mine->task : first_origin(context.tx.db, mine->task);
  if (from.key != mine->task.key) {
    for (const Task& given_up : reworks_of(context.tx.db, from.key))
      end_returned(context, given_up);
    hold_task(context.tx, from.key, 0);
  }
  const bool is_held = is_back || asked.element == starter_target;
  if (is_held && from.key == mine->task.key)
    note_handed_on(context.tx, from.key, context.tx.actor.person, handed_returned);
  if (is_held) return begin_rework(context, from, asked.element, going->strategy);
  return do_again(context, from, going->targets);
}

void note_opened(Context& context, int64_t key) {
  context.tx.db.execute(
      "UPDATE work_task SET opened_at = ? WHERE id = ? AND state = 'open' AND opened_at IS NULL",
      {context.tx.now.micros, key});
}

base::Result<void> take_back(Context& context, int64_t key, std::string_view reason) {
  auto task = task_of_participant(context, key);
  if (!task) return task.error();
  if (auto offered = check_offered(*task, "take_back"); !offered) return offered;
  if (const Seat* asked = seat_asked_by(*task, context.tx.actor.person)) {
    if (task->suspended_at) return base::refusal("work.suspended");
    const auto words = reason_for(*task, "take_back", reason);
    return words ? take_question_back(context, *task, *asked, *words) : words.error();
  }
  const Seat* seat = acted_seat(*task, context.tx.actor.person);
  const bool was_returned = task->held_by != 0 || task->reason == "returned";
  if (!seat && was_returned) return not_taken_back({"此环节已被退回", "the step was returned"});
  if (!seat) return not_yours(context, *task);
  const auto elements = context.hooks.elements_behind(task->instance, task->element);
  const auto is_behind = [&](const Task& later) {
    return std::ranges::count(elements, later.element) > 0;
  };
  if (auto checked = check_take_back(context.tx.db, *task, *seat, is_behind); !checked)
    return checked;
  const auto words = reason_for(*task, "take_back", reason);
  if (!words) return words.error();
  const OnBehalf on_behalf(context.tx, seat->on_behalf_of);
  if (task->is_open()) return take_vote_back(context, *task, *seat, *words);
  const auto successors = untouched_successors(context.tx.db, *task, is_behind);
  return successors ? take_step_back(context, *task, *seat, *successors, *words)
                    : successors.error();
}

}  // namespace work
