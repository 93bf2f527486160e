// Deployed decisions and their models; asking a decision.
#include "app/decisions.h"
#include "server/camunda/models.h"
#include "server/camunda/routes.h"
#include "server/camunda/variables.h"

namespace server::camunda {

namespace {

base::Result<Response> evaluate(app::Workspace& workspace, const Call& call) {
  const auto body = body_with_variables(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"decisionDefinitionId", "decisionDefinitionKey", "variables", "tenantId"});
  app::DecisionQuestion question;
  question.id = reader.text_or("decisionDefinitionId", "", 500);
  question.key = reader.key_or("decisionDefinitionKey", 0);
  question.inputs = reader.object_or_empty("variables");
  const auto given_tenant = reader.text_or("tenantId", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = check_tenant(given_tenant); !known) return known.error();
  if (question.id.empty() == (question.key == 0)) {
    return base::refusal("request.wrong_type")
        .because("exactly one of decisionDefinitionId and decisionDefinitionKey");
  }
  return ok(app::evaluate_decision(workspace, call.caller, question));
}

base::Result<Response> search_instances(app::Workspace& workspace, const Call& call) {
  const auto request = search_of(call.request);
  if (!request) return request.error();
  return ok(app::search_decision_instances(workspace, call.caller, *request));
}

}  // namespace

void add_decision_routes(Router& router, app::Workspace& ws) {
  add_model_routes(router, ws, app::Models::Decisions, "/decision-definitions",
                   "{decisionDefinitionKey}");
  add_model_routes(router, ws, app::Models::DecisionRequirements, "/decision-requirements",
                   "{decisionRequirementsKey}");
  router.add({"POST", "/decision-definitions/evaluation", Access::Signed, {}, [&ws](const Call& c) {
                return evaluate(ws, c);
              }});
  router.add({"POST", "/decision-instances/search", Access::Signed, {}, [&ws](const Call& c) {
                return search_instances(ws, c);
              }});
  router.add({"GET",
              "/decision-instances/{decisionEvaluationInstanceKey}",
              Access::Signed,
              {},
              [&ws](const Call& c) {
                return ok(app::decision_instance(ws, c.caller, c.parameters.front()));
              }});
}

}  // namespace server::camunda
