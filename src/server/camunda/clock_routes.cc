// The clock that can be set; refused when it is a real one.
#include "base/time.h"
#include "server/camunda/routes.h"
#include "server/http/answers.h"

namespace server::camunda {

namespace {

constexpr int64_t last_millisecond = 253'402'300'799'999;  // of the year 9999

base::Result<Response> set(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"timestamp"});
  const auto timestamp = reader.integer("timestamp", 0, last_millisecond);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::set_clock(workspace, {timestamp * 1000}));
}

// Time does not run backwards: what was set stays, and goes on from there.
base::Result<Response> reset(app::Workspace& workspace, const Call&) {
  if (!workspace.has_virtual_clock()) return base::refusal("runtime.clock_real");
  return no_content();
}

}  // namespace

void add_clock_routes(Router& router, app::Workspace& ws) {
  router.add({"PUT", "/clock", Access::Signed, {}, [&ws](const Call& c) { return set(ws, c); }});
  router.add(
      {"POST", "/clock/reset", Access::Signed, {}, [&ws](const Call& c) { return reset(ws, c); }});
}

}  // namespace server::camunda
