#include "app/clock.h"

#include "app/inside/parts.h"
#include "app/inside/told.h"
#include "app/workspace.h"

namespace app {

namespace {

base::Result<void> tell_of_clock(Parts& parts, const Caller& caller, std::string_view act,
                                 base::JsonObject changes) {
  const auto told = parts.runtime->run({caller.person, "", caller.door},
                                       [&](runtime::Op& op) -> base::Result<base::Json> {
                                         tell_of(op, act, "clock", "", std::move(changes));
                                         return base::Json();
                                       });
  return told ? base::Result<void>() : told.error();
}

// What `move` did to the clock.
base::Result<void> told(Workspace& workspace, const Caller& caller,
                        const std::function<base::Result<void>()>& move) {
  const base::Time before = workspace.now();
  if (auto moved = move(); !moved) return moved;
  return tell_of_clock(
      workspace.parts(), caller, "clock.set",
      {{"old", base::print_utc(before)}, {"new", base::print_utc(workspace.now())}});
}

}  // namespace

base::Result<void> set_clock(Workspace& workspace, const Caller& caller, base::Time now) {
  return told(workspace, caller, [&] { return set_clock(workspace, now); });
}

base::Result<void> advance_clock(Workspace& workspace, const Caller& caller,
                                 std::string_view duration) {
  return told(workspace, caller, [&] { return advance_clock(workspace, duration); });
}

base::Result<void> reset_clock(Workspace& workspace, const Caller& caller) {
  if (!workspace.has_virtual_clock()) return base::refusal("runtime.clock_real");
  return tell_of_clock(workspace.parts(), caller, "clock.reset",
                       {{"now", base::print_utc(workspace.now())}});
}

void settle(Workspace& workspace) {
  (void)workspace.parts().runtime->advance_to(workspace.now());  // a real clock needs nobody
}

}  // namespace app
