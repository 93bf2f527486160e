// The opinions that a person keeps ready.
#pragma once

#include "app/workspace.h"

namespace app {

// Of the caller, the most used first.
base::Json phrases(Workspace& workspace, const Caller& caller);
// Refuses as work::add_phrase does.
base::Result<base::Json> add_phrase(Workspace& workspace, const Caller& caller,
                                    const std::string& text);
base::Result<void> drop_phrase(Workspace& workspace, const Caller& caller, int64_t key);

}  // namespace app
