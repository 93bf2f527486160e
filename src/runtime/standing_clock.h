// A clock that stands, in a program that serves others.
#pragma once

namespace runtime {

class Runtime;

// From now on what is due already by a VirtualClock as it stands fires by itself, as under a clock
// that runs. Otherwise advance_to does that, too, for who decides what comes when.
void fire_what_is_due(Runtime& runtime);

}  // namespace runtime
