// Acts on many instances at once: each instance is an item that is done or fails by itself, so that
// one in the way holds up no other. What is open is found again after a restart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "storage/search.h"
#include "storage/tx.h"

namespace runtime {

enum class BatchAct { Cancel, ResolveIncidents, Migrate, Modify, Delete, Suspend, Resume };
enum class BatchState { Created, Active, Suspended, Completed, Canceled };

// As clients know it: "CANCEL_PROCESS_INSTANCE" …
std::string_view name_of(BatchAct act);

struct BatchOperation {
  int64_t key = 0;
  BatchAct act = BatchAct::Cancel;
  BatchState state = BatchState::Created;
  base::Json plan;  // how, of those that need to be told
  std::string actor;
};

// Created and without items; gives its key.
int64_t create_batch_operation(storage::Tx& tx, BatchAct act, const base::Json& plan);
void add_batch_items(storage::Tx& tx, int64_t batch, const std::vector<int64_t>& instances);
std::optional<BatchOperation> batch_operation(storage::Connection& db, int64_t key);
// Those that a restart must go on with: active ones.
std::vector<int64_t> active_batch_operations(storage::Connection& db);

// Instances that are still to be done, at most `limit`.
std::vector<int64_t> open_batch_items(storage::Connection& db, int64_t batch, int64_t limit);
// Without an error it is completed, else failed.
void finish_batch_item(storage::Tx& tx, int64_t batch, int64_t instance, std::string_view error);
// Refuses with runtime.batch_state when the present state does not lead there. A cancelled one
// leaves its open items undone.
base::Result<void> change_batch_operation(storage::Tx& tx, int64_t key, BatchState state);

const storage::Searchable& batch_operations();
const storage::Searchable& batch_operation_items();

}  // namespace runtime
