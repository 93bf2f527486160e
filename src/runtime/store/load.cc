// Rows of the tables to an instance in memory.
#include <algorithm>

#include "feel/read_back.h"
#include "runtime/store/instances.h"

namespace runtime {

namespace {

// The enumerator among the first `count` that is stored under this name.
template <class Enum>
Enum named(const std::string& name, int count) {
  for (int i = 0; i < count; ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  base::ensure(false, "a stored name is known");
  return {};
}

// -1 when the definition knows none of this id.
int flow_index(const engine::Process& process, const std::string& id) {
  for (size_t i = 0; i < process.flows.size(); ++i) {
    if (process.flows[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

int node_index(const engine::Process& process, const std::string& id) {
  const int index = process.find(id);
  base::ensure(index >= 0, "a stored element is in its definition");
  return index;
}

std::string node_id(std::string id, engine::Role role) {
  if (role == engine::Role::Inner) id.resize(id.size() - engine::kInnerInstance.size());
  return id;
}

// Which tables have rows of it: most instances have none in most of them.
struct Has {
  bool jobs = false;
  bool tokens = false;
  bool timers = false;
  bool subscriptions = false;
  bool incidents = false;
};

std::optional<Has> load_row(storage::Connection& db, Definitions& definitions, int64_t key,
                            engine::Instance& instance) {
  const auto row = db.first(
      "SELECT definition, state, is_suspended, record_type, record_id, starter, parent_instance, "
      "parent_element, root, started_at, "
      "CASE WHEN EXISTS (SELECT 1 FROM job WHERE instance = i.key) THEN 1 ELSE 0 END, "
      "CASE WHEN EXISTS (SELECT 1 FROM join_token WHERE instance = i.key) THEN 1 ELSE 0 END, "
      "CASE WHEN EXISTS (SELECT 1 FROM timer WHERE instance = i.key) THEN 1 ELSE 0 END, "
      "CASE WHEN EXISTS (SELECT 1 FROM subscription WHERE instance = i.key) THEN 1 ELSE 0 END, "
      "CASE WHEN EXISTS (SELECT 1 FROM incident WHERE instance = i.key AND resolved_at IS NULL) "
      "THEN 1 ELSE 0 END FROM process_instance i WHERE key = ?",
      {key});
  if (!row || row->text(1) != "active") return {};
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
  const auto has = [&](size_t column) { return row->integer(column) != 0; };
  return Has{has(10), has(11), has(12), has(13), has(14)};
}

void load_elements(storage::Connection& db, engine::Instance& instance) {
  db.each(
      "SELECT key, scope, element_id, loop, started_at, phase, role, completed, called_instance, "
      "listeners FROM element_instance "
      "WHERE instance = ? AND state = 'active' ORDER BY key",
      {instance.row.key}, [&](const storage::Row& row) {
        engine::ElementRow to;
        to.key = row.integer(0);
        to.scope = row.integer(1);
        to.role = static_cast<engine::Role>(row.integer(6));
        to.node = node_index(*instance.process, node_id(row.text(2), to.role));
        to.loop = static_cast<int>(row.integer(3));
        to.started_at = {row.integer(4)};
        to.phase = static_cast<engine::Phase>(row.integer(5));
        to.completed = static_cast<int>(row.integer(7));
        to.called_instance = row.integer(8);
        to.listeners = static_cast<int>(row.integer(9));
        instance.elements.add(to);
        return true;
      });
}

void load_jobs(storage::Connection& db, engine::Instance& instance) {
  db.each(
      "SELECT key, element, kind, type, state, retries, worker, deadline, error, error_code, "
      "changed_at, priority FROM job "
      "WHERE instance = ? ORDER BY key",
      {instance.row.key}, [&](const storage::Row& row) {
        engine::JobRow to;
        to.key = row.integer(0);
        to.element = row.integer(1);
        to.kind = named<engine::JobKind>(row.text(2), 9);
        to.type = row.text(3);
        to.state = named<engine::JobState>(row.text(4), 5);
        to.retries = static_cast<int>(row.integer(5));
        to.worker = row.text(6);
        to.deadline = {row.integer(7)};
        to.error = row.text(8);
        to.error_code = row.text(9);
        to.changed_at = {row.integer(10)};
        to.priority = static_cast<int>(row.integer(11));
        instance.jobs.add(std::move(to));
        return true;
      });
}

void load_variables(storage::Connection& db, engine::Instance& instance) {
  db.each(
      "SELECT scope, name, value, is_in_parts FROM variable_shown WHERE instance = ? ORDER BY "
      "scope",
      {instance.row.key}, [&](const storage::Row& row) {
        const int64_t scope = row.integer(0);
        if (scope != instance.row.key && !instance.active(scope)) return true;
        if (scope == instance.row.key && row.text(1) == engine::kEndsAfter)
          instance.row.ends_early = true;
        engine::VariableRow to{scope, row.text(1), value_of_text(row.text(2))};
        to.is_in_parts = to.has_stored_parts = row.integer(3) != 0;
        instance.add_variable(std::move(to));
        return true;
      });
}

void load_tokens(storage::Connection& db, engine::Instance& instance) {
  const engine::Process& process = *instance.process;
  db.each("SELECT scope, flow_id, times FROM join_token WHERE instance = ?", {instance.row.key},
          [&](const storage::Row& row) {
            const int flow = flow_index(process, row.text(1));
            base::ensure(flow >= 0, "a flow with a token is in its definition");
            instance.arrivals.push_back({row.integer(0), flow, static_cast<int>(row.integer(2))});
            return true;
          });
}

void load_flows(storage::Connection& db, engine::Instance& instance) {
  const engine::Process& process = *instance.process;
  db.each("SELECT flow_id, times FROM sequence_flow WHERE instance = ?", {instance.row.key},
          [&](const storage::Row& row) {
            const int flow = flow_index(process, row.text(0));
            const auto times = static_cast<int>(row.integer(1));
            if (flow >= 0) {
              instance.flows.push_back({flow, times});
            } else {
              instance.left_flows.push_back({row.text(0), times});
            }
            return true;
          });
}

void load_timers(storage::Connection& db, engine::Instance& instance) {
  const engine::Process& process = *instance.process;
  db.each(
      "SELECT key, owner, element_id, due, repetitions, cycle FROM timer WHERE instance = ? ORDER "
      "BY key",
      {instance.row.key}, [&](const storage::Row& row) {
        instance.timers.add({row.integer(0),
                             row.integer(1),
                             node_index(process, row.text(2)),
                             {row.integer(3)},
                             static_cast<int>(row.integer(4)),
                             row.text(5)});
        return true;
      });
}

void load_subscriptions(storage::Connection& db, engine::Instance& instance) {
  const engine::Process& process = *instance.process;
  db.each(
      "SELECT key, owner, element_id, kind, name, correlation_key FROM subscription WHERE instance "
      "= ? ORDER BY key",
      {instance.row.key}, [&](const storage::Row& row) {
        instance.subscriptions.push_back(
            {row.integer(0), row.integer(1), node_index(process, row.text(2)),
             named<engine::SubscriptionKind>(row.text(3), 4), row.text(4), row.text(5)});
        return true;
      });
}

void load_incidents(storage::Connection& db, engine::Instance& instance) {
  db.each(
      "SELECT key, element, kind, message, created_at, job FROM incident WHERE instance = ? AND "
      "resolved_at IS NULL ORDER BY key",
      {instance.row.key}, [&](const storage::Row& row) {
        instance.incidents.push_back({row.integer(0),
                                      row.integer(1),
                                      row.text(2),
                                      row.text(3),
                                      {row.integer(4)},
                                      {},
                                      row.integer(5)});
        return true;
      });
}

// What was just read is in the tables as it is here.
void mark_stored(engine::Instance& instance) {
  const auto mark_row = [](auto& row) {
    row.is_dirty = false;
    row.is_stored = true;
  };
  const auto mark = [&](auto& rows) {
    if constexpr (requires { rows.settle(); }) {
      rows.change_all(mark_row);
      rows.settle();
    } else {
      std::ranges::for_each(rows, mark_row);
    }
  };
  instance.row.is_dirty = false;
  instance.row.is_stored = true;
  mark(instance.elements);
  mark(instance.variables);
  mark(instance.arrivals);
  mark(instance.flows);
  mark(instance.jobs);
  mark(instance.timers);
  mark(instance.subscriptions);
  mark(instance.incidents);
}

}  // namespace

feel::Value value_of_text(const std::string& text) {
  if (auto read = feel::read_back(text)) return std::move(*read);
  feel::Evaluation evaluation;
  return feel::evaluate(text, feel::NoNames(), evaluation);
}

bool load_instance(storage::Connection& db, Definitions& definitions, int64_t key,
                   engine::Instance& instance) {
  const auto has = load_row(db, definitions, key, instance);
  if (!has) return false;
  load_elements(db, instance);
  load_variables(db, instance);
  load_flows(db, instance);
  if (has->jobs) load_jobs(db, instance);
  if (has->tokens) load_tokens(db, instance);
  if (has->timers) load_timers(db, instance);
  if (has->subscriptions) load_subscriptions(db, instance);
  if (has->incidents) load_incidents(db, instance);
  instance.count_all_children();
  mark_stored(instance);
  return true;
}

}  // namespace runtime
