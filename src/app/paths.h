// The way a matter would take, before it is handed in.
#pragma once

#include "app/workspace.h"

namespace app {

// Steps and people from the values of the start form as they stand; nothing is checked or stored.
// Refuses with what starting the process refuses to this caller.
base::Result<base::Json> path_of_start(Workspace& workspace, const Caller& caller,
                                       std::string_view process, const base::JsonObject& values,
                                       const base::JsonObject& choices,
                                       std::string_view behalf = {});

// The steps that lie before a running matter, and whether the caller may name other people for
// each. Refuses with app.no_instance.
base::Result<base::Json> path_of_instance(Workspace& workspace, const Caller& caller, int64_t key);

}  // namespace app
