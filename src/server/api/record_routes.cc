#include "app/records.h"

#include "app/forms.h"
#include "app/outside.h"
#include "app/search.h"
#include "server/api/routes.h"

namespace server {

namespace {

base::Result<app::RecordQuery> query_of(const Request& request) {
  app::RecordQuery query{query_text(request, "q"), nullptr, query_text(request, "sort")};
  const auto filter = query_text(request, "filter");
  if (filter.empty()) return query;
  auto read = base::parse_json(filter);
  if (!read) return std::move(read).error().at("filter");
  if (!read->is_array())
    return base::refusal("request.wrong_type").at("filter").because("a list is expected");
  query.filter = std::move(*read);
  return query;
}

base::Result<Response> list(app::Workspace& workspace, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return page.error();
  auto query = query_of(call.request);
  if (!query) return query.error();
  query->choice = query_text(call.request, "choice");
  query->made_on = query_text(call.request, "made_on");
  return ok(app::list_records(workspace, call.caller, call.parameters[0], *query, *page));
}

base::Result<Response> export_csv(app::Workspace& workspace, const Call& call) {
  const auto query = query_of(call.request);
  if (!query) return query.error();
  const auto text = app::export_records(workspace, call.caller, call.parameters[0], *query);
  if (!text) return text.error();
  return csv_file(*text, call.parameters[0]);
}

// The list of one record, where the query names it: link and owner together.
base::Result<app::ImportedList> list_of(const Request& request) {
  const auto link = query_text(request, "link");
  const auto owner = query_text(request, "owner");
  if (link.empty() && owner.empty()) return app::ImportedList{};
  if (link.empty()) return base::refusal("request.wrong_type").at("link");
  const auto key = key_of(owner);
  if (!key) return base::refusal("request.wrong_type").at("owner");
  return app::ImportedList{link, *key};
}

base::Result<Response> import_template(app::Workspace& workspace, const Call& call) {
  const auto language = query_text(call.request, "language");
  if (!language.empty() && language != "zh" && language != "en")
    return base::refusal("request.wrong_type").at("language").because("zh or en");
  const auto list = list_of(call.request);
  if (!list) return list.error();
  const auto text =
      app::import_template(workspace, call.caller, call.parameters[0], language, *list);
  if (!text) return text.error();
  return csv_file(*text, call.parameters[0] + "-import");
}

base::Result<Response> import_csv(app::Workspace& workspace, const Call& call) {
  const auto mode = query_text(call.request, "mode");
  const auto& type = call.parameters[0];
  const auto list = list_of(call.request);
  if (!list) return list.error();
  if (mode == "preview")
    return ok(app::preview_import(workspace, call.caller, type, call.request.body, *list));
  if (mode == "apply")
    return ok(app::import_records(workspace, call.caller, type, call.request.body, *list));
  return base::refusal("request.wrong_type").at("mode").because("preview or apply");
}

// What is filled in of a new record, and where.
struct FilledIn {
  base::Json values;
  app::CreatedAt at;
};

base::Result<FilledIn> filled_in(const Request& request) {
  const auto body = body_of(request);
  if (!body) return body.error();
  Reader reader(*body, {"values", "parent", "link"});
  FilledIn filled{reader.object("values"), {}};
  filled.at = {reader.key_or("parent", 0), reader.text_or("link", "", 200)};
  if (auto read = reader.done(); !read) return read.error();
  return filled;
}

base::Result<Response> create(app::Workspace& workspace, const Call& call) {
  const auto filled = filled_in(call.request);
  if (!filled) return filled.error();
  const auto& type = call.parameters[0];
  return created(app::create_record(workspace, call.caller, type, filled->values, filled->at));
}

base::Result<Response> save_draft(app::Workspace& workspace, const Call& call) {
  const auto filled = filled_in(call.request);
  if (!filled) return filled.error();
  return ok(app::save_record_draft(workspace, call.caller, call.parameters[0], filled->at,
                                   filled->values.as_object()));
}

base::Result<Response> update(app::Workspace& workspace, const Call& call, int64_t id) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"version", "values"});
  const auto version = reader.integer("version", 1, INT64_MAX);
  const auto values = reader.object("values");
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::update_record(workspace, call.caller, call.parameters[0], id, version, values));
}

base::Result<Response> remove(app::Workspace& workspace, const Call& call, int64_t id) {
  const auto text = query_text(call.request, "version");
  const auto version = text.empty() ? base::Result<int64_t>(int64_t{0}) : key_of(text);
  if (!version) return base::refusal("request.wrong_type").at("version");
  return done(app::remove_record(workspace, call.caller, call.parameters[0], id, *version));
}

base::Result<Response> transition(app::Workspace& workspace, const Call& call, int64_t id) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"version", "values"});
  const auto version = reader.integer_or("version", 0, 0, INT64_MAX);
  const auto values = reader.object_or_empty("values");
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::transition_record(workspace, call.caller, call.parameters[0], id,
                                   call.parameters[2], version, values));
}

base::Result<Response> comment(app::Workspace& workspace, const Call& call, int64_t id) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"text"});
  const auto text = reader.text("text", 2000);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::comment_record(workspace, call.caller, call.parameters[0], id, text));
}

