// Definitions are read alike: search, one by its key, its XML.
#pragma once

#include <string>

#include "app/models.h"
#include "server/http/router.h"

namespace server::camunda {

// `path` "/process-definitions", `parameter` "{processDefinitionKey}".
void add_model_routes(Router& router, app::Workspace& workspace, app::Models which,
                      const std::string& path, const std::string& parameter);

}  // namespace server::camunda
