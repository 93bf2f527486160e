#include "app/outside.h"
#include "base/text.h"
#include "server/api/routes.h"

namespace server {

namespace {

base::Result<Response> open(app::Workspace& workspace, const Call& call) {
  return ok(app::open_outside(workspace, call.parameters[0], query_text(call.request, "code")));
}

base::Result<Response> sign(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"name", "image", "hash", "code"});
  const auto name = reader.text("name", 100);
  reader.text("image", 700'000);
  reader.text("hash", 64);
  reader.text_or("code", "", 20);
  if (auto read = reader.done(); !read) return read.error();
  if (base::trim(name).empty())
    return base::refusal("request.wrong_type").at("name").because("required");
  return ok(app::sign_outside(workspace, call.parameters[0], *body));
}

}  // namespace

void add_outside_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/outside/{token}", Access::Open, {"code"}, [&ws](const Call& c) {
                return open(ws, c);
              }});
  router.add({"POST", "/outside/{token}/sign", Access::Open, {}, [&ws](const Call& c) {
                return sign(ws, c);
              }});
}

}  // namespace server
