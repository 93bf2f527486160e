#include "app/sessions.h"
#include "server/api/routes.h"

namespace server {

namespace {

base::Result<Response> add_user(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"username", "name", "password"});
  const auto username = reader.text("username", 200);
  const auto name = reader.text("name", 200);
  const auto password = reader.text("password", 1000);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::add_account(workspace, username, name, password));
}

base::Result<Response> set_password(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"password"});
  const auto password = reader.text("password", 1000);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::set_password(workspace, call.parameters[0], password));
}

base::Result<Response> make_token(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"title"});
  const auto title = reader.text("title", 200);
  if (auto read = reader.done(); !read) return read.error();
  const auto token = app::make_api_token(workspace, call.parameters[0], title);
  if (!token) return token.error();
  return json(201, base::JsonObject{{"token", *token}});
}

base::Result<Response> back_up(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"folder"});
  const auto folder = reader.text("folder", 4000);
  if (auto read = reader.done(); !read) return read.error();
  return done(workspace.back_up(folder));
}

}  // namespace

void add_control_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/control/users", Access::Control, {}, [&ws](const Call&) {
                return ok(app::accounts(ws));
              }});
  router.add({"POST", "/control/users", Access::Control, {}, [&ws](const Call& c) {
                return add_user(ws, c);
              }});
  router.add({"PUT", "/control/users/{name}/password", Access::Control, {}, [&ws](const Call& c) {
                return set_password(ws, c);
              }});
  router.add({"POST", "/control/users/{name}/tokens", Access::Control, {}, [&ws](const Call& c) {
                return make_token(ws, c);
              }});
  router.add({"POST", "/control/backup", Access::Control, {}, [&ws](const Call& c) {
                return back_up(ws, c);
              }});
}

}  // namespace server
