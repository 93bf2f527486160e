// Deployed processes.
#include "app/models.h"
#include "app/running.h"
#include "server/camunda/models.h"
#include "server/camunda/routes.h"
#include "server/http/answers.h"

namespace server::camunda {

namespace {

base::Result<Response> count_elements(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = search_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"filter"});
  const auto filter = reader.object_or_empty("filter");
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::count_elements_of_definition(workspace, call.caller, *key, filter));
}

base::Result<Response> start_form(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto found = app::start_form(workspace, call.caller, *key);
  if (found && found->is_null()) return no_content();
  return ok(found);
}

}  // namespace

void add_process_definition_routes(Router& router, app::Workspace& workspace) {
  add_model_routes(router, workspace, app::Models::Processes, "/process-definitions",
                   "{processDefinitionKey}");
  router.add({"POST",
              "/process-definitions/{processDefinitionKey}/statistics/element-instances",
              Access::Signed,
              {},
              [&workspace](const Call& c) { return count_elements(workspace, c); }});
  router.add({"GET",
              "/process-definitions/{processDefinitionKey}/form",
              Access::Signed,
              {},
              [&workspace](const Call& c) { return start_form(workspace, c); }});
}

}  // namespace server::camunda
