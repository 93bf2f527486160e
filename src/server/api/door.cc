#include "server/api/door.h"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "base/asker.h"
#include "base/text.h"
#include "server/api/routes.h"
#include "server/camunda/routes.h"

namespace server {

namespace {

constexpr std::string_view api_prefix = "/api/v1";
constexpr std::string_view compatible_prefix = "/v2";

// What follows the prefix; nothing when the path lies elsewhere.
std::optional<std::string_view> below(std::string_view prefix, std::string_view path) {
  if (!path.starts_with(prefix)) return std::nullopt;
  path.remove_prefix(prefix.size());
  if (!path.empty() && path.front() != '/') return std::nullopt;
  return path;
}

bool is_act(std::string_view method) { return method != "GET" && method != "HEAD"; }

// Whether a page in a browser asks, by itself: it asks its reader to sign in, the browser must not.
bool is_of_page(const Request& request) { return request.header("sec-fetch-mode") == "cors"; }

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

// `Allow` of a path; what GET answers, HEAD answers as well.
std::string allowed(const Router& router, std::string_view path) {
  std::string out;
  for (const std::string_view method : {"DELETE", "GET", "PATCH", "POST", "PUT"}) {
    if (router.match(method, path).route == nullptr) continue;
    out.append(out.empty() ? "" : ", ").append(method);
    if (method == "GET") out += ", HEAD";
  }
  return out;
}

std::string_view name_of_host(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

}  // namespace

Response problem_at(const base::Error& error, std::string_view target) {
  const std::string_view path = target.substr(0, target.find('?'));
  return below(compatible_prefix, path) ? camunda::problem(error, path) : problem(error);
}

Door::Door(app::Workspace& workspace, const Settings& settings)
    : authentication_(workspace, settings.compatible_api),
      files_(settings.web),
      hosts_(settings.hosts),
      is_loopback_(settings.address == "127.0.0.1" || settings.address == "::1") {
  add_session_routes(api_, workspace);
  add_identity_routes(api_, workspace);
  add_task_routes(api_, workspace);
  add_process_routes(api_, workspace);
  add_paper_routes(api_, workspace);
  add_record_routes(api_, workspace);
  add_form_routes(api_, workspace);
  add_view_routes(api_, workspace);
  add_people_routes(api_, workspace);
  add_history_routes(api_, workspace);
  add_subscriber_routes(api_, workspace);
  add_notice_routes(api_, workspace);
  add_calendar_routes(api_, workspace);
  add_duty_routes(api_, workspace);
  add_outside_routes(api_, workspace);
  add_rule_routes(api_, workspace);
  add_clock_routes(api_, workspace);
  camunda::add_routes(compatible_, workspace);
  add_control_routes(control_, workspace);
}

// A name that an attacker points at this machine must not open the loopback door.
bool Door::is_known_host(std::string_view host) const {
  const auto name = name_of_host(host);
  if (!is_loopback_ && hosts_.empty()) return true;
  if (name == "localhost" || name == "127.0.0.1" || name == "[::1]") return true;
  return std::find(hosts_.begin(), hosts_.end(), name) != hosts_.end();
}

Response Door::answer(const Request& request) {
  Response response;
  if (request.is_local) {
    response = answer_routes(Surface::Control, request.path, request);
  } else if (!is_known_host(request.header("host"))) {
    response = problem(base::refusal("server.unknown_host"));
  } else if (const auto own = below(api_prefix, request.path)) {
    response = answer_routes(Surface::Own, *own, request);
  } else if (const auto compatible = below(compatible_prefix, request.path)) {
    response = answer_routes(Surface::Compatible, *compatible, request);
  } else if (is_act(request.method)) {
    response = problem(base::refusal("request.wrong_method"));
    response.with("Allow", "GET, HEAD");
  } else {
    response = files_.answer(request);
  }
  return response;
}

const Router& Door::router_of(Surface surface) const {
  switch (surface) {
    case Surface::Own: return api_;
    case Surface::Compatible: return compatible_;
    default: return control_;
  }
}

// What went wrong is told in the shape that the callers of the surface read.
Response Door::answer_routes(Surface surface, std::string_view path, const Request& request) {
  base::Error refused;
  const int64_t before = app::done_for_this_thread();
  const auto failed = [&](std::string_view code) {
    return base::refusal(app::done_for_this_thread() == before ? code : "internal.unanswered");
  };
  try {
    auto answer = find_and_run(surface, path, request);
    if (answer) return std::move(*answer);
    refused = std::move(answer).error();
  } catch (const storage::Failure& failure) {
    if (base::is_waited_for())
      spdlog::error("{} {}: {}", request.method, request.path, failure.what());
    refused = failed("storage.unavailable");
  } catch (const std::exception& defect) {
    spdlog::error("defect: {} {}: {}", request.method, request.path, defect.what());
    refused = failed("internal.defect");
  }
  return told(surface, refused, request);
}

Response Door::told(Surface surface, const base::Error& refused, const Request& request) {
  if (surface != Surface::Compatible) return problem(refused);
  auto response = camunda::problem(refused, request.path);
  if (response.status == 401 && !is_of_page(request))
    response.with("WWW-Authenticate", "Bearer, Basic realm=\"Jingwei\"");
  return response;
}

base::Result<Response> Door::find_and_run(Surface surface, std::string_view path,
                                          const Request& request) {
  const auto method =
      request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  auto match = router_of(surface).match(method, path);
  if (match.route == nullptr && !match.has_other_method) return base::refusal("request.not_found");
  if (match.route == nullptr) {
    auto response = told(surface, base::refusal("request.wrong_method"), request);
    response.with("Allow", allowed(router_of(surface), path));
    return response;
  }
  return run(surface, *match.route, request, std::move(match.parameters));
}

base::Result<app::Caller> Door::caller_of(Surface surface, const Route& route,
                                          const Request& request) {
  if (route.access == Access::Signed) {
    return surface == Surface::Compatible ? authentication_.compatible_caller(request)
                                          : authentication_.caller(request);
  }
  app::Caller nobody;
  nobody.door = "web";
  return nobody;
}

base::Result<Response> Door::run(Surface surface, const Route& route, const Request& request,
                                 std::vector<std::string> parameters) {
  if (is_act(request.method) && surface != Surface::Control) {
    if (auto origin = check_origin(request); !origin) return origin.error();
  }
  auto caller = caller_of(surface, route, request);
  if (!caller) return caller.error();
  if (auto known = check_query(route, request); !known) return known.error();
  if (auto added = add_idempotency(request, *caller); !added) return added.error();
  return route.handle(Call{request, *caller, std::move(parameters)});
}

}  // namespace server
