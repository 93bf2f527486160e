// Deploying files and reading them back.
#include "app/models.h"
#include "server/camunda/routes.h"
#include "server/http/answers.h"
#include "server/http/multipart.h"

namespace server::camunda {

namespace {

base::Error misfit(std::string place, std::string why) {
  return base::refusal("request.wrong_type").at(std::move(place)).because(std::move(why));
}

// The last part of a path that a client may send along.
std::string file_name_of(const std::string& given) {
  const size_t slash = given.find_last_of("/\\");
  return slash == std::string::npos ? given : given.substr(slash + 1);
}

base::Result<std::vector<app::ModelFile>> files_of(const Request& request) {
  auto parts = parts_of(request);
  if (!parts) return parts.error();
  std::vector<app::ModelFile> files;
  for (auto& part : *parts) {
    if (part.name == "tenantId") {
      if (auto known = check_tenant(part.content); !known) return known.error();
    } else if (part.name != "resources") {
      return base::refusal("request.unknown_field").at(part.name.substr(0, 100));
    } else if (file_name_of(part.file).empty()) {
      return misfit("resources", "a file name is required");
    } else {
      files.push_back({file_name_of(part.file), std::move(part.content)});
    }
  }
  if (files.empty()) return misfit("resources", "at least one file is required");
  return files;
}

base::Result<Response> deploy(app::Workspace& workspace, const Call& call) {
  const auto files = files_of(call.request);
  if (!files) return files.error();
  return ok(app::deploy(workspace, call.caller, *files));
}

// What no instance was made with has no history either.
base::Result<Response> remove(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = search_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"operationReference", "deleteHistory"});
  (void)reader.integer_or("operationReference", 1, 1, INT64_MAX);
  (void)reader.is_true("deleteHistory");
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::remove_model(workspace, call.caller, *key));
}

}  // namespace

void add_deployment_routes(Router& router, app::Workspace& ws) {
  router.add(
      {"POST", "/deployments", Access::Signed, {}, [&ws](const Call& c) { return deploy(ws, c); }});
  router.add({"POST",
              "/resources/search",
              Access::Signed,
              {},
              [&ws](const Call& c) -> base::Result<Response> {
                const auto request = search_of(c.request);
                if (!request) return request.error();
                return ok(app::search_models(ws, c.caller, app::Models::Resources, *request));
              }});
  router.add({"GET",
              "/resources/{resourceKey}",
              Access::Signed,
              {},
              [&ws](const Call& c) -> base::Result<Response> {
                const auto key = key_of(c);
                if (!key) return key.error();
                return ok(app::model(ws, c.caller, app::Models::Resources, *key));
              }});
  router.add(
      {"POST", "/resources/{resourceKey}/deletion", Access::Signed, {}, [&ws](const Call& c) {
         return remove(ws, c);
       }});
  for (const auto* below : {"/content", "/content/binary"}) {
    router.add({"GET",
                std::string("/resources/{resourceKey}") + below,
                Access::Signed,
                {},
                [&ws](const Call& c) -> base::Result<Response> {
                  const auto key = key_of(c);
                  if (!key) return key.error();
                  return text(app::model_text(ws, c.caller, app::Models::Resources, *key),
                              "application/octet-stream");
                }});
  }
}

}  // namespace server::camunda
