// New processes, begun in the browser as processes of a pack: drawn by who owns processes, put in
// force by administrators (publish_version). Until then nobody can start them.
#pragma once

#include <string>
#include <string_view>

#include "app/workspace.h"

namespace app {

// All refuse with app.not_allowed who owns no process.

// What a new process may be made of: {packs: [{id, title, records: [refs]}]}, the types of records
// that a pack has and those of the packs it needs.
base::Result<base::Json> process_grounds(Workspace& workspace, const Caller& caller);
// `xml`: the model of one process, whose id (small letters, digits and _) is new; it belongs to the
// caller until it is in force. Answers {id}. Refuses with app.process_exists,
// app.model_has_problems of what cannot be read.
base::Result<base::Json> begin_process(Workspace& workspace, const Caller& caller,
                                       std::string_view pack, const std::string& xml);
// Its drafts go with it. Refuses with app.no_process, and with app.process_in_force once it has
// been published.
base::Result<void> forget_process(Workspace& workspace, const Caller& caller, std::string_view id);

}  // namespace app
