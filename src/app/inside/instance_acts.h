// Acts on one process instance inside an operation, written down in its history: for callers, and
// for each item of an act on many.
#pragma once

#include "app/inside/parts.h"
#include "app/process_instances.h"
#include "runtime/runtime.h"

namespace app {

// On a matter bound to a record as on its page: bound_record.h.
base::Result<void> cancel(Parts& parts, runtime::Op& op, int64_t instance);
base::Result<void> resolve_all(runtime::Op& op, int64_t instance);
base::Result<void> modify(Parts& parts, runtime::Op& op, int64_t instance,
                          const Modification& modification);
std::vector<engine::Mapping> mappings_of(const Migration& migration);
// Refuses with engine.no_process.
base::Result<void> check_target(Parts& parts, const Migration& migration);
base::Result<void> migrate(Parts& parts, runtime::Op& op, int64_t instance,
                           const Migration& migration);
// Its tasks wait with it, and so does what it has called.
base::Result<void> suspend(Parts& parts, runtime::Op& op, int64_t instance);
base::Result<void> resume(Parts& parts, runtime::Op& op, int64_t instance);
// One that has ended; what is of a pack stays.
base::Result<void> remove_ended(Parts& parts, runtime::Op& op, int64_t instance);

}  // namespace app
