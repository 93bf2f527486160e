// Element instances, their variables, and incidents.
#include "app/process_instances.h"
#include "server/camunda/instructions.h"
#include "server/camunda/pending.h"
#include "server/camunda/routes.h"
#include "server/camunda/running.h"
#include "server/camunda/variables.h"

namespace server::camunda {

namespace {

base::Result<Response> set_variables(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_with_variables(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"variables", "local", "operationReference"});
  const auto variables = reader.object("variables");
  const auto where =
      reader.is_true("local") ? app::VariableScope::Local : app::VariableScope::Outwards;
  (void)reader.integer_or("operationReference", 1, 1, INT64_MAX);
  if (auto read = reader.done(); !read) return read.error();
  return acted(call, [&](const app::Ended& ended) {
    app::set_variables(workspace, call.caller, *key, variables, where, ended);
  });
}

base::Result<Response> activate(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_with_variables(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"elements", "cancelRemainingInstances"});
  require_list(reader, "elements");
  std::vector<app::AdHocActivation> elements;
  for (const auto& each : reader.objects("elements")) {
    Reader inner(each, {"elementId", "variables"});
    elements.push_back({inner.text("elementId", 500), inner.object_or_empty("variables")});
    reader.take_over(inner, "elements");
  }
  const auto activate = reader.is_true("cancelRemainingInstances") ? app::activate_only_in_ad_hoc
                                                                   : app::activate_in_ad_hoc;
  if (auto read = reader.done(); !read) return read.error();
  return done(activate(workspace, call.caller, *key, elements));
}

base::Result<Response> resolve(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  if (auto read = read_empty_act(call.request); !read) return read.error();
  return done(app::resolve_incident(workspace, call.caller, *key));
}

base::Result<Response> incidents_of(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto request = search_of(call.request);
  if (!request) return request.error();
  return ok(app::search_incidents_of_element(workspace, call.caller, *key, *request));
}

}  // namespace

void add_element_instance_routes(Router& router, app::Workspace& ws) {
  const std::string one = "/element-instances/{elementInstanceKey}";
  add_running_routes(router, ws, app::Running::ElementInstances, "/element-instances",
                     "{elementInstanceKey}");
  router.add({"PUT", one + "/variables", Access::Signed, {}, [&ws](const Call& c) {
                return set_variables(ws, c);
              }});
  router.add({"POST",
              "/element-instances/ad-hoc-activities/{adHocSubProcessInstanceKey}/activation",
              Access::Signed,
              {},
              [&ws](const Call& c) { return activate(ws, c); }});
  router.add({"POST", one + "/incidents/search", Access::Signed, {}, [&ws](const Call& c) {
                return incidents_of(ws, c);
              }});
  add_running_routes(router, ws, app::Running::Incidents, "/incidents", "{incidentKey}");
  router.add(
      {"POST", "/incidents/{incidentKey}/resolution", Access::Signed, {}, [&ws](const Call& c) {
         return resolve(ws, c);
       }});
}

}  // namespace server::camunda
