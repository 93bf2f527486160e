// Matters that somebody handed in for another (代提交): the other is their starter, and both have
// them among what they started.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "work/context.h"

namespace work {

// The acting person handed it in for its starter, takes part from now on, and the starter is told.
void note_handed_in(Context& context, int64_t instance);
// Empty when its starter handed it in himself.
std::string handed_in_by(storage::Connection& db, int64_t instance);
// Newest first.
std::vector<int64_t> handed_in(storage::Connection& db, std::string_view person);

}  // namespace work
