// The stable code of what a story tells, for other programs: the words that approvals have in
// common (START, PASS, ROLLBACK …), whatever the sentence is.
#pragma once

#include <string_view>

#include "work/timeline.h"

namespace work {

// Empty: of what is still to come, and of acts on records.
std::string_view event_code(const TimelineEntry& entry);

}  // namespace work
