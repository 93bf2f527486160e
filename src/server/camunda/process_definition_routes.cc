// Deployed processes.
#include "app/models.h"
#include "server/camunda/models.h"
#include "server/camunda/routes.h"

namespace server::camunda {

void add_process_definition_routes(Router& router, app::Workspace& workspace) {
  add_model_routes(router, workspace, app::Models::Processes, "/process-definitions",
                   "{processDefinitionKey}");
}

}  // namespace server::camunda
