// What is printed: matters and records as pages of HTML.
#include <algorithm>

#include "app/papers.h"
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
}

}  // namespace server
