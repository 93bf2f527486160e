#include "app/duties.h"

#include "server/api/routes.h"

namespace server {

namespace {

base::Result<Response> calendar(app::Workspace& workspace, const Call& call) {
  const auto scope = query_text(call.request, "scope");
  if (!scope.empty() && scope != "mine" && scope != "all")
    return base::refusal("request.wrong_type").at("scope").because("mine or all");
  return ok(app::duty_calendar(workspace, call.caller, query_text(call.request, "month"),
                               scope == "all" ? app::DutyScope::All : app::DutyScope::Mine));
}

base::Result<Response> compliance(app::Workspace& workspace, const Call& call) {
  const auto months = query_number(call.request, "months", 6, 1, 12);
  if (!months) return months.error();
  return ok(
      app::duty_compliance(workspace, call.caller, query_text(call.request, "until"), *months));
}

}  // namespace

void add_duty_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/duties/calendar", Access::Signed, {"month", "scope"}, [&ws](const Call& c) {
                return calendar(ws, c);
              }});
  router.add(
      {"GET", "/duties/compliance", Access::Signed, {"until", "months"}, [&ws](const Call& c) {
         return compliance(ws, c);
       }});
}

}  // namespace server
