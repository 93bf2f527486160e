// Deployed decisions and their models; asking a decision.
#include "app/decisions.h"
#include "server/camunda/models.h"
#include "server/camunda/routes.h"

namespace server::camunda {

namespace {

base::Result<Response> evaluate(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
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

}  // namespace

void add_decision_routes(Router& router, app::Workspace& ws) {
  add_model_routes(router, ws, app::Models::Decisions, "/decision-definitions",
                   "{decisionDefinitionKey}");
  add_model_routes(router, ws, app::Models::DecisionRequirements, "/decision-requirements",
                   "{decisionRequirementsKey}");
  router.add({"POST", "/decision-definitions/evaluation", Access::Signed, {}, [&ws](const Call& c) {
                return evaluate(ws, c);
              }});
}

}  // namespace server::camunda
