// Service tasks that the program carries out itself: records:transition, records:create,
// records:update, notify:send, report:render.
#pragma once

#include "app/inside/act.h"
#include "engine/effects.h"

namespace app {

// Variables that the task sets, or null.
base::Result<feel::Value> run_builtin(Act& act, Parts& parts, const engine::BuiltinCall& call);

}  // namespace app
