#include "runtime/batch_operations.h"

namespace runtime {

std::string_view name_of(BatchAct act) {
  switch (act) {
    case BatchAct::Cancel: return "CANCEL_PROCESS_INSTANCE";
    case BatchAct::ResolveIncidents: return "RESOLVE_INCIDENT";
    case BatchAct::Migrate: return "MIGRATE_PROCESS_INSTANCE";
    case BatchAct::Modify: return "MODIFY_PROCESS_INSTANCE";
    case BatchAct::Delete: return "DELETE_PROCESS_INSTANCE";
    case BatchAct::Suspend: return "SUSPEND_PROCESS_INSTANCE";
    case BatchAct::Resume: return "RESUME_PROCESS_INSTANCE";
  }
  return {};
}

namespace {

using storage::FieldKind;

std::string_view name_of(BatchState state) {
  switch (state) {
    case BatchState::Created: return "CREATED";
    case BatchState::Active: return "ACTIVE";
    case BatchState::Suspended: return "SUSPENDED";
    case BatchState::Completed: return "COMPLETED";
    case BatchState::Canceled: return "CANCELED";
  }
  return {};
}

template <class Enum>
Enum named(const std::string& name, int count) {
  for (int i = 0; i < count; ++i) {
    if (name_of(static_cast<Enum>(i)) == name) return static_cast<Enum>(i);
  }
  base::ensure(false, "a stored name is known");
  return {};
}

bool leads_to(BatchState from, BatchState to) {
  switch (from) {
    case BatchState::Created: return to == BatchState::Active || to == BatchState::Canceled;
    case BatchState::Active:
      return to == BatchState::Suspended || to == BatchState::Completed ||
             to == BatchState::Canceled;
    case BatchState::Suspended: return to == BatchState::Active || to == BatchState::Canceled;
    case BatchState::Completed:
    case BatchState::Canceled: return false;
  }
  return false;
}

}  // namespace

int64_t create_batch_operation(storage::Tx& tx, BatchAct act, const base::Json& plan) {
  const int64_t key = tx.keys.next();
  tx.db.execute(
      "INSERT INTO batch_operation (key, act, state, plan, actor, started_at) VALUES (?, ?, ?, ?, "
      "?, ?)",
      {key, std::string(name_of(act)), std::string(name_of(BatchState::Created)), base::print(plan),
       tx.actor.person, tx.now.micros});
  return key;
}

void add_batch_items(storage::Tx& tx, int64_t batch, const std::vector<int64_t>& instances) {
  for (int64_t instance : instances)
    tx.db.write(
        "INSERT INTO batch_operation_item (key, batch, instance, state) VALUES (?, ?, ?, 'ACTIVE')",
        {tx.keys.next(), batch, instance});
}

std::optional<BatchOperation> batch_operation(storage::Connection& db, int64_t key) {
  const auto row =
      db.first("SELECT act, state, plan, actor FROM batch_operation WHERE key = ?", {key});
  if (!row) return {};
  auto plan = base::parse_json(row->text(2));
  base::ensure(plan.ok(), "a stored plan can be read");
  return BatchOperation{key, named<BatchAct>(row->text(0), 7), named<BatchState>(row->text(1), 5),
                        std::move(*plan), row->text(3)};
}

std::vector<int64_t> active_batch_operations(storage::Connection& db) {
  std::vector<int64_t> keys;
  for (const auto& row : db.query("SELECT key FROM batch_operation WHERE state = 'ACTIVE'"))
    keys.push_back(row.integer(0));
  return keys;
}

std::vector<int64_t> open_batch_items(storage::Connection& db, int64_t batch, int64_t limit) {
  std::vector<int64_t> instances;
  for (const auto& row : db.query("SELECT instance FROM batch_operation_item WHERE batch = ? AND "
                                  "state = 'ACTIVE' ORDER BY "
                                  "instance LIMIT ?",
                                  {batch, limit}))
    instances.push_back(row.integer(0));
  return instances;
}

void finish_batch_item(storage::Tx& tx, int64_t batch, int64_t instance, std::string_view error) {
  tx.db.execute(
      "UPDATE batch_operation_item SET state = ?, error = NULLIF(?, ''), processed_at = ? WHERE "
      "batch = ? AND instance = ? AND state = 'ACTIVE'",
      {std::string(error.empty() ? "COMPLETED" : "FAILED"), std::string(error), tx.now.micros,
       batch, instance});
}

base::Result<void> change_batch_operation(storage::Tx& tx, int64_t key, BatchState state) {
  const auto found = batch_operation(tx.db, key);
  if (!found) return base::refusal("request.no_such_key").at(std::to_string(key));
  if (!leads_to(found->state, state))
    return base::refusal("runtime.batch_state").because(std::string(name_of(found->state)));
  const bool is_over = state == BatchState::Completed || state == BatchState::Canceled;
  tx.db.execute("UPDATE batch_operation SET state = ?, ended_at = ? WHERE key = ?",
                {std::string(name_of(state)),
                 is_over ? storage::Cell(tx.now.micros) : storage::Cell(nullptr), key});
  if (state == BatchState::Canceled)
    tx.db.execute(
        "UPDATE batch_operation_item SET state = 'CANCELED' WHERE batch = ? AND state = 'ACTIVE'",
        {key});
  return {};
}

namespace {

// Of the compatible interface, ours among them.
std::vector<std::string_view> known_acts() {
  return {"ADD_VARIABLE",
          "CANCEL_PROCESS_INSTANCE",
          "DELETE_DECISION_DEFINITION",
          "DELETE_DECISION_INSTANCE",
          "DELETE_PROCESS_DEFINITION",
          "DELETE_PROCESS_INSTANCE",
          "MIGRATE_PROCESS_INSTANCE",
          "MODIFY_PROCESS_INSTANCE",
          "RESOLVE_INCIDENT",
          "RESUME_PROCESS_INSTANCE",
          "SUSPEND_PROCESS_INSTANCE",
          "UPDATE_JOB",
          "UPDATE_VARIABLE"};
}

}  // namespace

const storage::Searchable& batch_operations() {
  static const storage::Searchable table{
      "(SELECT o.*, (SELECT COUNT(*) FROM batch_operation_item i WHERE i.batch = o.key) AS total, "
      "(SELECT COUNT(*) FROM batch_operation_item i WHERE i.batch = o.key AND i.state = 'FAILED') "
      "AS failed, (SELECT COUNT(*) FROM batch_operation_item i WHERE i.batch = o.key AND i.state = "
      "'COMPLETED') AS completed FROM batch_operation o) b WHERE 1 = 1",
      "b.key",
      {{"batchOperationKey", "b.key", FieldKind::Key},
       {"state",
        "b.state",
        FieldKind::Text,
        {"CREATED", "ACTIVE", "SUSPENDED", "COMPLETED", "PARTIALLY_COMPLETED", "CANCELED",
         "FAILED"}},
       {"batchOperationType", "b.act", FieldKind::Text, known_acts()},
       {"operationType", "b.act", FieldKind::Text, known_acts(), false},
       {"startDate", "b.started_at", FieldKind::Instant},
       {"endDate", "b.ended_at", FieldKind::Instant},
       {"actorType", "'USER'", FieldKind::Text, {"ANONYMOUS", "CLIENT", "USER", "UNKNOWN"}},
       {"actorId", "b.actor"},
       {"operationsTotalCount", "b.total", FieldKind::Integer},
       {"operationsFailedCount", "b.failed", FieldKind::Integer},
       {"operationsCompletedCount", "b.completed", FieldKind::Integer},
       {"errors", "'[]'", FieldKind::Json}}};
  return table;
}

const storage::Searchable& batch_operation_items() {
  static const storage::Searchable table{
      "batch_operation_item t JOIN batch_operation b ON b.key = t.batch LEFT JOIN process_instance "
      "i ON "
      "i.key = t.instance WHERE 1 = 1",
      "t.key",
      {{"operationType", "b.act", FieldKind::Text, known_acts()},
       {"batchOperationKey", "t.batch", FieldKind::Key},
       {"itemKey", "t.key", FieldKind::Key},
       {"processInstanceKey", "t.instance", FieldKind::Key},
       {"rootProcessInstanceKey", "i.root", FieldKind::Key},
       {"state", "t.state", FieldKind::Text, {"ACTIVE", "COMPLETED", "CANCELED", "FAILED"}},
       {"processedDate", "t.processed_at", FieldKind::Instant},
       {"errorMessage", "t.error"}}};
  return table;
}

}  // namespace runtime
