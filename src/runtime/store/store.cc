// Changed rows of instances in memory to the tables, one table after the other.
#include <algorithm>
#include <set>

#include "engine/job_headers.h"
#include "runtime/store/instances.h"

namespace runtime {

namespace {

using storage::CellView;

CellView text_or_null(const std::string& text) {
  return text.empty() ? CellView(nullptr) : CellView(text);
}
CellView key_or_null(int64_t key) { return key == 0 ? CellView(nullptr) : CellView(key); }
CellView time_or_null(bool is_set, base::Time time) {
  return is_set ? CellView(time.micros) : CellView(nullptr);
}

const std::string& flow_id(const engine::Instance& instance, int flow) {
  return instance.process->flows[static_cast<size_t>(flow)].id;
}
const engine::Node& node_at(const engine::Instance& instance, int index) {
  return instance.process->nodes[static_cast<size_t>(index)];
}

void store_instance_row(storage::Connection& db, const engine::Instance& instance) {
  const engine::InstanceRow& row = instance.row;
  const CellView state = name_of(row.state);
  const CellView ended = time_or_null(row.state != engine::InstanceState::Active, row.ended_at);
  if (row.is_stored) {
    db.write(
        "UPDATE process_instance SET state = ?, is_suspended = ?, ended_at = ?, end_reason = ? "
        "WHERE key = ?",
        {state, int64_t{row.is_suspended}, ended, text_or_null(row.end_reason), row.key});
    return;
  }
  db.write(
      "INSERT INTO process_instance (key, definition, state, is_suspended, record_type, record_id, "
      "starter, parent_instance, parent_element, root, started_at, ended_at, end_reason) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {row.key, instance.process->key, state, int64_t{row.is_suspended},
       text_or_null(row.record.type), key_or_null(row.record.id), row.starter,
       key_or_null(row.parent_instance), key_or_null(row.parent_element), row.root,
       row.started_at.micros, ended, text_or_null(row.end_reason)});
}

void store(storage::Connection& db, const engine::Instance& instance,
           const engine::ElementRow& row) {
  const CellView state = name_of(row.state);
  const CellView ended = time_or_null(row.state != engine::ElementState::Active, row.ended_at);
  const auto phase = static_cast<int64_t>(row.phase);
  const auto role = static_cast<int64_t>(row.role);
  if (row.is_stored) {
    db.write(
        "UPDATE element_instance SET state = ?, loop = ?, ended_at = ?, actor = ?, phase = ?, "
        "role = ?, completed = ?, called_instance = ?, listeners = ? WHERE key = ?",
        {state, int64_t{row.loop}, ended, text_or_null(row.actor), phase, role,
         int64_t{row.completed}, key_or_null(row.called_instance), int64_t{row.listeners},
         row.key});
    return;
  }
  const engine::Node& node = node_at(instance, row.node);
  db.write(
      "INSERT INTO element_instance (key, instance, scope, element_id, kind, state, loop, "
      "started_at, ended_at, actor, phase, role, completed, called_instance, listeners) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {row.key, instance.row.key, row.scope, engine::element_id(node, row.role),
       engine::element_kind(node, row.role), state, int64_t{row.loop}, row.started_at.micros, ended,
       text_or_null(row.actor), phase, role, int64_t{row.completed},
       key_or_null(row.called_instance), int64_t{row.listeners}});
}

// The items of one part, as they stand between the brackets of the list.
std::string part_text(const feel::Value& list, size_t part) {
  const auto items = list.items();
  const size_t end = std::min((part + 1) * engine::kPartItems, items.size());
  std::string text;
  for (size_t i = part * engine::kPartItems; i < end; ++i)
    text += (text.empty() ? "" : ", ") + value_text(items[i]);
  return text;
}

void remove_parts(storage::Connection& db, int64_t instance, int64_t scope,
                  const std::string& name) {
  db.write("DELETE FROM variable_part WHERE instance = ? AND scope = ? AND name = ?",
           {instance, scope, name});
}

void store_parts(storage::Connection& db, const engine::Instance& instance,
                 engine::VariableRow& row) {
  std::set<size_t> parts(row.dirty_parts.begin(), row.dirty_parts.end());
  const size_t count = (row.value.items().size() - 1) / engine::kPartItems + 1;
  for (size_t i = 0; !row.has_stored_parts && i < count; ++i) parts.insert(i);
  for (const size_t part : parts) {
    db.write(
        "INSERT INTO variable_part (instance, scope, name, number, items) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (instance, scope, name, number) DO UPDATE SET items = excluded.items",
        {instance.row.key, row.scope, row.name, static_cast<int64_t>(part),
         part_text(row.value, part)});
  }
}

