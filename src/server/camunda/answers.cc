#include "server/camunda/answers.h"

#include <algorithm>

#include "server/camunda/variables.h"
#include "server/http/answers.h"
#include "server/http/status.h"

namespace server::camunda {

namespace {

int status_here(const base::Error& error) {
  if (error.code == "request.not_in_time") return 504;
  return error.kind == base::ErrorKind::Refused ? 409 : status_of(error);
}

std::string detail_of(const base::Error& error) {
  std::string out = error.title.en;
  const bool is_told = !error.place.empty() && error.detail.starts_with(error.place);
  if (!error.place.empty() && !is_told) out += ": " + error.place;
  if (!error.detail.empty()) out += ": " + error.detail;
  for (const auto& missing : error.missing)
    out += "\n" + missing.name + ": " + (missing.how.en.empty() ? missing.how.zh : missing.how.en);
  return out;
}

}  // namespace

Response problem(const base::Error& error, std::string_view path) {
  return problem_with(status_here(error), error, path);
}

Response problem_with(int status, const base::Error& error, std::string_view path) {
  base::JsonObject body{
      {"type", "/errors/" + error.code},
      {"title", reason_of(status)},
      {"status", status},
      {"detail", detail_of(error)},
      {"instance", path},
      {"code", error.code},
      {"words", base::JsonObject{{"zh", error.title.zh}, {"en", error.title.en}}}};
  Response response;
  response.status = status;
  response.body = base::print(body);
  response.with("Content-Type", "application/problem+json").with("Cache-Control", "no-store");
  if (status == 503 || status == 429) response.with("Retry-After", "1");
  return response;
}

base::Result<Response> ok(const base::Result<base::Json>& answer) {
  if (!answer) return answer.error();
  return json(200, *answer);
}

base::Result<Response> done(const base::Result<void>& act) {
  if (!act) return act.error();
  return no_content();
}

base::Result<Response> text(const base::Result<std::string>& answer, std::string_view media_type) {
  if (!answer) return answer.error();
  Response response;
  response.body = *answer;
  response.with("Content-Type", std::string(media_type))
      .with("Content-Security-Policy", "default-src 'none'; sandbox")
      .with("Cache-Control", "no-store");
  return response;
}

base::Result<int64_t> key_of(const Call& call, size_t parameter) {
  const auto& given = call.parameters[parameter];
  const bool is_key = given.size() <= 25 && std::all_of(given.begin(), given.end(), [](char c) {
                        return c >= '0' && c <= '9';
                      });
  if (!is_key) {
    return base::refusal("request.wrong_type")
        .at(given.substr(0, 40))
        .because("a key is expected: a text of digits");
  }
  return server::key_of(given);
}

base::Result<base::Json> search_of(const Request& request) {
  if (request.body.empty()) return base::Json(base::JsonObject());
  return body_of(request);
}

base::Result<base::Json> body_with_variables(const Request& request) {
  if (request.body.empty()) return base::Json(base::JsonObject());
  auto checked = body_of(request);
  if (!checked) return checked;
  return base::parse_json_exact_below("variables", request.body);
}

base::Result<void> check_tenant(std::string_view given) {
  if (given.empty() || given == tenant) return {};
  return base::refusal("request.wrong_type")
      .at("tenantId")
      .because("the only tenant is " + std::string(tenant));
}

}  // namespace server::camunda
