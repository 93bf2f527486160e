#include "server/camunda/routes.h"

namespace server::camunda {

void add_routes(Router& router, app::Workspace& workspace) {
  add_cluster_routes(router, workspace);
  add_deployment_routes(router, workspace);
  add_process_definition_routes(router, workspace);
  add_decision_routes(router, workspace);
  add_expression_routes(router, workspace);
  add_process_instance_routes(router, workspace);
  add_batch_operation_routes(router, workspace);
  add_job_routes(router, workspace);
  add_message_routes(router, workspace);
  add_clock_routes(router, workspace);
  add_element_instance_routes(router, workspace);
  add_user_task_routes(router, workspace);
  add_statistics_routes(router, workspace);
  add_variable_routes(router, workspace);
}

}  // namespace server::camunda
