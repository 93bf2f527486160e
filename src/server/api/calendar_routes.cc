#include "app/calendar.h"

#include "server/api/routes.h"

namespace server {

namespace {

base::Result<int> year_of(const Request& request, int64_t otherwise) {
  const auto year = query_number(request, "year", otherwise, 1970, 9999);
  if (!year) return year.error();
  return static_cast<int>(*year);
}

base::Result<Response> show(app::Workspace& workspace, const Call& call) {
  const auto year = year_of(call.request, 0);
  if (!year) return year.error();
  return ok(app::calendar(workspace, call.caller, *year, query_text(call.request, "site")));
}

base::Result<Response> set_hours(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"site", "zone", "hours", "weekdays", "half_weekdays", "half_until"});
  reader.text_or("site", "", 200);
  reader.text_or("zone", "", 100);
  reader.text("half_until", 5);
  for (const auto& opening : reader.objects("hours")) {
    Reader inner(opening, {"from", "to"});
    inner.text("from", 5);
    inner.text("to", 5);
    reader.take_over(inner, "hours");
  }
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::set_working_hours(workspace, call.caller, *body));
}

base::Result<Response> import(app::Workspace& workspace, const Call& call) {
  const auto year = year_of(call.request, 0);
  if (!year) return year.error();
  if (*year == 0) return base::refusal("request.wrong_type").at("year");
  const auto mode = query_text(call.request, "mode");
  if (mode != "preview" && mode != "apply")
    return base::refusal("request.wrong_type").at("mode").because("preview or apply");
  return ok(app::import_calendar(
      workspace, call.caller, call.request.body, *year, query_text(call.request, "site"),
      mode == "preview" ? app::ImportMode::Preview : app::ImportMode::Apply));
}

base::Result<Response> drop_year(app::Workspace& workspace, const Call& call) {
  const auto year = key_of(call.parameters[0]);
  if (!year || *year < 1970 || *year > 9999) return base::refusal("request.not_found");
  return ok(app::drop_calendar_year(workspace, call.caller, static_cast<int>(*year),
                                    query_text(call.request, "site")));
}

}  // namespace

void add_calendar_routes(Router& router, app::Workspace& ws) {
  const auto add = [&](std::string method, std::string path, std::vector<std::string> query,
                       base::Result<Response> (*handle)(app::Workspace&, const Call&)) {
    router.add({std::move(method), std::move(path), Access::Signed, std::move(query),
                [&ws, handle](const Call& c) { return handle(ws, c); }});
  };
  add("GET", "/calendar", {"year", "site"}, show);
  add("PUT", "/calendar/hours", {}, set_hours);
  add("POST", "/calendar/import", {"year", "site", "mode"}, import);
  add("DELETE", "/calendar/years/{year}", {"site"}, drop_year);
  add("DELETE", "/calendar/sites/{id}", {}, [](app::Workspace& w, const Call& c) {
    return ok(app::drop_site_calendar(w, c.caller, c.parameters[0]));
  });
}

}  // namespace server
