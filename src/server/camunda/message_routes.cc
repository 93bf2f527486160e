// Messages and signals, and who waits for them.
#include "app/messages.h"
#include "server/camunda/routes.h"
#include "server/camunda/running.h"
#include "server/camunda/variables.h"

namespace server::camunda {

namespace {

constexpr size_t name_length_max = 500;
constexpr int64_t kept_max = INT64_MAX / 4000;

base::Result<app::OutsideMessage> message_of(const Request& request,
                                             std::vector<std::string_view> more) {
  const auto body = body_with_variables(request);
  if (!body) return body.error();
  auto members = std::move(more);
  members.insert(members.end(), {"name", "correlationKey", "variables", "tenantId", "businessId"});
  Reader reader(*body, members);
  app::OutsideMessage out;
  out.name = reader.filled("name", name_length_max);
  out.correlation_key = reader.text_or("correlationKey", "", name_length_max);
  out.variables = reader.object_or_empty("variables");
  out.time_to_live = std::chrono::milliseconds(reader.integer_or("timeToLive", 0, 0, kept_max));
  out.id = reader.text_or("messageId", "", name_length_max);
  reader.not_served("businessId");
  const auto given_tenant = reader.text_or("tenantId", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = check_tenant(given_tenant); !known) return known.error();
  return out;
}

base::Result<Response> publish(app::Workspace& workspace, const Call& call) {
  const auto message = message_of(call.request, {"timeToLive", "messageId"});
  if (!message) return message.error();
  return ok(app::publish_message(workspace, call.caller, *message));
}

base::Result<Response> correlate(app::Workspace& workspace, const Call& call) {
  const auto message = message_of(call.request, {});
  if (!message) return message.error();
  return ok(app::correlate_message(workspace, call.caller, *message));
}

base::Result<Response> broadcast(app::Workspace& workspace, const Call& call) {
  const auto body = body_with_variables(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"signalName", "variables", "tenantId"});
  const auto name = reader.filled("signalName", name_length_max);
  const auto variables = reader.object_or_empty("variables");
  const auto given_tenant = reader.text_or("tenantId", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = check_tenant(given_tenant); !known) return known.error();
  return ok(app::broadcast_signal(workspace, call.caller, name, variables));
}

base::Result<Response> evaluate_conditions(app::Workspace& workspace, const Call& call) {
  const auto body = body_with_variables(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"processDefinitionKey", "variables", "tenantId"});
  const auto definition = reader.key_or("processDefinitionKey", 0);
  const auto variables = reader.object("variables");
  const auto given_tenant = reader.text_or("tenantId", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = check_tenant(given_tenant); !known) return known.error();
  return ok(app::evaluate_conditions(workspace, call.caller, definition, variables));
}

}  // namespace

void add_message_routes(Router& router, app::Workspace& ws) {
  router.add({"POST", "/messages/publication", Access::Signed, {}, [&ws](const Call& c) {
                return publish(ws, c);
              }});
  router.add({"POST", "/messages/correlation", Access::Signed, {}, [&ws](const Call& c) {
                return correlate(ws, c);
              }});
  router.add({"POST", "/signals/broadcast", Access::Signed, {}, [&ws](const Call& c) {
                return broadcast(ws, c);
              }});
  router.add({"POST", "/conditionals/evaluation", Access::Signed, {}, [&ws](const Call& c) {
                return evaluate_conditions(ws, c);
              }});
  add_running_search(router, ws, app::Running::MessageSubscriptions, "/message-subscriptions");
  add_running_search(router, ws, app::Running::CorrelatedMessages,
                     "/correlated-message-subscriptions");
}

}  // namespace server::camunda
