// Other systems that are told what happens.
#include "app/subscribers.h"
#include "server/api/routes.h"

namespace server {

namespace {

constexpr int64_t position_max = INT64_MAX / 2;

void read_wanted(Reader& reader) {
  reader.text("title", 50);
  reader.text("scope", 20);
  for (const auto* list : {"acts", "processes"}) reader.texts(list);
}

base::Result<Response> add(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"id", "title", "address", "secret", "scope", "acts", "processes", "from"});
  reader.text("id", 40);
  read_wanted(reader);
  for (const auto* name : {"address", "secret"}) reader.text(name, 1000);
  const auto from = reader.text_or("from", "now", 20);
  if (auto read = reader.done(); !read) return read.error();
  if (from != "now" && from != "beginning")
    return base::refusal("request.wrong_type").at("from").because("now or beginning");
  return created(app::add_subscriber(workspace, call.caller, *body));
}

base::Result<Response> change(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"title", "address", "secret", "scope", "acts", "processes", "state"});
  read_wanted(reader);
  reader.text("state", 20);
  for (const auto* name : {"address", "secret"}) reader.text_or(name, "", 1000);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::change_subscriber(workspace, call.caller, call.parameters[0], *body));
}

base::Result<Response> remove(app::Workspace& workspace, const Call& call) {
  const auto asked = query_text(call.request, "in_use");
  if (!asked.empty() && asked != "remove")
    return base::refusal("request.wrong_type").at("in_use").because("remove");
  const auto how = asked.empty() ? app::Removing::Unused : app::Removing::Anyhow;
  return done(app::remove_subscriber(workspace, call.caller, call.parameters[0], how));
}

using ToPosition = base::Result<void> (*)(app::Workspace&, const app::Caller&, std::string_view,
                                          int64_t);
base::Result<Response> move(app::Workspace& workspace, const Call& call, ToPosition act) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"position"});
  const auto position = reader.integer("position", 0, position_max);
  if (auto read = reader.done(); !read) return read.error();
  return done(act(workspace, call.caller, call.parameters[0], position));
}

}  // namespace

void add_subscriber_routes(Router& router, app::Workspace& ws) {
  const auto add_route = [&](std::string method, std::string path,
                             std::function<base::Result<Response>(const Call&)> handle) {
    router.add({std::move(method), std::move(path), Access::Signed, {}, std::move(handle)});
  };
  add_route("GET", "/subscribers",
            [&ws](const Call& c) { return ok(app::list_subscribers(ws, c.caller)); });
  add_route("POST", "/subscribers", [&ws](const Call& c) { return add(ws, c); });
  add_route("PUT", "/subscribers/{id}", [&ws](const Call& c) { return change(ws, c); });
  router.add({"DELETE", "/subscribers/{id}", Access::Signed, {"in_use"}, [&ws](const Call& c) {
                return remove(ws, c);
              }});
  add_route("POST", "/subscribers/{id}/trial", [&ws](const Call& c) {
    return done(app::try_subscriber(ws, c.caller, c.parameters[0]));
  });
  add_route("POST", "/subscribers/{id}/resume", [&ws](const Call& c) {
    return done(app::resume_subscriber(ws, c.caller, c.parameters[0]));
  });
  add_route("POST", "/subscribers/{id}/resend",
            [&ws](const Call& c) { return move(ws, c, app::resend_to_subscriber); });
  add_route("POST", "/subscribers/{id}/skip",
            [&ws](const Call& c) { return move(ws, c, app::skip_for_subscriber); });
}

}  // namespace server
