// What is printed: matters and records as pages of HTML.
#include <algorithm>

#include "app/paper_designing.h"
#include "base/text.h"
#include "server/api/routes.h"

namespace server {

namespace {

// Where the browser found us: the way on from a printed page.
std::string origin_of(const Request& request) {
  const auto host = request.header("host");
  if (host.empty()) return {};
  const bool is_secure = request.header("x-forwarded-proto") == "https";
  return (is_secure ? "https://" : "http://") + std::string(host);
}

base::Result<app::PaperRequest> request_of(const Request& request) {
  app::PaperRequest out;
  const auto language = query_text(request, "language");
  if (!language.empty() && language != "zh" && language != "en")
    return base::refusal("request.wrong_type").at("language").because("zh or en");
  if (language == "en") out.language = app::PaperLanguage::English;
  out.origin = origin_of(request);
  out.template_name = query_text(request, "template");
  return out;
}

// Everything is inside: nothing is loaded and nothing runs.
base::Result<Response> page_of_paper(const base::Result<std::string>& page) {
  if (!page) return page.error();
  Response response;
  response.body = *page;
  response.with("Content-Type", "text/html; charset=utf-8")
      .with("Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
            "form-action 'none'; frame-ancestors 'none'")
      .with("Cache-Control", "no-store");
  return response;
}

base::Result<Response> of_instance(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call.parameters[0]);
  if (!key) return key.error();
  const auto request = request_of(call.request);
  if (!request) return request.error();
  return page_of_paper(app::paper(workspace, call.caller, *key, *request));
}

base::Result<Response> of_record(app::Workspace& workspace, const Call& call) {
  const auto id = key_of(call.parameters[1]);
  if (!id) return id.error();
  const auto request = request_of(call.request);
  if (!request) return request.error();
  return page_of_paper(app::paper(workspace, call.caller, call.parameters[0], *id, *request));
}

base::Result<Response> of_several(app::Workspace& workspace, const Call& call) {
  std::vector<int64_t> keys;
  for (const auto& text : base::split(query_text(call.request, "instances"), ',')) {
    const auto key = key_of(text);
    if (!key) return key.error();
    if (std::ranges::find(keys, *key) == keys.end()) keys.push_back(*key);
  }
  if (keys.empty() || keys.size() > app::papers_max)
    return base::refusal("request.wrong_type").at("instances").because("1 to 50 keys");
  const auto request = request_of(call.request);
  if (!request) return request.error();
  return page_of_paper(app::papers(workspace, call.caller, keys, *request));
}

constexpr size_t template_max = 1'000'000;

base::Result<Response> check_template(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"text"});
  const auto text = reader.text("text", template_max);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::check_paper_template(workspace, call.caller, call.parameters[0], text));
}

base::Result<Response> try_template(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"text", "instance", "record"});
  app::PaperTrial trial;
  trial.text = reader.text("text", template_max);
  trial.instance = reader.key_or("instance", 0);
  const auto record = reader.object_or_empty("record");
  Reader inner(record, {"type", "id"});
  if (trial.instance == 0) {
    trial.record_type = inner.filled("type", 200);
    trial.record = inner.key("id");
    reader.take_over(inner, "record");
  }
  if (auto read = reader.done(); !read) return read.error();
  auto request = request_of(call.request);
  if (!request) return request.error();
  return page_of_paper(app::try_paper_template(workspace, call.caller, call.parameters[0], trial,
                                               std::move(*request)));
}

base::Result<Response> publish_template(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"text", "base_version", "comment"});
  app::PaperPublication publication;
  publication.paper = call.parameters[0];
  publication.text = reader.text("text", template_max);
  publication.base_version = reader.integer("base_version", 1, INT64_MAX / 2);
  publication.comment = reader.text_or("comment", "", 2000);
  if (auto read = reader.done(); !read) return read.error();
  return created(app::publish_paper_template(workspace, call.caller, publication));
}

base::Result<Response> template_version(app::Workspace& workspace, const Call& call) {
  const auto version = key_of(call.parameters[1]);
  if (!version) return version.error();
  return ok(app::paper_template_version(workspace, call.caller, call.parameters[0], *version));
}

void add_template_routes(Router& router, app::Workspace& ws) {
  const auto add = [&](std::string method, const std::string& path,
                       base::Result<Response> (*handle)(app::Workspace&, const Call&)) {
    router.add({std::move(method),
                "/paper-templates" + path,
                Access::Signed,
                {},
                [&ws, handle](const Call& c) { return handle(ws, c); }});
  };
  add("GET", "",
      [](app::Workspace& w, const Call& c) { return ok(app::list_paper_templates(w, c.caller)); });
  add("GET", "/{id}", [](app::Workspace& w, const Call& c) {
    return ok(app::paper_template(w, c.caller, c.parameters[0]));
  });
  add("GET", "/{id}/versions/{version}", template_version);
  add("POST", "/{id}/versions", publish_template);
  add("POST", "/{id}/check", check_template);
  router.add(
      {"POST", "/paper-templates/{id}/trial", Access::Signed, {"language"}, [&ws](const Call& c) {
         return try_template(ws, c);
       }});
}

}  // namespace

void add_paper_routes(Router& router, app::Workspace& ws) {
  router.add({"GET",
              "/instances/{key}/paper",
              Access::Signed,
              {"language", "template"},
              [&ws](const Call& c) { return of_instance(ws, c); }});
  router.add({"GET",
              "/records/{type}/{id}/paper",
              Access::Signed,
              {"language", "template"},
              [&ws](const Call& c) { return of_record(ws, c); }});
  router.add({"GET", "/papers", Access::Signed, {"instances", "language"}, [&ws](const Call& c) {
                return of_several(ws, c);
              }});
  add_template_routes(router, ws);
}

}  // namespace server