void store(storage::Connection& db, const engine::Instance& instance, engine::VariableRow& row) {
  if (row.is_in_parts) store_parts(db, instance, row);
  if (!row.is_in_parts && row.has_stored_parts)
    remove_parts(db, instance.row.key, row.scope, row.name);
  const bool is_known = row.is_in_parts && row.has_stored_parts;
  row.has_stored_parts = row.is_in_parts;
  row.dirty_parts.clear();
  if (is_known) return;
  const std::string value = row.is_in_parts ? "" : value_text(row.value);
  if (row.is_stored) {
    db.write("UPDATE variable SET value = ? WHERE instance = ? AND scope = ? AND name = ?",
             {value, instance.row.key, row.scope, row.name});
    return;
  }
  db.write("INSERT INTO variable (instance, scope, name, value) VALUES (?, ?, ?, ?)",
           {instance.row.key, row.scope, row.name, value});
}

void store(storage::Connection& db, const engine::Instance& instance, const engine::FlowRow& row) {
  if (row.is_stored) {
    db.write("UPDATE sequence_flow SET times = ? WHERE instance = ? AND flow_id = ?",
             {int64_t{row.count}, instance.row.key, flow_id(instance, row.flow)});
    return;
  }
  db.write("INSERT INTO sequence_flow (instance, flow_id, times) VALUES (?, ?, ?)",
           {instance.row.key, flow_id(instance, row.flow), int64_t{row.count}});
}

void store(storage::Connection& db, const engine::Instance& instance,
           const engine::ArrivalRow& row) {
  if (row.is_stored) {
    db.write("UPDATE join_token SET times = ? WHERE instance = ? AND scope = ? AND flow_id = ?",
             {int64_t{row.count}, instance.row.key, row.scope, flow_id(instance, row.flow)});
    return;
  }
  db.write("INSERT INTO join_token (instance, scope, flow_id, times) VALUES (?, ?, ?, ?)",
           {instance.row.key, row.scope, flow_id(instance, row.flow), int64_t{row.count}});
}

void store(storage::Connection& db, const engine::Instance& instance, const engine::JobRow& row) {
  const int64_t is_held{instance.row.is_suspended};
  if (row.is_stored) {
    db.write(
        "UPDATE every_job SET state = ?, is_held = ?, retries = ?, worker = ?, deadline = ?, error "
        "= ?, error_code = ?, denied = ?, changed_at = ?, ended_at = ?, priority = ? WHERE key = ?",
        {name_of(row.state), is_held, int64_t{row.retries}, text_or_null(row.worker),
         row.deadline.micros, text_or_null(row.error), text_or_null(row.error_code),
         text_or_null(row.denied), time_or_null(row.changed_at.micros != 0, row.changed_at),
         time_or_null(row.ended_at.micros != 0, row.ended_at), int64_t{row.priority}, row.key});
    return;
  }
  db.write(
      "INSERT INTO every_job (key, instance, type, state, is_held, retries, worker, deadline, "
      "error, error_code, denied, changed_at, ended_at, element, kind, created_at, headers, "
      "priority) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {row.key, instance.row.key, row.type, name_of(row.state), is_held, int64_t{row.retries},
       text_or_null(row.worker), row.deadline.micros, text_or_null(row.error),
       text_or_null(row.error_code), text_or_null(row.denied),
       time_or_null(row.changed_at.micros != 0, row.changed_at),
       time_or_null(row.ended_at.micros != 0, row.ended_at), row.element, name_of(row.kind),
       row.created_at.micros, text_or_null(engine::headers_to_store(instance, row)),
       int64_t{row.priority}});
}

void store(storage::Connection& db, const engine::Instance& instance, const engine::TimerRow& row) {
  const int64_t is_held{instance.row.is_suspended};
  if (row.is_stored) {
    db.write("UPDATE timer SET due = ?, is_held = (is_held & 2) | ?, repetitions = ? WHERE key = ?",
             {row.due.micros, is_held, int64_t{row.repetitions}, row.key});
    return;
  }
  db.write(
      "INSERT INTO timer (key, instance, definition, owner, element_id, due, is_held, repetitions, "
      "cycle) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?)",
      {row.key, instance.row.key, row.owner, node_at(instance, row.node).id, row.due.micros,
       is_held, int64_t{row.repetitions}, row.interval});
}

void store(storage::Connection& db, const engine::Instance& instance,
           const engine::SubscriptionRow& row) {
  if (row.is_stored) {
    db.write("UPDATE subscription SET owner = ?, correlation_key = ? WHERE key = ?",
             {row.owner, row.correlation_key, row.key});
    return;
  }
  db.write(
      "INSERT INTO subscription (key, instance, owner, element_id, kind, name, correlation_key) "
      "VALUES (?, ?, ?, ?, ?, ?, ?)",
      {row.key, instance.row.key, row.owner, node_at(instance, row.node).id, name_of(row.kind),
       row.name, row.correlation_key});
}

