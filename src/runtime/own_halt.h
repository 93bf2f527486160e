// Called instances that were suspended for a reason of their own: they do not go on with their
// caller, but when they are resumed themselves.
#pragma once

#include <cstdint>

#include "storage/tx.h"

namespace runtime {

void note_own_halt(storage::Tx& tx, int64_t instance);
// It rests at most as its caller does from then on.
void drop_own_halt(storage::Tx& tx, int64_t instance);
bool has_own_halt(storage::Connection& db, int64_t instance);

}  // namespace runtime
