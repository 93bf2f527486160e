// Timers of instances, and of start events.
#include "engine/timers.h"

#include "runtime/closing.h"
#include "runtime/session/session.h"

namespace runtime {

// One that was closed or is held by now, by what fired before it in the same batch, does nothing.
base::Result<void> Session::fire_timer(int64_t instance, int64_t key) {
  const engine::Instance* found = instances_.find(instance);
  if (!found || found->row.is_suspended || !found->timer(key)) return {};
  return command(instance, engine::FireTimer{key}, Origin::Chain);
}

std::vector<base::Problem> Session::store_start_timers(const engine::Process& process) {
  std::vector<base::Problem> problems;
  storage::Tx& tx = op_->tx;
  tx.db.execute(
      "DELETE FROM timer WHERE instance = 0 AND definition IN (SELECT key FROM definition WHERE "
      "kind = 'process' AND id = ?)",
      {process.id});
  for (int index : process.triggered_starts) {
    const engine::Node& start = process.nodes[static_cast<size_t>(index)];
    for (const engine::CompiledEvent& event : start.events) {
      if (event.trigger != bpmn::Trigger::Timer) continue;
      const std::string problem = store_start_timer(process, start, event);
      if (!problem.empty())
        problems.push_back({"", event.timer_place.line, event.timer_place.column, problem});
    }
  }
  return problems;
}

std::string Session::store_start_timer(const engine::Process& process, const engine::Node& start,
                                       const engine::CompiledEvent& event) {
  storage::Tx& tx = op_->tx;
  feel::Evaluation evaluation = fresh_evaluation();
  const feel::Value value = event.timer.expression
                                ? event.timer.expression->evaluate(feel::NoNames(), evaluation)
                                : feel::Value(event.timer.text);
  engine::TimerRow row;
  std::string problem = engine::plan_timer(event, value, around(), row);
  if (!problem.empty()) return problem;
  tx.db.execute(
      "INSERT INTO timer (key, instance, definition, owner, element_id, due, is_held, "
      "repetitions, cycle) "
      "VALUES (?, 0, ?, 0, ?, ?, 0, ?, ?)",
      {tx.keys.next(), process.key, start.id, row.due.micros, int64_t{row.repetitions},
       row.interval});
  return {};
}

base::Result<void> Session::fire_start_timer(int64_t key) {
  storage::Tx& tx = op_->tx;
  const auto row = tx.db.first(
      "SELECT definition, element_id, due, repetitions, cycle FROM timer WHERE key = ?", {key});
  if (!row) return {};
  engine::TimerRow timer;
  timer.due = {row->integer(2)};
  timer.repetitions = static_cast<int>(row->integer(3));
  timer.interval = row->text(4);
  if (engine::plan_again(around(), timer)) {
    tx.db.execute("UPDATE timer SET due = ?, repetitions = ? WHERE key = ?",
                  {timer.due.micros, int64_t{timer.repetitions}, key});
  } else {
    tx.db.execute("DELETE FROM timer WHERE key = ?", {key});
  }
  Begin begin;
  begin.process = definitions_.process(row->integer(0));
  if (!begin.process || is_skipped(tx, {begin.process->id, "timer", "", {}})) return {};
  begin.starter = tx.actor.person;
  begin.start_node = begin.process->find(row->text(1));
  begin.trigger = bpmn::Trigger::Timer;
  auto started = begin_beside(begin, Origin::Chain);
  return started.ok() ? base::Result<void>() : base::Result<void>(std::move(started).error());
}

}  // namespace runtime
