// Variables as lists.
#include "app/process_instances.h"
#include "server/camunda/routes.h"
#include "server/camunda/variables.h"

namespace server::camunda {

namespace {

base::Result<Response> search(app::Workspace& workspace, const Call& call) {
  const auto values = values_of(call.request);
  if (!values) return values.error();
  const auto request = search_of(call.request);
  if (!request) return request.error();
  return ok(app::search_variables(workspace, call.caller, *request, *values));
}

}  // namespace

base::Result<app::VariableValues> values_of(const Request& request) {
  const auto given = query_text(request, "truncateValues");
  if (given == "false") return app::VariableValues::Whole;
  if (given.empty() || given == "true") return app::VariableValues::Truncated;
  return base::refusal("request.wrong_type").at("?truncateValues").because("true or false");
}

void add_variable_routes(Router& router, app::Workspace& ws) {
  router.add(
      {"POST", "/variables/search", Access::Signed, {"truncateValues"}, [&ws](const Call& c) {
         return search(ws, c);
       }});
  router.add({"GET",
              "/variables/{variableKey}",
              Access::Signed,
              {},
              [&ws](const Call& c) -> base::Result<Response> {
                return ok(app::variable(ws, c.caller, c.parameters.front()));
              }});
}

}  // namespace server::camunda
