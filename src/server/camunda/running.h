// What runs is read alike: search, and one by its key.
#pragma once

#include <string>

#include "app/running.h"
#include "server/http/router.h"

namespace server::camunda {

// `path` "/incidents", `parameter` "{incidentKey}".
void add_running_routes(Router& router, app::Workspace& workspace, app::Running which,
                        const std::string& path, const std::string& parameter);
void add_running_search(Router& router, app::Workspace& workspace, app::Running which,
                        const std::string& path);

// A question about what the key of the path names.
using AskAboutKey = base::Result<base::Json> (*)(app::Workspace&, const app::Caller&, int64_t key);
void add_question(Router& router, app::Workspace& workspace, const std::string& path,
                  AskAboutKey ask);

// The members that every act may carry and that say nothing here: {operationReference}.
base::Result<void> read_empty_act(const Request& request);

}  // namespace server::camunda
