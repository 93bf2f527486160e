#include "app/people.h"

#include "app/away.h"
#include "server/api/organisation_routes.h"
#include "server/api/routes.h"

namespace server {

namespace {

base::Result<Response> set_deputy(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body,
                {"person", "position", "deputy", "from", "until", "reason", "mode", "scope"});
  reader.text("deputy", 200);
  for (const auto* name : {"person", "position", "from", "until", "mode"})
    reader.text_or(name, "", 200);
  reader.text_or("reason", "", 500);
  reader.texts("scope");
  if (auto read = reader.done(); !read) return read.error();
  return created(app::set_deputy(workspace, call.caller, *body));
}

base::Result<Response> end_deputy(app::Workspace& workspace, const Call& call) {
  const auto id = key_of(call.parameters[0]);
  if (!id) return id.error();
  return done(app::end_deputy(workspace, call.caller, *id));
}

base::Result<Response> away(app::Workspace& workspace, const Call& call) {
  const auto from = query_text(call.request, "from");
  const auto until = query_text(call.request, "until");
  if (from.empty() && until.empty()) return ok(app::away_now(workspace, call.caller));
  return ok(app::away_between(workspace, call.caller, from, until));
}

}  // namespace

void add_people_routes(Router& router, app::Workspace& ws) {
  add_organisation_routes(router, ws);
  router.add({"GET", "/people/away", Access::Signed, {"from", "until"}, [&ws](const Call& c) {
                return away(ws, c);
              }});
  router.add({"GET", "/deputies", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::list_deputies(ws, c.caller));
              }});
  router.add({"POST", "/deputies", Access::Signed, {}, [&ws](const Call& c) {
                return set_deputy(ws, c);
              }});
  router.add({"DELETE", "/deputies/{id}", Access::Signed, {}, [&ws](const Call& c) {
                return end_deputy(ws, c);
              }});
}

}  // namespace server
