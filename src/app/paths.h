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

// What handing in a form as it stands would begin: of a new record, or of a transition of one
// (`subject`: FormSubject of a record). Nothing is checked or stored; what cannot be read of
// `values` counts as not filled in. {processes: [{process, closed, steps}]}, none where nothing
// begins. Refuses as the form does, with records.transition_not_allowed, and with records.forbidden
// who may not ask for the transition.
base::Result<base::Json> path_of_form(Workspace& workspace, const Caller& caller,
                                      const base::Json& subject, const base::JsonObject& values);

// The steps that lie before a running matter, and whether the caller may name other people for
// each. Refuses with app.no_instance.
base::Result<base::Json> path_of_instance(Workspace& workspace, const Caller& caller, int64_t key);

}  // namespace app
