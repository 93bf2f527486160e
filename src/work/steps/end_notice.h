// Private to the module: who speaks for a matter hears how it has ended, once.
#pragma once

#include "work/context.h"
#include "work/instances.h"

namespace work {

// That it has passed, did not pass or was terminated, in the words of its status, with who decided
// it and what he said. Not where he ended it himself, nor what the process leaves out
// (jw:end_notice) or has told him by a step of its own, or by a copy at the end. Of what a caller
// of his waits for he hears with that: that it has passed never, that it did not where it does not
// end the caller, too.
void tell_starter(Context& context, const Instance& ended);

}  // namespace work
