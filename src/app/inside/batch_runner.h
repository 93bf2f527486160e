// Works through an act on many instances: every item is an operation of its own.
#pragma once

#include "app/batch_operations.h"

namespace app {

// Why an item failed: a sentence, as a person reads it.
std::string sentence_of(const base::Error& error);

base::Json plan_of(const Migration& migration);
base::Json plan_of(const std::vector<Modification::Move>& moves);

// Goes on with what is open, some items at a time, until nothing is or it is active no longer.
// Gives control back at once. After a restart it is called again.
void run_batch_operation(Parts& parts, int64_t key);

}  // namespace app
