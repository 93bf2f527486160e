// What an instance in memory has beyond the tables: remembered instead of the whole.
#pragma once

#include "engine/rows.h"

namespace runtime {

// Whether what the tables hold and `changes_of` make the instance again.
bool can_be_made_again(const engine::Instance& instance);
engine::Instance changes_of(const engine::Instance& instance);
// Whether `changes_of` it are still these; none: that it has none.
bool are_changes_of(const engine::Instance& instance, const engine::Instance& changes);
bool has_changes(const engine::Instance& instance);
// Makes the instance again from what was just loaded.
void apply_changes(engine::Instance& loaded, engine::Instance changes);

}  // namespace runtime
