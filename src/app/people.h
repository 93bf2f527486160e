// The organisation and deputies.
#pragma once

#include "app/workspace.h"

namespace app {

base::Result<base::Json> organisation(Workspace& workspace, const Caller& caller);
base::Result<base::Json> find_people(Workspace& workspace, const Caller& caller,
                                     std::string_view words);
base::Result<base::Json> list_deputies(Workspace& workspace, const Caller& caller);
// {person?, position?, deputy, from?, until?, reason?, scope?: [process ids]}
base::Result<base::Json> set_deputy(Workspace& workspace, const Caller& caller,
                                    const base::Json& deputy);
base::Result<void> end_deputy(Workspace& workspace, const Caller& caller, int64_t id);

}  // namespace app
