#include "server/camunda/routes.h"

namespace server::camunda {

void add_routes(Router& router, app::Workspace& workspace) {
  add_cluster_routes(router, workspace);
  add_deployment_routes(router, workspace);
  add_process_definition_routes(router, workspace);
  add_decision_routes(router, workspace);
  add_expression_routes(router, workspace);
}

}  // namespace server::camunda
