// Process instances that have ended, taken out of the tables.
#pragma once

#include "base/result.h"
#include "storage/tx.h"

namespace runtime {

// All that the tables hold of an instance; what called it and what it has called stay. Refuses with
// request.no_such_key and, while it runs, with engine.still_running.
base::Result<void> delete_instance(storage::Tx& tx, int64_t instance);

}  // namespace runtime
