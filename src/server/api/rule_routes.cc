// The rules playground.
#include "app/playground.h"
#include "server/api/routes.h"

namespace server {

namespace {

constexpr size_t text_max = 100'000;
constexpr size_t model_max = 4'000'000;

base::Result<void> one_of(std::string_view given, std::string_view place, std::string_view first,
                          std::string_view second) {
  if (given == first || given == second) return {};
  return base::refusal("request.wrong_type")
      .at(std::string(place))
      .because(std::string(first) + " or " + std::string(second));
}

base::Result<Response> expression(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"expression", "form", "dialect", "context", "input"});
  app::Trial trial;
  trial.expression = reader.text("expression", text_max);
  trial.context = reader.text_or("context", "", text_max);
  trial.input = reader.text_or("input", "", text_max);
  const auto form = reader.text_or("form", "expression");
  const auto dialect = reader.text_or("dialect", "camunda");
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = one_of(form, "form", "expression", "unary_tests"); !known) return known.error();
  if (auto known = one_of(dialect, "dialect", "camunda", "standard"); !known) return known.error();
  if (form == "unary_tests") trial.form = feel::Form::UnaryTests;
  if (dialect == "standard") trial.dialect = feel::Dialect::Standard;
  return ok(app::try_expression(workspace, call.caller, trial));
}

base::Result<Response> read_model(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"dmn"});
  const auto dmn = reader.text("dmn", model_max);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::written_decisions(workspace, call.caller, dmn));
}

base::Result<Response> decide(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"decision", "dmn", "inputs"});
  app::DecisionTrial trial;
  trial.decision = reader.text("decision", 500);
  trial.dmn = reader.text_or("dmn", "", model_max);
  trial.inputs = reader.object_or_empty("inputs").as_object();
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::try_decision(workspace, call.caller, trial));
}

}  // namespace

void add_rule_routes(Router& router, app::Workspace& ws) {
  router.add({"POST", "/rules/expression", Access::Signed, {}, [&ws](const Call& c) {
                return expression(ws, c);
              }});
  router.add({"GET", "/rules/decisions", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::list_decisions(ws, c.caller));
              }});
  router.add({"GET", "/rules/decisions/{id}", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::written_decision(ws, c.caller, c.parameters[0]));
              }});
  router.add({"POST", "/rules/models", Access::Signed, {}, [&ws](const Call& c) {
                return read_model(ws, c);
              }});
  router.add({"POST", "/rules/decision", Access::Signed, {}, [&ws](const Call& c) {
                return decide(ws, c);
              }});
}

}  // namespace server
