#include "server/api/door.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "app/sessions.h"
#include "base/ensure.h"
#include "base/text.h"
#include "server/api/routes.h"

namespace server {

namespace {

constexpr std::string_view api_prefix = "/api/v1";

bool is_act(std::string_view method) { return method != "GET" && method != "HEAD"; }

// Another site's page must not act with this browser's session. Programs without a session send no
// cookie.
base::Result<void> check_origin(const Request& request) {
  const auto origin = request.header("origin");
  const bool has_cookie = !request.cookie(cookie_name).empty();
  if (origin.empty()) {
    if (!has_cookie) return {};
    return base::refusal("server.foreign_origin").because("an act with a session needs an Origin");
  }
  const std::string host(request.header("host"));
  if (origin == "http://" + host || origin == "https://" + host) return {};
  return base::refusal("server.foreign_origin").because(std::string(origin.substr(0, 200)));
}

base::Result<void> check_query(const Route& route, const Request& request) {
  for (const auto& entry : request.query) {
    if (std::find(route.query.begin(), route.query.end(), entry.first) == route.query.end()) {
      return base::refusal("request.unknown_field").at("?" + entry.first.substr(0, 100));
    }
  }
  return {};
}

base::Result<void> add_idempotency(const Request& request, app::Caller& caller) {
  const auto key = request.header("idempotency-key");
  if (key.empty() || !is_act(request.method)) return {};
  if (key.size() > 100) return base::refusal("request.wrong_type").at("Idempotency-Key");
  caller.idempotency_key = key;
  caller.fingerprint =
      base::sha256_hex(request.method + "\n" + request.target + "\n" + request.body);
  return {};
}

Response method_not_allowed() {
  auto response = problem(base::refusal("request.not_found").because("not with this method"));
  return response;
}

std::string_view name_of_host(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

Door::Door(app::Workspace& workspace, std::filesystem::path web, std::vector<std::string> hosts,
           bool is_loopback)
    : workspace_(workspace),
      files_(std::move(web)),
      hosts_(std::move(hosts)),
      is_loopback_(is_loopback) {
  add_session_routes(api_, workspace);
  add_task_routes(api_, workspace);
  add_process_routes(api_, workspace);
  add_record_routes(api_, workspace);
  add_form_routes(api_, workspace);
  add_view_routes(api_, workspace);
  add_people_routes(api_, workspace);
  add_outside_routes(api_, workspace);
  add_clock_routes(api_, workspace);
  add_control_routes(control_, workspace);
}

// A name that an attacker points at this machine must not open the loopback door.
bool Door::is_known_host(std::string_view host) const {
  const auto name = name_of_host(host);
  if (!is_loopback_ && hosts_.empty()) return true;
  if (name == "localhost" || name == "127.0.0.1" || name == "[::1]") return true;
  return std::find(hosts_.begin(), hosts_.end(), name) != hosts_.end();
}

Response Door::answer(const Request& request) const {
  Response response;
  if (request.is_local) {
    response = answer_control(request);
  } else if (!is_known_host(request.header("host"))) {
    response = problem(base::refusal("server.unknown_host"));
  } else if (request.path == api_prefix ||
             request.path.starts_with(std::string(api_prefix) + "/")) {
    response = answer_api(request);
  } else if (is_act(request.method)) {
    response = method_not_allowed();
  } else {
    response = files_.answer(request);
  }
  add_safety_headers(response);
  return response;
}

Response Door::answer_api(const Request& request) const {
  const auto method =
      request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  auto match = api_.match(method, std::string_view(request.path).substr(api_prefix.size()));
  if (match.route == nullptr) {
    return match.has_other_method ? method_not_allowed()
                                  : problem(base::refusal("request.not_found"));
  }
  return run(*match.route, request, std::move(match.parameters));
}

Response Door::answer_control(const Request& request) const {
  auto match = control_.match(request.method, request.path);
  if (match.route == nullptr) return problem(base::refusal("request.not_found"));
  return run(*match.route, request, std::move(match.parameters));
}

base::Result<app::Caller> Door::authenticate(const Request& request) const {
  const auto authorization = request.header("authorization");
  if (authorization.starts_with("Bearer "))
    return app::caller_by_api_token(workspace_, authorization.substr(7));
  const auto token = request.cookie(cookie_name);
  if (token.empty()) return base::refusal("access.not_signed_in");
  return app::caller_by_session(workspace_, token);
}

Response Door::run(const Route& route, const Request& request,
                   std::vector<std::string> parameters) const {
  try {
    app::Caller caller;
    caller.door = "web";
    if (is_act(request.method) && route.access != Access::Control) {
      if (auto origin = check_origin(request); !origin) return problem(origin.error());
    }
    if (route.access == Access::Signed) {
      auto known = authenticate(request);
      if (!known) return problem(known.error());
      caller = std::move(*known);
    }
    if (auto known = check_query(route, request); !known) return problem(known.error());
    if (auto added = add_idempotency(request, caller); !added) return problem(added.error());
    auto answer = route.handle(Call{request, caller, std::move(parameters)});
    return answer ? std::move(*answer) : problem(answer.error());
  } catch (const storage::Failure& failure) {
    spdlog::error("{} {}: {}", request.method, request.path, failure.what());
    return problem(base::refusal("storage.unavailable"));
  } catch (const std::exception& defect) {
    spdlog::error("defect: {} {}: {}", request.method, request.path, defect.what());
    return problem(base::refusal("internal.defect"));
  }
}

}  // namespace server
