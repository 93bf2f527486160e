#include "app/clock.h"
#include "base/time.h"
#include "server/api/routes.h"

namespace server {

namespace {

base::Result<Response> set(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"now"});
  const auto text = reader.text("now", 40);
  if (auto read = reader.done(); !read) return read.error();
  const auto now = base::parse_time(text);
  if (!now)
    return base::refusal("request.wrong_type").at("now").because("an ISO 8601 instant is expected");
  if (auto moved = app::set_clock(workspace, call.caller, *now); !moved) return moved.error();
  return json(200, app::health(workspace));
}

base::Result<Response> advance(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"by"});
  const auto by = reader.text("by", 40);
  if (auto read = reader.done(); !read) return read.error();
  if (!base::parse_duration(by))
    return base::refusal("request.wrong_type").at("by").because("an ISO 8601 duration");
  if (auto moved = app::advance_clock(workspace, call.caller, by); !moved) return moved.error();
  return json(200, app::health(workspace));
}

}  // namespace

void add_clock_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/health", Access::Open, {}, [&ws](const Call&) -> base::Result<Response> {
                return json(200, app::health(ws));
              }});
  router.add({"PUT", "/clock", Access::Signed, {}, [&ws](const Call& c) { return set(ws, c); }});
  router.add({"POST", "/clock/advance", Access::Signed, {}, [&ws](const Call& c) {
                return advance(ws, c);
              }});
}

}  // namespace server
