// Evaluating one expression.
#include "app/expressions.h"
#include "server/camunda/routes.h"
#include "server/camunda/variables.h"

namespace server::camunda {

namespace {

constexpr size_t expression_length_max = 100'000;

base::Result<Response> evaluate(app::Workspace& workspace, const Call& call) {
  const auto body = body_with_variables(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"expression", "tenantId", "scopeKey", "variables"});
  app::ExpressionRequest request;
  request.expression = reader.text("expression", expression_length_max);
  request.scope = reader.key_or("scopeKey", 0);
  request.variables = reader.object_or_empty("variables");
  const auto given_tenant = reader.text_or("tenantId", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = check_tenant(given_tenant); !known) return known.error();
  return ok(app::evaluate_expression(workspace, call.caller, request));
}

}  // namespace

void add_expression_routes(Router& router, app::Workspace& ws) {
  router.add({"POST", "/expression/evaluation", Access::Signed, {}, [&ws](const Call& c) {
                return evaluate(ws, c);
              }});
}

}  // namespace server::camunda
