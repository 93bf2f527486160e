#include "server/camunda/running.h"

#include "server/camunda/answers.h"

namespace server::camunda {

void add_running_search(Router& router, app::Workspace& ws, app::Running which,
                        const std::string& path) {
  router.add({"POST",
              path + "/search",
              Access::Signed,
              {},
              [&ws, which](const Call& c) -> base::Result<Response> {
                const auto request = search_of(c.request);
                if (!request) return request.error();
                return ok(app::search_running(ws, c.caller, which, *request));
              }});
}

void add_running_routes(Router& router, app::Workspace& ws, app::Running which,
                        const std::string& path, const std::string& parameter) {
  add_running_search(router, ws, which, path);
  router.add({"GET",
              path + "/" + parameter,
              Access::Signed,
              {},
              [&ws, which](const Call& c) -> base::Result<Response> {
                const auto key = key_of(c);
                if (!key) return key.error();
                return ok(app::one_running(ws, c.caller, which, *key));
              }});
}

void add_question(Router& router, app::Workspace& ws, const std::string& path, AskAboutKey ask) {
  router.add({"GET", path, Access::Signed, {}, [&ws, ask](const Call& c) -> base::Result<Response> {
                const auto key = key_of(c);
                if (!key) return key.error();
                return ok(ask(ws, c.caller, *key));
              }});
}

base::Result<void> read_empty_act(const Request& request) {
  if (request.body.empty()) return {};
  const auto body = body_of(request);
  if (!body) return body.error();
  Reader reader(*body, {"operationReference"});
  (void)reader.integer_or("operationReference", 1, 1, INT64_MAX);
  return reader.done();
}

}  // namespace server::camunda
