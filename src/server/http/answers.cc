#include "server/http/answers.h"

#include "server/http/status.h"

namespace server {

base::Json text_json(const base::Text& text) {
  return base::JsonObject{{"zh", text.zh}, {"en", text.en.empty() ? text.zh : text.en}};
}

base::Json problem_json(const base::Error& error) {
  base::JsonObject out;
  out["type"] = "/errors/" + error.code;
  out["status"] = status_of(error);
  out["code"] = error.code;
  out["title"] = text_json(error.title);
  if (!error.clause.empty()) out["clause"] = error.clause;
  if (!error.place.empty()) out["place"] = error.place;
  if (!error.detail.empty()) out["detail"] = error.detail;
  base::JsonArray missing;
  for (const auto& item : error.missing) {
    const auto* name = item.kind == base::Missing::Kind::Field ? "field" : "condition";
    missing.push_back(base::JsonObject{
        {name, item.name}, {"label", text_json(item.label)}, {"how", text_json(item.how)}});
  }
  out["missing"] = std::move(missing);
  return out;
}

Response json(int status, const base::Json& body) {
  Response response;
  response.status = status;
  response.body = base::print(body);
  response.with("Content-Type", "application/json").with("Cache-Control", "no-store");
  return response;
}

Response no_content() {
  Response response;
  response.status = 204;
  response.with("Cache-Control", "no-store");
  return response;
}

Response problem(const base::Error& error) {
  Response response;
  response.status = status_of(error);
  response.body = base::print(problem_json(error));
  response.with("Content-Type", "application/problem+json").with("Cache-Control", "no-store");
  if (error.kind == base::ErrorKind::Unavailable || error.kind == base::ErrorKind::TooMany) {
    response.with("Retry-After", "1");
  }
  return response;
}

}  // namespace server
