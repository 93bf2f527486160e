// What lists show of the elements of a deployed process: kept as rows, so that SQL can filter and
// sort by it.
#pragma once

#include "engine/process.h"
#include "storage/connection.h"

namespace runtime {

class Definitions;

void store_elements(storage::Connection& db, const engine::Process& process);
// For processes that were deployed before the rows were kept.
void store_missing_elements(storage::Connection& db, Definitions& definitions);

}  // namespace runtime
