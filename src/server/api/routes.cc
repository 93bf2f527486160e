#include "server/api/routes.h"

namespace server {

base::Result<Response> ok(const base::Result<base::Json>& answer) {
  if (!answer) return answer.error();
  return json(200, *answer);
}

base::Result<Response> created(const base::Result<base::Json>& answer) {
  if (!answer) return answer.error();
  return json(201, *answer);
}

base::Result<Response> done(const base::Result<void>& answer) {
  if (!answer) return answer.error();
  return no_content();
}

Response csv_file(std::string text, const std::string& name) {
  Response response;
  response.body = std::move(text);
  response.with("Content-Type", "text/csv; charset=utf-8")
      .with("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
      .with("Cache-Control", "no-store");
  return response;
}

base::Result<app::Page> page_of(const Request& request, int64_t size) {
  const auto number = query_number(request, "page", 1, 1, 1'000'000);
  if (!number) return number.error();
  const auto asked = query_number(request, "size", size, 1, 200);
  if (!asked) return asked.error();
  return app::Page{*number, *asked};
}

}  // namespace server
