// The clock that can be set; refused when it is a real one.
#include "app/clock.h"
#include "base/time.h"
#include "server/camunda/routes.h"

namespace server::camunda {

namespace {

constexpr int64_t last_millisecond = 253'402'300'799'999;  // of the year 9999

base::Result<Response> set(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"timestamp"});
  const auto timestamp = reader.integer("timestamp", 0, last_millisecond);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::set_clock(workspace, call.caller, {timestamp * 1000}));
}

}  // namespace

void add_clock_routes(Router& router, app::Workspace& ws) {
  router.add({"PUT", "/clock", Access::Signed, {}, [&ws](const Call& c) { return set(ws, c); }});
  router.add({"POST", "/clock/reset", Access::Signed, {}, [&ws](const Call& c) {
                return done(app::reset_clock(ws, c.caller));
              }});
}

}  // namespace server::camunda