void store(storage::Connection& db, const engine::Instance& instance,
           const engine::IncidentRow& row) {
  const CellView resolved = time_or_null(row.is_resolved, row.resolved_at);
  if (row.is_stored) {
    db.write("UPDATE incident SET resolved_at = ? WHERE key = ?", {resolved, row.key});
    return;
  }
  db.write(
      "INSERT INTO incident (key, instance, element, kind, message, created_at, resolved_at, job) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {row.key, instance.row.key, row.element, row.kind, row.message, row.created_at.micros,
       resolved, row.job});
}

void store_removed(storage::Connection& db, const engine::Instance& instance,
                   const engine::Removed& row) {
  switch (row.table) {
    case engine::Removed::Table::Timer:
      db.write("DELETE FROM timer WHERE key = ?", {row.key});
      break;
    case engine::Removed::Table::Subscription:
      db.write("DELETE FROM subscription WHERE key = ?", {row.key});
      break;
    case engine::Removed::Table::Arrival:
      db.write("DELETE FROM join_token WHERE instance = ? AND scope = ? AND flow_id = ?",
               {instance.row.key, row.key, flow_id(instance, row.flow)});
      break;
    case engine::Removed::Table::Variable:
      remove_parts(db, instance.row.key, row.key, row.name);
      db.write("DELETE FROM variable WHERE instance = ? AND scope = ? AND name = ?",
               {instance.row.key, row.key, row.name});
      break;
  }
}

// What is active in the tables has other element ids by now; what has ended stays as it was.
void store_migration(storage::Connection& db, const engine::Instance& instance) {
  db.write(
      "UPDATE element_instance SET definition = (SELECT definition FROM process_instance WHERE key "
      "= ?) WHERE instance = ? AND ended_at IS NOT NULL AND definition IS NULL",
      {instance.row.key, instance.row.key});
  db.write("UPDATE process_instance SET definition = ? WHERE key = ?",
           {instance.process->key, instance.row.key});
  for (const engine::ElementRow& row : instance.elements) {
    if (!row.is_stored) continue;
    const engine::Node& node = node_at(instance, row.node);
    db.write("UPDATE element_instance SET element_id = ?, kind = ? WHERE key = ?",
             {engine::element_id(node, row.role), engine::element_kind(node, row.role), row.key});
  }
  for (const engine::JobRow& row : instance.jobs) {
    if (row.is_stored)
      db.write("UPDATE every_job SET headers = ? WHERE key = ?",
               {text_or_null(engine::headers_to_store(instance, row)), row.key});
  }
  for (const engine::TimerRow& row : instance.timers) {
    if (row.is_stored)
      db.write("UPDATE timer SET element_id = ? WHERE key = ?",
               {node_at(instance, row.node).id, row.key});
  }
  for (const engine::SubscriptionRow& row : instance.subscriptions) {
    if (row.is_stored)
      db.write("UPDATE subscription SET element_id = ?, name = ? WHERE key = ?",
               {node_at(instance, row.node).id, row.name, row.key});
  }
}

// Stores the dirty rows of one table and makes them clean.
template <class Table>
void store_table(storage::Connection& db, std::span<engine::Instance* const> instances,
                 Table engine::Instance::*table) {
  for (engine::Instance* instance : instances) {
    const auto store_row = [&](auto& row) {
      if (!row.is_dirty) return;
      store(db, *instance, row);
      row.is_dirty = false;
      row.is_stored = true;
    };
    Table& rows = instance->*table;
    if constexpr (requires { rows.each_touched(store_row); }) {
      rows.each_touched(store_row);
    } else {
      std::ranges::for_each(rows, store_row);
    }
  }
}

}  // namespace

std::string value_text(const feel::Value& value) { return feel::print(value); }

void store_instances(storage::Connection& db, std::span<engine::Instance* const> instances) {
  for (engine::Instance* each : instances) {
    for (engine::Instance& before : each->before) {
      engine::Instance* const one[] = {&before};
      store_instances(db, one);
    }
    each->before.clear();
  }
  for (engine::Instance* each : instances) {
    if (each->row.is_dirty) store_instance_row(db, *each);
    each->row.is_dirty = false;
    each->row.is_stored = true;
    if (each->row.is_migrated) store_migration(db, *each);
    each->row.is_migrated = false;
    // First, since what was removed may have come again.
    for (const engine::Removed& row : each->removed) store_removed(db, *each, row);
    each->removed.clear();
  }
  store_table(db, instances, &engine::Instance::elements);
  store_table(db, instances, &engine::Instance::variables);
  store_table(db, instances, &engine::Instance::flows);
  store_table(db, instances, &engine::Instance::arrivals);
  store_table(db, instances, &engine::Instance::jobs);
  store_table(db, instances, &engine::Instance::ended_jobs);
  for (engine::Instance* each : instances) each->ended_jobs.clear();
  store_table(db, instances, &engine::Instance::timers);
  store_table(db, instances, &engine::Instance::subscriptions);
  store_table(db, instances, &engine::Instance::incidents);
}

}  // namespace runtime
