#include "runtime/deletion.h"

#include <string>

namespace runtime {

base::Result<void> delete_instance(storage::Tx& tx, int64_t instance) {
  const std::string key = std::to_string(instance);
  const auto row = tx.db.first("SELECT state FROM process_instance WHERE key = ?", {instance});
  if (!row) return base::refusal("request.no_such_key").at(key);
  if (row->text(0) == "active") return base::refusal("engine.still_running").because(key);
  for (const char* table :
       {"element_instance", "variable", "variable_part", "sequence_flow", "join_token", "every_job",
        "timer", "subscription", "incident", "instance_tags", "instance_business_id",
        "correlated_message", "message_start", "held_event", "unfinished_body",
        "decision_evaluation", "own_halt", "called_instance"})
    tx.db.execute("DELETE FROM " + std::string(table) + " WHERE instance = ?", {instance});
  tx.db.execute("DELETE FROM process_instance WHERE key = ?", {instance});
  return {};
}

}  // namespace runtime
