#include "app/views.h"

#include "server/api/routes.h"

namespace server {

namespace {

base::Result<int64_t> record_of(const Request& request) {
  const auto text = query_text(request, "record");
  if (text.empty()) return int64_t{0};
  return key_of(text);
}

base::Result<Response> data(app::Workspace& workspace, const Call& call) {
  const auto page = page_of(call.request);
  if (!page) return page.error();
  const auto record = record_of(call.request);
  if (!record) return record.error();
  app::RecordQuery query{query_text(call.request, "q"), nullptr, query_text(call.request, "sort")};
  if (const auto filter = query_text(call.request, "filter"); !filter.empty()) {
    auto read = base::parse_json(filter);
    if (!read) return std::move(read).error().at("filter");
    if (!read->is_array())
      return base::refusal("request.wrong_type").at("filter").because("a list is expected");
    query.filter = std::move(*read);
  }
  return ok(app::view_data(workspace, call.caller, call.parameters[0], *record, query, *page));
}

base::Result<Response> metric(app::Workspace& workspace, const Call& call) {
  const auto record = record_of(call.request);
  if (!record) return record.error();
  return ok(app::metric(workspace, call.caller, call.parameters[0], *record));
}

}  // namespace

void add_view_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/menu", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::menu(ws, c.caller));
              }});
  router.add({"GET", "/views/{id}", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::view(ws, c.caller, c.parameters[0]));
              }});
  router.add({"GET",
              "/views/{id}/data",
              Access::Signed,
              {"record", "q", "filter", "sort", "page", "size"},
              [&ws](const Call& c) { return data(ws, c); }});
  router.add({"GET", "/metrics", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::list_metrics(ws, c.caller));
              }});
  router.add({"GET", "/metrics/{id}", Access::Signed, {"record"}, [&ws](const Call& c) {
                return metric(ws, c);
              }});
  router.add({"GET", "/charters", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::list_charters(ws, c.caller));
              }});
  router.add({"GET", "/charters/{pack}", Access::Signed, {}, [&ws](const Call& c) {
                return ok(app::charter(ws, c.caller, c.parameters[0]));
              }});
}

}  // namespace server
