// Who may start a process by hand (jw:starters).
#pragma once

#include "app/inside/parts.h"

namespace app {

// Everyone, a role, position:, person:, or who has a post in unit: (or unit:…:below).
bool may_start(Parts& parts, storage::Connection& db, const ProcessDefinition& process,
               const Caller& caller);

}  // namespace app
