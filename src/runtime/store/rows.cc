// Rows of an instance to SQL and back.
#include <algorithm>

#include "runtime/store/instances.h"

namespace runtime {

namespace {

using storage::Cell;

Cell text_or_null(const std::string& text) { return text.empty() ? Cell(nullptr) : Cell(text); }
Cell key_or_null(int64_t key) { return key == 0 ? Cell(nullptr) : Cell(key); }
Cell time_or_null(bool is_set, base::Time time) {
  return is_set ? Cell(time.micros) : Cell(nullptr);
}

void store_row(storage::Connection& db, const engine::Instance& instance) {
  const engine::InstanceRow& row = instance.row;
  const bool has_ended = row.state != engine::InstanceState::Active;
  db.execute(
      "INSERT INTO process_instance (key, definition, state, is_suspended, record_type, record_id, "
      "starter, "
      "parent_instance, parent_element, root, started_at, ended_at, end_reason) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET state = "
      "excluded.state, "
      "is_suspended = excluded.is_suspended, ended_at = excluded.ended_at, end_reason = "
      "excluded.end_reason",
      {row.key, instance.process->key, std::string(name_of(row.state)), int64_t{row.is_suspended},
       text_or_null(row.record.type), key_or_null(row.record.id), row.starter,
       key_or_null(row.parent_instance), key_or_null(row.parent_element), row.root,
       row.started_at.micros, time_or_null(has_ended, row.ended_at), text_or_null(row.end_reason)});
}

void store_element(storage::Connection& db, const engine::Instance& instance,
                   const engine::ElementRow& row) {
  const engine::Node& node = instance.process->nodes[static_cast<size_t>(row.node)];
  const bool has_ended = row.state != engine::ElementState::Active;
  db.execute(
      "INSERT INTO element_instance (key, instance, scope, element_id, kind, state, loop, "
      "started_at, ended_at, "
      "actor, phase, role, completed, called_instance) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
      "?, ?) "
      "ON CONFLICT (key) DO UPDATE SET state = excluded.state, loop = excluded.loop, ended_at = "
      "excluded.ended_at, "
      "actor = excluded.actor, phase = excluded.phase, role = excluded.role, completed = "
      "excluded.completed, "
      "called_instance = excluded.called_instance",
      {row.key, instance.row.key, row.scope, node.id, std::string(tag(node.kind)),
       std::string(name_of(row.state)), int64_t{row.loop}, row.started_at.micros,
       time_or_null(has_ended, row.ended_at), text_or_null(row.actor),
       static_cast<int64_t>(row.phase), static_cast<int64_t>(row.role), int64_t{row.completed},
       key_or_null(row.called_instance)});
}

void store_variable(storage::Connection& db, int64_t instance, const engine::VariableRow& row) {
  db.execute(
      "INSERT INTO variable (instance, scope, name, value) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (instance, scope, name) DO UPDATE SET value = excluded.value",
      {instance, row.scope, row.name, value_text(row.value)});
}

void store_flow(storage::Connection& db, const engine::Instance& instance,
                const engine::FlowRow& row) {
  db.execute(
      "INSERT INTO sequence_flow (instance, flow_id, times) VALUES (?, ?, ?) "
      "ON CONFLICT (instance, flow_id) DO UPDATE SET times = excluded.times",
      {instance.row.key, instance.process->flows[static_cast<size_t>(row.flow)].id,
       int64_t{row.count}});
}

void store_arrival(storage::Connection& db, const engine::Instance& instance,
                   const engine::ArrivalRow& row) {
  db.execute(
      "INSERT INTO join_token (instance, scope, flow_id, times) VALUES (?, ?, ?, ?) "
      "ON CONFLICT (instance, scope, flow_id) DO UPDATE SET times = excluded.times",
      {instance.row.key, row.scope, instance.process->flows[static_cast<size_t>(row.flow)].id,
       int64_t{row.count}});
}

void store_job(storage::Connection& db, const engine::Instance& instance,
               const engine::JobRow& row) {
  db.execute(
      "INSERT INTO job (key, instance, type, state, is_held, retries, worker, deadline, error) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state, "
      "is_held = excluded.is_held, retries = excluded.retries, worker = excluded.worker, "
      "deadline = excluded.deadline, error = excluded.error",
      {row.key, instance.row.key, row.type, std::string(name_of(row.state)),
       int64_t{instance.row.is_suspended}, int64_t{row.retries}, text_or_null(row.worker),
       row.deadline.micros, text_or_null(row.error)});
}

void store_timer(storage::Connection& db, const engine::Instance& instance,
                 const engine::TimerRow& row) {
  db.execute(
      "INSERT INTO timer (key, instance, definition, owner, element_id, due, is_held, repetitions, "
      "cycle) "
      "VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET due = excluded.due, "
      "is_held = excluded.is_held, repetitions = excluded.repetitions",
      {row.key, instance.row.key, row.owner,
       instance.process->nodes[static_cast<size_t>(row.node)].id, row.due.micros,
       int64_t{instance.row.is_suspended}, int64_t{row.repetitions}, row.interval});
}

void store_subscription(storage::Connection& db, const engine::Instance& instance,
                        const engine::SubscriptionRow& row) {
  const bool is_signal = row.kind == engine::SubscriptionKind::Signal;
  db.execute(
      "INSERT INTO subscription (key, instance, owner, element_id, kind, name, correlation_key) "
      "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
      {row.key, instance.row.key, row.owner,
       instance.process->nodes[static_cast<size_t>(row.node)].id,
       std::string(is_signal ? "signal" : "message"), row.name, row.correlation_key});
}

void store_incident(storage::Connection& db, int64_t instance, const engine::IncidentRow& row) {
  db.execute(
      "INSERT INTO incident (key, instance, element, kind, message, created_at, resolved_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET resolved_at = "
      "excluded.resolved_at",
      {row.key, instance, row.element, row.kind, row.message, row.created_at.micros,
       time_or_null(row.is_resolved, row.resolved_at)});
}

void store_removed(storage::Connection& db, const engine::Instance& instance,
                   const engine::Removed& row) {
  switch (row.table) {
    case engine::Removed::Table::Timer:
      db.execute("DELETE FROM timer WHERE key = ?", {row.key});
      break;
    case engine::Removed::Table::Subscription:
      db.execute("DELETE FROM subscription WHERE key = ?", {row.key});
      break;
    case engine::Removed::Table::Job: db.execute("DELETE FROM job WHERE key = ?", {row.key}); break;
    case engine::Removed::Table::Arrival:
      db.execute(
          "DELETE FROM join_token WHERE instance = ? AND scope = ? AND flow_id = ?",
          {instance.row.key, row.key, instance.process->flows[static_cast<size_t>(row.flow)].id});
      break;
    case engine::Removed::Table::Variable:
      db.execute("DELETE FROM variable WHERE instance = ? AND scope = ? AND name = ?",
                 {instance.row.key, row.key, row.name});
      break;
  }
}

// Ended elements and their variables stay in the tables only.
void forget_ended(engine::Instance& instance) {
  std::erase_if(instance.elements, [](const engine::ElementRow& row) {
    return row.state != engine::ElementState::Active;
  });
  std::erase_if(instance.incidents, [](const engine::IncidentRow& row) { return row.is_resolved; });
  std::erase_if(instance.variables, [&](const engine::VariableRow& row) {
    return row.scope != instance.row.key && !instance.active(row.scope);
  });
}

int flow_index(const engine::Process& process, const std::string& id) {
  for (size_t i = 0; i < process.flows.size(); ++i) {
    if (process.flows[i].id == id) return static_cast<int>(i);
  }
  base::ensure(false, "a stored flow is in its definition");
  return -1;
}

int node_index(const engine::Process& process, const std::string& id) {
  const int index = process.find(id);
  base::ensure(index >= 0, "a stored element is in its definition");
  return index;
}

bool load_row(storage::Connection& db, Definitions& definitions, int64_t key,
              engine::Instance& instance) {
  const auto row = db.first(
      "SELECT definition, state, is_suspended, record_type, record_id, starter, parent_instance, "
      "parent_element, root, "
      "started_at FROM process_instance WHERE key = ?",
      {key});
  if (!row || row->text(1) != "active") return false;
  instance.process = definitions.process(row->integer(0));
  base::ensure(instance.process != nullptr, "a running instance has its definition");
  engine::InstanceRow& to = instance.row;
  to.key = key;
  to.is_suspended = row->integer(2) != 0;
  to.record = {row->text(3), row->integer(4)};
  to.starter = row->text(5);
  to.parent_instance = row->integer(6);
  to.parent_element = row->integer(7);
  to.root = row->integer(8);
  to.started_at = {row->integer(9)};
  to.is_dirty = false;
  return true;
}

void load_elements(storage::Connection& db, engine::Instance& instance) {
  db.each(
      "SELECT key, scope, element_id, loop, started_at, phase, role, completed, called_instance "
      "FROM element_instance "
      "WHERE instance = ? AND state = 'active' ORDER BY key",
      {instance.row.key}, [&](const storage::Row& row) {
        engine::ElementRow to;
        to.key = row.integer(0);
        to.scope = row.integer(1);
        to.node = node_index(*instance.process, row.text(2));
        to.loop = static_cast<int>(row.integer(3));
        to.started_at = {row.integer(4)};
        to.phase = static_cast<engine::Phase>(row.integer(5));
        to.role = static_cast<engine::Role>(row.integer(6));
        to.completed = static_cast<int>(row.integer(7));
        to.called_instance = row.integer(8);
        to.is_dirty = false;
        instance.elements.push_back(to);
        return true;
      });
  for (const engine::ElementRow& element : instance.elements) {
    const auto row =
        db.first("SELECT type, state, retries, worker, deadline, error FROM job WHERE key = ?",
                 {element.key});
    if (!row) continue;
    engine::JobRow job{element.key,
                       row->text(0),
                       static_cast<int>(row->integer(2)),
                       engine::JobState::Open,
                       row->text(3),
                       {row->integer(4)},
                       row->text(5),
                       false};
    if (row->text(1) == "activated") job.state = engine::JobState::Activated;
    if (row->text(1) == "failed") job.state = engine::JobState::Failed;
    instance.jobs.push_back(std::move(job));
  }
}

void load_variables(storage::Connection& db, engine::Instance& instance) {
  db.each("SELECT scope, name, value FROM variable WHERE instance = ?", {instance.row.key},
          [&](const storage::Row& row) {
            const int64_t scope = row.integer(0);
            if (scope != instance.row.key && !instance.active(scope)) return true;
            instance.variables.push_back({scope, row.text(1), value_of_text(row.text(2)), false});
            return true;
          });
}

void load_tokens(storage::Connection& db, engine::Instance& instance) {
  const engine::Process& process = *instance.process;
  db.each("SELECT scope, flow_id, times FROM join_token WHERE instance = ?", {instance.row.key},
          [&](const storage::Row& row) {
            instance.arrivals.push_back({row.integer(0), flow_index(process, row.text(1)),
                                         static_cast<int>(row.integer(2)), false});
            return true;
          });
  db.each("SELECT flow_id, times FROM sequence_flow WHERE instance = ?", {instance.row.key},
          [&](const storage::Row& row) {
            instance.flows.push_back(
                {flow_index(process, row.text(0)), static_cast<int>(row.integer(1)), false});
            return true;
          });
}

void load_waits(storage::Connection& db, engine::Instance& instance) {
  const engine::Process& process = *instance.process;
  db.each(
      "SELECT key, owner, element_id, due, repetitions, cycle FROM timer WHERE instance = ? ORDER "
      "BY key",
      {instance.row.key}, [&](const storage::Row& row) {
        instance.timers.push_back({row.integer(0),
                                   row.integer(1),
                                   node_index(process, row.text(2)),
                                   {row.integer(3)},
                                   static_cast<int>(row.integer(4)),
                                   row.text(5),
                                   false});
        return true;
      });
  db.each(
      "SELECT key, owner, element_id, kind, name, correlation_key FROM subscription WHERE instance "
      "= ? ORDER BY key",
      {instance.row.key}, [&](const storage::Row& row) {
        const auto kind = row.text(3) == "signal" ? engine::SubscriptionKind::Signal
                                                  : engine::SubscriptionKind::Message;
        instance.subscriptions.push_back({row.integer(0), row.integer(1),
                                          node_index(process, row.text(2)), kind, row.text(4),
                                          row.text(5), false});
        return true;
      });
  db.each(
      "SELECT key, element, kind, message, created_at FROM incident WHERE instance = ? AND "
      "resolved_at IS NULL ORDER BY key",
      {instance.row.key}, [&](const storage::Row& row) {
        instance.incidents.push_back({row.integer(0),
                                      row.integer(1),
                                      row.text(2),
                                      row.text(3),
                                      {row.integer(4)},
                                      {},
                                      false,
                                      false});
        return true;
      });
}

// Calls `store` for each dirty row and makes it clean.
constexpr auto store_dirty = [](auto& rows, const auto& store) {
  for (auto& row : rows) {
    if (!row.is_dirty) continue;
    store(row);
    row.is_dirty = false;
  }
};

}  // namespace

std::string value_text(const feel::Value& value) { return feel::print(value); }

feel::Value value_of_text(const std::string& text) {
  feel::Evaluation evaluation;
  return feel::evaluate(text, feel::NoNames(), evaluation);
}

void store_instance(storage::Connection& db, engine::Instance& instance) {
  if (instance.row.is_dirty) store_row(db, instance);
  instance.row.is_dirty = false;
  for (const engine::Removed& each : instance.removed) store_removed(db, instance, each);
  instance.removed.clear();
  const int64_t key = instance.row.key;
  store_dirty(instance.elements,
              [&](const engine::ElementRow& row) { store_element(db, instance, row); });
  store_dirty(instance.variables,
              [&](const engine::VariableRow& row) { store_variable(db, key, row); });
  store_dirty(instance.flows, [&](const engine::FlowRow& row) { store_flow(db, instance, row); });
  store_dirty(instance.arrivals,
              [&](const engine::ArrivalRow& row) { store_arrival(db, instance, row); });
  store_dirty(instance.jobs, [&](const engine::JobRow& row) { store_job(db, instance, row); });
  store_dirty(instance.timers,
              [&](const engine::TimerRow& row) { store_timer(db, instance, row); });
  store_dirty(instance.subscriptions,
              [&](const engine::SubscriptionRow& row) { store_subscription(db, instance, row); });
  store_dirty(instance.incidents,
              [&](const engine::IncidentRow& row) { store_incident(db, key, row); });
  forget_ended(instance);
}

bool load_instance(storage::Connection& db, Definitions& definitions, int64_t key,
                   engine::Instance& instance) {
  if (!load_row(db, definitions, key, instance)) return false;
  load_elements(db, instance);
  load_variables(db, instance);
  load_tokens(db, instance);
  load_waits(db, instance);
  return true;
}

}  // namespace runtime
