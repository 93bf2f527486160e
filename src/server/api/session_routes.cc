#include "app/identity.h"
#include "app/sessions.h"
#include "server/api/routes.h"

namespace server {

namespace {

std::string cookie(app::Workspace& workspace, const Call& call, std::string_view token,
                   std::string_view more) {
  std::string out(cookie_name);
  out.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict").append(more);
  if (app::is_encrypted_site(workspace, call.request.header("host"))) out += "; Secure";
  return out;
}

base::Result<Response> sign_in(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"username", "password", "link"});
  const auto username = reader.text_or("username", "", 200);
  const auto password = reader.text("password", 1000);
  const auto link = reader.text_or("link", "", 200);
  if (auto read = reader.done(); !read) return read.error();

  auto signed_in = link.empty() ? app::sign_in(workspace, username, password)
                                : app::use_link(workspace, link, password);
  if (!signed_in) return signed_in.error();
  auto response = json(200, signed_in->session);
  response.with("Set-Cookie", session_cookie(workspace, call, signed_in->token));
  return response;
}

base::Result<Response> sign_out(app::Workspace& workspace, const Call& call) {
  if (auto out = app::sign_out(workspace, call.caller); !out) return out.error();
  auto response = no_content();
  response.with("Set-Cookie", cookie(workspace, call, "", "; Max-Age=0"));
  return response;
}

base::Result<Response> change_password(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"old", "new"});
  const auto before = reader.text("old", 1000);
  const auto after = reader.text("new", 1000);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::change_password(workspace, call.caller, before, after));
}

Response stream(const Call& call) {
  Response response;
  response.with("Content-Type", "text/event-stream")
      .with("Cache-Control", "no-store")
      .with("X-Accel-Buffering", "no");
  response.body = "retry: 2000\n\n";
  response.stream = StreamFor{call.caller.person};
  return response;
}

}  // namespace

std::string session_cookie(app::Workspace& workspace, const Call& call, std::string_view token) {
  return cookie(workspace, call, token, "");
}

void add_session_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/session", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::session(ws, c.caller));
              }});
  router.add(
      {"POST", "/session", Access::Open, {}, [&ws](const Call& c) { return sign_in(ws, c); }});
  router.add(
      {"DELETE", "/session", Access::Signed, {}, [&ws](const Call& c) { return sign_out(ws, c); }});
  router.add({"PUT", "/session/password", Access::Signed, {}, [&ws](const Call& c) {
                return change_password(ws, c);
              }});
  router.add({"GET", "/stream", Access::Signed, {}, [](const Call& c) -> base::Result<Response> {
                return stream(c);
              }});
}

}  // namespace server