base::Result<Response> make_link(app::Workspace& workspace, const Call& call, int64_t id) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"purpose", "days", "code", "recipient"});
  const auto purpose = reader.text("purpose", 10);
  reader.integer_or("days", 7, 1, 90);
  reader.text_or("code", "", 20);
  reader.text_or("recipient", "", 60);
  if (auto read = reader.done(); !read) return read.error();
  if (purpose != "view" && purpose != "sign")
    return base::refusal("request.wrong_type").at("purpose").because("view or sign");
  return created(app::create_outside_link(workspace, call.caller, call.parameters[0], id, *body));
}

using Of = base::Result<Response> (*)(app::Workspace&, const Call&, int64_t id);

base::Result<Response> show(app::Workspace& workspace, const Call& call, int64_t id) {
  return ok(app::record(workspace, call.caller, call.parameters[0], id));
}
base::Result<Response> form(app::Workspace& workspace, const Call& call, int64_t id) {
  const auto name = query_text(call.request, "transition");
  return ok(app::record_form(workspace, call.caller, call.parameters[0], id, name));
}
base::Result<Response> timeline(app::Workspace& workspace, const Call& call, int64_t id) {
  return ok(app::timeline(workspace, call.caller, call.parameters[0], id));
}
base::Result<Response> history(app::Workspace& workspace, const Call& call, int64_t id) {
  return ok(app::history(workspace, call.caller, call.parameters[0], id));
}
base::Result<Response> links(app::Workspace& workspace, const Call& call, int64_t id) {
  return ok(app::list_outside_links(workspace, call.caller, call.parameters[0], id));
}

base::Result<app::CreatedAt> created_at(const Request& request) {
  const auto parent = query_text(request, "parent");
  const auto id = parent.empty() ? base::Result<int64_t>(int64_t{0}) : key_of(parent);
  if (!id) return id.error();
  return app::CreatedAt{*id, query_text(request, "link")};
}

base::Result<Response> create_form(app::Workspace& workspace, const Call& call) {
  const auto at = created_at(call.request);
  if (!at) return at.error();
  return ok(app::create_form(workspace, call.caller, call.parameters[0], *at));
}

base::Result<Response> drop_draft(app::Workspace& workspace, const Call& call) {
  const auto at = created_at(call.request);
  if (!at) return at.error();
  return done(app::drop_record_draft(workspace, call.caller, call.parameters[0], *at));
}

// A route about one record: its id is the second parameter.
void add_of(Router& router, app::Workspace& ws, std::string method, std::string below,
            std::vector<std::string> query, Of handle) {
  router.add({std::move(method), "/records/{type}/{id}" + below, Access::Signed, std::move(query),
              [&ws, handle](const Call& c) -> base::Result<Response> {
                const auto id = key_of(c.parameters[1]);
                if (!id) return id.error();
                return handle(ws, c, *id);
              }});
}

}  // namespace

void add_record_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/record-types", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::list_record_types(ws, c.caller));
              }});
  router.add({"GET", "/record-types/{type}", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::record_type(ws, c.caller, c.parameters[0]));
              }});
  router.add({"GET",
              "/records/{type}",
              Access::Signed,
              {"q", "filter", "sort", "page", "size", "choice", "made_on"},
              [&ws](const Call& c) { return list(ws, c); }});
  router.add({"GET", "/search", Access::Signed, {"q"}, [&ws](const Call& c) {
                return ok(app::find_records(ws, c.caller, query_text(c.request, "q")));
              }});
  router.add({"POST", "/records/{type}", Access::Signed, {}, [&ws](const Call& c) {
                return create(ws, c);
              }});
  router.add(
      {"GET", "/records/{type}/form", Access::Signed, {"parent", "link"}, [&ws](const Call& c) {
         return create_form(ws, c);
       }});
  router.add({"PUT", "/records/{type}/draft", Access::Signed, {}, [&ws](const Call& c) {
                return save_draft(ws, c);
              }});
  router.add(
      {"DELETE", "/records/{type}/draft", Access::Signed, {"parent", "link"}, [&ws](const Call& c) {
         return drop_draft(ws, c);
       }});
  router.add({"GET",
              "/records/{type}/export.csv",
              Access::Signed,
              {"q", "filter", "sort"},
              [&ws](const Call& c) { return export_csv(ws, c); }});
  router.add({"GET",
              "/records/{type}/import-template.csv",
              Access::Signed,
              {"language", "link", "owner"},
              [&ws](const Call& c) { return import_template(ws, c); }});
  router.add({"POST",
              "/records/{type}/import",
              Access::Signed,
              {"mode", "link", "owner"},
              [&ws](const Call& c) { return import_csv(ws, c); }});
  add_of(router, ws, "GET", "", {}, show);
  add_of(router, ws, "PATCH", "", {}, update);
  add_of(router, ws, "DELETE", "", {"version"}, remove);
  add_of(router, ws, "GET", "/form", {"transition"}, form);
  add_of(router, ws, "POST", "/transitions/{name}", {}, transition);
  add_of(router, ws, "GET", "/timeline", {}, timeline);
  add_of(router, ws, "GET", "/history", {}, history);
  add_of(router, ws, "POST", "/comments", {}, comment);
  add_of(router, ws, "GET", "/outside-links", {}, links);
  add_of(router, ws, "POST", "/outside-links", {}, make_link);
  router.add({"DELETE",
              "/outside-links/{id}",
              Access::Signed,
              {},
              [&ws](const Call& c) -> base::Result<Response> {
                const auto id = key_of(c.parameters[0]);
                if (!id) return id.error();
                return done(app::revoke_outside_link(ws, c.caller, *id));
              }});
}

}  // namespace server
