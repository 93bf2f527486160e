// Many instances written at once, in the rows that the engine would have written.
#pragma once

#include <cstdint>

#include "bench/engine/workspace.h"

namespace bench {

enum class Population { Waiting, Finished };

// Of start, service task (type "waiting"), end: waiting at the task, or finished. `workspace` must
// not have been started. Amounts and times are spread
// by the number of each, the same in every run.
void populate(Workspace& workspace, int64_t definition, Population which, int64_t count);

// Works a sample of those that wait to their end through the engine.
void verify_waiting(Workspace& workspace, int64_t sample);

// Of the whole process, in bytes.
int64_t resident_bytes();

}  // namespace bench
