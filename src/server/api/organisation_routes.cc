#include "server/api/organisation_routes.h"

#include "app/bulk_transfer.h"
#include "app/leaving.h"
#include "app/people.h"
#include "app/sessions.h"
#include "app/structure.h"
#include "server/api/routes.h"

namespace server {

namespace {

void read_title(Reader& reader, const base::Json& body) {
  const auto* title = base::find(body, "title");
  reader.object("title");
  if (title == nullptr || !title->is_object()) return;
  Reader inner(*title, {"zh", "en"});
  inner.text("zh", 200);
  inner.text_or("en", "", 200);
  reader.take_over(inner, "title");
}

base::Result<Response> put_unit(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"title", "kind", "parent", "head_position", "from"});
  read_title(reader, *body);
  reader.text("kind", 20);
  for (const auto* name : {"parent", "head_position", "from"}) reader.text_or(name, "", 200);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::change_unit(workspace, call.caller, call.parameters[0], *body));
}

base::Result<Response> put_position(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"title", "unit", "superior", "headcount", "from"});
  read_title(reader, *body);
  reader.text("unit", 200);
  reader.integer("headcount", 0, 100'000);
  for (const auto* name : {"superior", "from"}) reader.text_or(name, "", 200);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::change_position(workspace, call.caller, call.parameters[0], *body));
}

base::Result<Response> add_person(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"id", "name", "name_en", "phone", "email"});
  reader.text("name", 100);
  for (const auto* name : {"id", "name_en", "phone", "email"}) reader.text_or(name, "", 200);
  if (auto read = reader.done(); !read) return read.error();
  return created(app::add_person(workspace, call.caller, *body));
}

base::Result<Response> appoint(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"person", "position", "main", "from"});
  for (const auto* name : {"person", "position"}) reader.text(name, 200);
  reader.is_true("main");
  reader.text_or("from", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::appoint(workspace, call.caller, *body));
}

base::Result<Response> release(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"person", "position", "until"});
  for (const auto* name : {"person", "position"}) reader.text(name, 200);
  reader.text_or("until", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::release(workspace, call.caller, *body));
}

base::Result<Response> give_area(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"person", "position", "unit", "from", "until"});
  for (const auto* name : {"person", "position", "unit"}) reader.text(name, 200);
  for (const auto* name : {"from", "until"}) reader.text_or(name, "", 200);
  if (auto read = reader.done(); !read) return read.error();
  return created(app::give_area(workspace, call.caller, *body));
}

base::Result<Response> end_area(app::Workspace& workspace, const Call& call) {
  const auto id = key_of(call.parameters[0]);
  if (!id) return id.error();
  return done(app::end_area(workspace, call.caller, *id));
}

base::Result<Response> import_people(app::Workspace& workspace, const Call& call) {
  const auto mode = query_text(call.request, "mode");
  const auto& csv = call.request.body;
  if (mode == "preview") return ok(app::preview_people(workspace, call.caller, csv));
  if (mode == "apply") return ok(app::import_people(workspace, call.caller, csv));
  return base::refusal("request.wrong_type").at("mode").because("preview or apply");
}

base::Result<app::StructureImport> structure_mode(const Call& call) {
  const auto mode = query_text(call.request, "mode");
  if (mode == "preview") return app::StructureImport::Preview;
  if (mode == "apply") return app::StructureImport::Apply;
  return base::refusal("request.wrong_type").at("mode").because("preview or apply");
}

base::Result<Response> import_units(app::Workspace& workspace, const Call& call) {
  const auto mode = structure_mode(call);
  if (!mode) return mode.error();
  return ok(app::import_units(workspace, call.caller, call.request.body, *mode));
}

base::Result<Response> import_positions(app::Workspace& workspace, const Call& call) {
  const auto mode = structure_mode(call);
  if (!mode) return mode.error();
  return ok(app::import_positions(workspace, call.caller, call.request.body, *mode));
}

base::Result<Response> put_person(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"name", "name_en", "phone", "email", "posts"});
  reader.text("name", 200);
  for (const auto* name : {"name_en", "phone", "email"}) {
    const auto* stated = base::find(*body, name);
    if (stated == nullptr || !stated->is_null()) reader.text_or(name, "", 200);
  }
  for (const auto& post : reader.objects("posts")) {
    Reader inner(post, {"position", "main"});
    inner.text("position", 200);
    inner.is_true("main");
    reader.take_over(inner, "posts");
  }
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::state_person(workspace, call.caller, call.parameters[0], *body));
}

