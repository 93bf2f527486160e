// Where a move begins that leads into a multi-instance activity which does not run.
#pragma once

#include <string_view>
#include <vector>

#include "engine/commands.h"
#include "engine/rows.h"

namespace engine {

// The element itself; or, of one inside a multi-instance activity of which no instance goes on,
// that activity as a whole: each of its new instances begins at the element. `terminate` are the
// element instances that the move ends. What is inside an event sub-process of such an activity is
// the element itself: it cannot be begun by hand.
MoveTarget entry_of(const Instance& instance, const std::vector<int64_t>& terminate,
                    std::string_view element_id);

// Not a FEEL name; of a multi-instance activity: at which element inside each instance begins.
inline constexpr std::string_view kBeginsAt = "jw:begins_at";

}  // namespace engine
