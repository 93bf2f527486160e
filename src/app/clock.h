// The clock that can be set. Refused with runtime.clock_real when it is the machine's.
#pragma once

#include <string_view>

#include "app/caller.h"
#include "base/result.h"
#include "base/time.h"

namespace app {

class Workspace;

// As set_clock and advance_clock of the workspace, written down in the history.
base::Result<void> set_clock(Workspace& workspace, const Caller& caller, base::Time now);
base::Result<void> advance_clock(Workspace& workspace, const Caller& caller,
                                 std::string_view duration);
// Time does not run backwards: what was set stays, and goes on from there.
base::Result<void> reset_clock(Workspace& workspace, const Caller& caller);

// Comes back when all that is due by a clock that stands has fired: for who looks at it next.
void settle(Workspace& workspace);

}  // namespace app
