#include "work/steps/rework.h"

#include <algorithm>

#include "work/acting_starter.h"
#include "work/steps/candidates.h"
#include "work/steps/clocks.h"
#include "work/steps/creating.h"
#include "work/steps/deciding.h"

namespace work {
namespace {

constexpr std::string_view resubmit = "resubmit";

// Who did the step, as seats: a position stays a position.
std::vector<SeatPlan> plans_of(Context& context, const Task& done) {
  std::vector<SeatPlan> plans;
  for (const Seat& seat : done.seats) {
    if (seat.relation != Relation::Own) continue;
    plans.push_back({seat.position, persons_of_seat(context.tx.db, done.key, seat.id)});
  }
  return plans;
}

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

void supersede(Context& context, int64_t instance, const std::string& element) {
  context.tx.db.execute("UPDATE work_task SET is_superseded = 1 WHERE instance = ? AND element = ?",
                        {instance, element});
}

// What the seats of a task said is past; they are asked again.
base::Result<void> reopen(Context& context, int64_t key) {
  const Task task = *find_task(context.tx.db, key);
  for (const Seat& seat : task.seats) {
    if (seat.reason == "removed") continue;
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

// A dissent ends the straight way back: the process goes on from the step itself, with what was
// just decided there.
base::Result<void> go_on_from(Context& context, const Task& rework, const Task& origin,
                              const std::string& outcome, const base::JsonObject& variables) {
  if (auto gone = context.hooks.return_in_engine(origin.key, rework.element, "returned"); !gone)
    return gone;
  for (const Task& again : open_tasks(context.tx.db, rework.instance)) {
    if (again.element != rework.element || again.origin != 0) continue;
    const Why why{"redone", {"刚刚已重新办理", "it was just done over"}};
    cancel_seats(context.tx, again.key, why);
    end_task(context.tx, again.key, TaskState::Done, outcome, why);
    supersede(context, again.instance, again.element);
    context.tx.db.execute("UPDATE work_task SET is_superseded = 0 WHERE id = ?", {rework.key});
    return context.hooks.complete_in_engine(again.key, variables, outcome);
  }
  return {};
}

}  // namespace

base::Result<void> begin_rework(Context& context, const Task& origin, std::string_view element,
                                AfterReturn strategy) {
  Task task;
  std::vector<SeatPlan> plans;
  if (element == starter_target) {
    task = mending_task(context, origin, strategy);
    plans = {{"", {acting_starter(context.tx.db, *instance(context.tx.db, origin.instance))}}};
    if (strategy == AfterReturn::Again) {
      context.tx.db.execute("UPDATE work_task SET is_superseded = 1 WHERE instance = ?",
                            {origin.instance});
      if (auto kept = context.hooks.keep_only_in_engine(origin.instance, origin.key, "returned");
          !kept)
        return kept;
    }
  } else {
    const auto keys = task_keys(context.tx.db,
                                "instance = ? AND element = ? AND state = 'done' AND is_superseded "
                                "= 0 ORDER BY id DESC LIMIT 1",
                                {origin.instance, std::string(element)});
    if (keys.empty()) return base::refusal("work.return_not_allowed").at("target");
    const Task done = *find_task(context.tx.db, keys.front());
    task = repeated_task(context, origin, done, strategy);
    plans = plans_of(context, done);
    supersede(context, origin.instance, task.element);
  }
  hold_task(context.tx, origin.key, task.key);
  context.tx.db.execute("UPDATE work_seat SET state = 'waiting' WHERE task = ? AND state = 'open'",
                        {origin.key});
  return offer_task(context, std::move(task), plans);
}

base::Result<void> finish_rework(Context& context, const Task& rework, const std::string& outcome,
                                 const base::JsonObject& variables) {
  const auto origin = find_task(context.tx.db, rework.origin);
  base::ensure(origin && origin->is_open(), "a task that is done over has an open origin");
  if (auto set = context.hooks.set_in_engine(rework.instance, variables); !set) return set;
  hold_task(context.tx, origin->key, 0);
  // Mending is no step that one could return to.
  if (outcome == resubmit) {
    context.tx.db.execute("UPDATE work_task SET is_superseded = 1 WHERE id = ?", {rework.key});
  }
  if (rework.strategy == AfterReturn::Again)
    return context.hooks.restart_in_engine(rework.instance, "returned");
  const bool is_agreed = outcome == rework.settings.agreeing();
  if (!is_agreed) return go_on_from(context, rework, *origin, outcome, variables);
  return reopen(context, origin->key);
}

void drop_rework(Context& context, const Task& origin, const Why& why) {
  if (origin.held_by == 0) return;
  hold_task(context.tx, origin.key, 0);
  const auto rework = find_task(context.tx.db, origin.held_by);
  if (!rework || !rework->is_open()) return;
  cancel_seats(context.tx, rework->key, why);
  end_task(context.tx, rework->key, TaskState::Canceled, "", why);
  tell(context, *rework, "canceled", {{"reason", why.reason}, {"text", json_of(why.text)}});
  signal_task(context, *rework, open_candidates(*rework));
}

}  // namespace work
