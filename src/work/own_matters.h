// Who takes over what a leaver started is the applicant of it, also at the steps he has open
// already.
#pragma once

#include <string>

#include "work/context.h"

namespace work {

// Matters that the person took over have become his own: an open seat of theirs that `jw:applicant`
// does not let him decide is filled as it would be if its step came now. Call when who started them
// has left.
base::Result<void> leave_own_matters(Context& context, const std::string& person);
// A starter who is back mends himself what was returned to whoever took his matter over. What that
// one has handed on stays where it is.
void take_back_forms(Context& context);

}  // namespace work
