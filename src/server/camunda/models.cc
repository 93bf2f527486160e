#include "server/camunda/models.h"

#include "server/camunda/answers.h"

namespace server::camunda {

namespace {

base::Result<Response> search(app::Workspace& workspace, const Call& call, app::Models which) {
  const auto request = search_of(call.request);
  if (!request) return request.error();
  return ok(app::search_models(workspace, call.caller, which, *request));
}

base::Result<Response> one(app::Workspace& workspace, const Call& call, app::Models which) {
  const auto key = key_of(call);
  if (!key) return key.error();
  return ok(app::model(workspace, call.caller, which, *key));
}

base::Result<Response> xml(app::Workspace& workspace, const Call& call, app::Models which) {
  const auto key = key_of(call);
  if (!key) return key.error();
  return text(app::model_text(workspace, call.caller, which, *key), "text/xml; charset=utf-8");
}

}  // namespace

void add_model_routes(Router& router, app::Workspace& ws, app::Models which,
                      const std::string& path, const std::string& parameter) {
  router.add({"POST", path + "/search", Access::Signed, {}, [&ws, which](const Call& c) {
                return search(ws, c, which);
              }});
  router.add({"GET", path + "/" + parameter, Access::Signed, {}, [&ws, which](const Call& c) {
                return one(ws, c, which);
              }});
  router.add(
      {"GET", path + "/" + parameter + "/xml", Access::Signed, {}, [&ws, which](const Call& c) {
         return xml(ws, c, which);
       }});
}

}  // namespace server::camunda