base::Result<Response> give_account(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"username"});
  const auto username = reader.text_or("username", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  return created(app::give_account(workspace, call.caller, call.parameters[0], username));
}

base::Result<Response> leave(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body,
                {"reason", "successor", "tasks", "positions", "areas", "deputies", "duties",
                 "received_duties", "records", "letters", "sent_letters", "proposals", "at"});
  reader.text("reason", 500);
  reader.text_or("at", "", 200);
  reader.text_or("successor", "", 200);
  for (const auto* name : {"tasks", "positions", "areas", "deputies", "duties", "received_duties",
                           "records", "letters", "sent_letters", "proposals"})
    reader.object_or_empty(name);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::leave(workspace, call.caller, call.parameters[0], *body));
}

base::Result<Response> transfer_tasks(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"to", "reason", "tasks"});
  reader.filled("to", 200);
  reader.text("reason", 2000);
  const auto tasks = reader.texts("tasks");
  if (reader.has("tasks") && tasks.empty()) reader.misfit("tasks", "at least one task");
  if (auto read = reader.done(); !read) return read.error();
  for (const std::string& task : tasks) {
    if (const auto key = key_of(task); !key) return key.error();
  }
  return ok(app::transfer_tasks(workspace, call.caller, call.parameters[0], *body));
}

using Close = base::Result<void> (*)(app::Workspace&, const app::Caller&, std::string_view id,
                                     std::string_view from);

base::Result<Response> closed(app::Workspace& workspace, const Call& call, Close close) {
  return done(close(workspace, call.caller, call.parameters[0], query_text(call.request, "from")));
}

}  // namespace

void add_organisation_routes(Router& router, app::Workspace& ws) {
  const auto add = [&](std::string method, std::string path, std::vector<std::string> query,
                       base::Result<Response> (*handle)(app::Workspace&, const Call&)) {
    router.add({std::move(method), std::move(path), Access::Signed, std::move(query),
                [&ws, handle](const Call& c) { return handle(ws, c); }});
  };
  add("GET", "/organisation", {"at"}, [](app::Workspace& w, const Call& c) {
    return ok(app::organisation_at(w, c.caller, query_text(c.request, "at")));
  });
  add("PUT", "/organisation/units/{id}", {}, put_unit);
  add("DELETE", "/organisation/units/{id}", {"from"},
      [](app::Workspace& w, const Call& c) { return closed(w, c, app::close_unit); });
  add("PUT", "/organisation/positions/{id}", {}, put_position);
  add("DELETE", "/organisation/positions/{id}", {"from"},
      [](app::Workspace& w, const Call& c) { return closed(w, c, app::close_position); });
  add("POST", "/organisation/units/import", {"mode"}, import_units);
  add("POST", "/organisation/positions/import", {"mode"}, import_positions);
  add("POST", "/organisation/posts", {}, appoint);
  add("POST", "/organisation/posts/end", {}, release);
  add("POST", "/organisation/areas", {}, give_area);
  add("DELETE", "/organisation/areas/{id}", {}, end_area);
  add("GET", "/people", {"q"}, [](app::Workspace& w, const Call& c) {
    return ok(app::find_people(w, c.caller, query_text(c.request, "q")));
  });
  add("POST", "/people", {}, add_person);
  add("POST", "/people/import", {"mode"}, import_people);
  add("PUT", "/people/{id}", {}, put_person);
  add("GET", "/people/{id}/leaving", {}, [](app::Workspace& w, const Call& c) {
    return ok(app::leaving(w, c.caller, c.parameters[0]));
  });
  add("POST", "/people/{id}/account", {}, give_account);
  add("POST", "/people/{id}/leave", {}, leave);
  add("DELETE", "/people/{id}/leave", {}, [](app::Workspace& w, const Call& c) {
    return done(app::stay(w, c.caller, c.parameters[0]));
  });
  add("GET", "/people/{id}/transfer", {"to"}, [](app::Workspace& w, const Call& c) {
    return ok(app::tasks_to_transfer(w, c.caller, c.parameters[0], query_text(c.request, "to")));
  });
  add("POST", "/people/{id}/transfer", {}, transfer_tasks);
}

}  // namespace server
