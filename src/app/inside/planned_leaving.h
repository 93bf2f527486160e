// Somebody leaves on a later day (`at` of app::leave): by itself, with the successors that were
// said, as things stand then. What is refused then is told to who planned it and to the
// administrators, and he stays until somebody sees to it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/act.h"

namespace app {

// The hand-over of app::leave, whoever asks for it.
base::Result<void> hand_all(Act& act, const std::string& leaver, const base::Json& request);
// Whether all that he holds now has a successor. Refuses with work.no_successor.
base::Result<void> check_successors(Parts& parts, const Caller& caller, const std::string& leaver,
                                    const base::Json& request);

// Takes the place of what was planned for him. Refuses with app.no_person, request.wrong_type,
// org.change_in_past, as check_successors, with work.no_successor where nobody takes over what is
// still to come, and with app.beyond_keeping for an administrator whom a keeper would let leave.
base::Result<void> plan_leaving(Parts& parts, const Caller& caller, const std::string& leaver,
                                const base::Json& request);

std::vector<std::string> leaving_schedule_kinds();
base::Result<void> fire_leaving(Act& act, std::string_view kind, const base::Json& payload);

}  // namespace app
