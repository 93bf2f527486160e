// The API that clients of Camunda 8 know, below /v2: api/camunda.yaml. A file a resource; each
// brings its own routes and is listed in add_routes.
#pragma once

#include "server/camunda/answers.h"
#include "server/http/router.h"

namespace server::camunda {

void add_routes(Router& router, app::Workspace& workspace);

void add_cluster_routes(Router& router, app::Workspace& workspace);
void add_deployment_routes(Router& router, app::Workspace& workspace);
void add_process_definition_routes(Router& router, app::Workspace& workspace);
void add_decision_routes(Router& router, app::Workspace& workspace);
void add_expression_routes(Router& router, app::Workspace& workspace);
void add_process_instance_routes(Router& router, app::Workspace& workspace);
void add_batch_operation_routes(Router& router, app::Workspace& workspace);
void add_job_routes(Router& router, app::Workspace& workspace);
void add_message_routes(Router& router, app::Workspace& workspace);
void add_clock_routes(Router& router, app::Workspace& workspace);
void add_element_instance_routes(Router& router, app::Workspace& workspace);
void add_user_task_routes(Router& router, app::Workspace& workspace);
void add_statistics_routes(Router& router, app::Workspace& workspace);
void add_variable_routes(Router& router, app::Workspace& workspace);

}  // namespace server::camunda
