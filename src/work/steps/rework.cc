#include "work/steps/rework.h"

#include <algorithm>

#include "work/acting_starter.h"
#include "work/steps/candidates.h"
#include "work/steps/clocks.h"
#include "work/steps/creating.h"
#include "work/steps/deciding.h"
#include "work/steps/one_vote.h"
#include "work/steps/parts.h"

namespace work {
namespace {

constexpr std::string_view resubmit = "resubmit";

Task like_origin(Context& context, const Task& origin, AfterReturn strategy) {
  Task task;
  task.key = context.tx.keys.next();
  task.instance = origin.instance;
  task.definition = origin.definition;
  task.process = origin.process;
  task.record = origin.record;
  task.starter = origin.starter;
  task.created_at = context.tx.now;
  task.origin = origin.key;
  task.strategy = strategy;
  return task;
}

Task mending_task(Context& context, const Task& origin, AfterReturn strategy) {
  Task task = like_origin(context, origin, strategy);
  const StartForm start = context.hooks.start_form(origin.instance);
  task.element = start.element;
  task.title = {"修改后重新提交", "Mend and hand in again"};
  task.form_id = start.form_id;
  task.properties = {{"jw:kind", "work"},
                     {"jw:outcomes", std::string(resubmit) + ":重新提交"},
                     {"jw:candidates", "starter"},
                     {"jw:return", "none"},
                     {"jw:take_back", "none"}};
  if (!start.fields.empty()) task.properties["jw:fields"] = start.fields;
  return task;
}

Task repeated_task(Context& context, const Task& origin, const Task& done, AfterReturn strategy) {
  Task task = like_origin(context, origin, strategy);
  task.element = done.element;
  task.title = done.title;
  task.form_id = done.form_id;
  task.properties = done.properties;
  return task;
}

void hold_with_seats(Context& context, const Task& origin, int64_t rework) {
  hold_task(context.tx, origin.key, rework);
  context.tx.db.execute("UPDATE work_seat SET state = 'waiting' WHERE task = ? AND state = 'open'",
                        {origin.key});
}

// What the seats of a task said is past; they are asked again.
base::Result<void> reopen(Context& context, int64_t key) {
  const Task task = *find_task(context.tx.db, key);
  for (const Seat& seat : task.seats) {
    if (seat.reason == removed_seat || seat.reason == owner_left) continue;
    if (!seat.delegations.empty()) {
      set_persons_of_seat(context.tx, key, seat.id, seat.delegations.front().persons);
      set_delegations(context.tx, key, seat.id, {});
    }
    Seat fresh;
    fresh.id = seat.id;
    fresh.state = SeatState::Waiting;
    store_vote(context.tx, key, fresh);
  }
  bump_version(context.tx, key);
  restart_clocks(context, *find_task(context.tx.db, key));
  const auto settled = settle(context, key, {});
  return settled ? base::Result<void>() : settled.error();
}

bool asks_the_same(Context& context, const Task& one, const Task& other) {
  return std::ranges::equal(plans_again(context, one), plans_again(context, other),
                            [](const SeatPlan& a, const SeatPlan& b) {
                              return a.position == b.position && a.persons == b.persons;
                            });
}

// What was just done over at a step, the one that ended it last.
std::vector<Task> redone_for(storage::Connection& db, const Task& rework) {
  std::vector<Task> redone{*find_task(db, rework.key)};
  for (const int64_t key :
       task_keys(db,
                 "instance = ? AND origin = ? AND element = ? AND state = 'done' AND is_superseded "
                 "= 0 AND id <> ? ORDER BY id",
                 {rework.instance, rework.origin, rework.element, rework.key}))
    redone.push_back(*find_task(db, key));
  return redone;
}

// The task that the engine has opened again has just been done.
base::Result<void> take_over(Context& context, const Task& again, const Task& redone,
                             const base::JsonObject& variables) {
  const Why why{"redone", {"刚刚已重新办理", "it was just done over"}};
  cancel_seats(context.tx, again.key, why);
  end_task(context.tx, again.key, TaskState::Done, redone.outcome, why);
  context.tx.db.execute("UPDATE work_task SET is_superseded = 1 WHERE id = ?", {again.key});
  context.tx.db.execute("UPDATE work_task SET is_superseded = 0 WHERE id = ?", {redone.key});
  move_to_parts_of(context, redone.key, again);
  return context.hooks.complete_in_engine(again.key, variables, redone.outcome);
}

// A dissent ends the straight way back: the process goes on from the step itself, with what was
// just decided there.
base::Result<void> go_on_from(Context& context, const Task& rework, const Task& origin,
                              const base::JsonObject& variables) {
  std::vector<Task> redone = redone_for(context.tx.db, rework);
  const int64_t from = first_origin(context.tx.db, origin).key;
  if (auto gone = context.hooks.return_in_engine(from, rework.element, "returned"); !gone)
    return gone;
  std::vector<Task> opened = open_tasks(context.tx.db, rework.instance);
  std::erase_if(opened, [&](const Task& task) {
    return task.element != rework.element || task.origin != 0 || !apart_in(task, rework).empty();
  });
  const bool is_one = opened.size() == 1;
  for (const Task& again : opened) {
    const auto same = std::ranges::find_if(
        redone, [&](const Task& one) { return is_one || asks_the_same(context, one, again); });
    if (same == redone.end()) continue;
    const Task done = *same;
    redone.erase(same);
    const bool is_last = done.key == rework.key;
    auto taken = take_over(context, again, done, is_last ? variables : result_of(context, done));
    if (!taken) return taken;
  }
  return {};
}

void cancel_rework(Context& context, const Task& rework, const Why& why) {
  drop_rework(context, rework, why);
  cancel_seats(context.tx, rework.key, why);
  end_task(context.tx, rework.key, TaskState::Canceled, "", why);
  tell(context, rework, "canceled", {{"reason", why.reason}, {"text", json_of(why.text)}});
  signal_task(context, rework, open_candidates(rework));
}

base::Result<void> begin_mending(Context& context, const Task& origin, AfterReturn strategy) {
  const Task task = mending_task(context, origin, strategy);
  if (strategy == AfterReturn::Again) {
    context.tx.db.execute("UPDATE work_task SET is_superseded = 1 WHERE instance = ?",
                          {origin.instance});
    auto kept = context.hooks.keep_only_in_engine(origin.instance, origin.key, "returned");
    if (!kept) return kept;
  }
  hold_with_seats(context, origin, task.key);
  const auto matter = *instance(context.tx.db, origin.instance);
  return offer_task(context, task, {{"", {acting_starter(context.tx.db, matter)}}});
}

}  // namespace

std::vector<SeatPlan> plans_again(Context& context, const Task& done) {
  std::vector<SeatPlan> plans;
  for (const Seat& seat : done.seats) {
    if (seat.relation != Relation::Own || seat.reason == removed_seat) continue;
    plans.push_back({seat.position, persons_of_seat(context.tx.db, done.key, seat.id)});
  }
  return plans;
}

std::vector<Task> reworks_of(storage::Connection& db, int64_t origin) {
  std::vector<Task> reworks;
  for (const int64_t key : task_keys(db, "origin = ? AND state = 'open' ORDER BY id", {origin}))
    reworks.push_back(*find_task(db, key));
  return reworks;
}

Task first_origin(storage::Connection& db, const Task& task) {
  return task.origin == 0 ? task : first_origin(db, *find_task(db, task.origin));
}

// Of several each is stored before the first is looked at: a rule may decide it at once.
base::Result<void> begin_rework(Context& context, const Task& origin, std::string_view element,
                                AfterReturn strategy) {
  if (element == starter_target) return begin_mending(context, origin, strategy);
  const auto done = done_at(context.tx.db, origin, element);
  if (done.empty()) return base::refusal("work.return_not_allowed").at("target");
  supersede_at(context, origin, std::string(element));
  std::vector<int64_t> keys;
  for (const Task& each : done) {
    Task task = repeated_task(context, origin, each, strategy);
    keys.push_back(task.key);
    if (keys.size() == 1) hold_with_seats(context, origin, task.key);
    auto stored = store_task(context, std::move(task), plans_again(context, each));
    if (!stored) return stored;
  }
  for (const int64_t key : keys) {
    if (!find_task(context.tx.db, key)->is_open()) continue;
    if (const auto settled = settle(context, key, {}); !settled) return settled.error();
  }
  return {};
}

base::Result<void> finish_rework(Context& context, const Task& rework, const std::string& outcome,
                                 const base::JsonObject& variables) {
  const auto origin = find_task(context.tx.db, rework.origin);
  base::ensure(origin && origin->is_open(), "a task that is done over has an open origin");
  if (auto set = context.hooks.set_in_engine(rework.instance, variables); !set) return set;
  const bool is_agreed = outcome == rework.settings.agreeing();
  const auto others = reworks_of(context.tx.db, origin->key);
  if (is_agreed && !others.empty()) {
    hold_task(context.tx, origin->key, others.front().key);
    return {};
  }
  const Why over{"returned", {"已退回前一环节", "returned to an earlier step"}};
  for (const Task& other : others) cancel_rework(context, other, over);
  hold_task(context.tx, origin->key, 0);
  // Mending is no step that one could return to.
  if (outcome == resubmit) {
    context.tx.db.execute("UPDATE work_task SET is_superseded = 1 WHERE id = ?", {rework.key});
  }
  if (rework.strategy == AfterReturn::Again)
    return context.hooks.restart_in_engine(rework.instance, "returned");
  if (!is_agreed) return go_on_from(context, rework, *origin, variables);
  return reopen(context, origin->key);
}

void drop_rework(Context& context, const Task& origin, const Why& why) {
  if (origin.held_by == 0) return;
  hold_task(context.tx, origin.key, 0);
  for (const Task& rework : reworks_of(context.tx.db, origin.key))
    cancel_rework(context, rework, why);
}

}  // namespace work
