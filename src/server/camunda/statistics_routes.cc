// How many instances run and have incidents, in groups.
#include "app/migration_preview.h"
#include "app/statistics.h"
#include "server/camunda/routes.h"
#include "server/http/answers.h"

namespace server::camunda {

namespace {

// Ours: of which definitions the running instances are that a filter finds.
base::Result<Response> count_definitions(app::Workspace& workspace, const Call& call) {
  const auto body = search_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"filter"});
  const auto filter = reader.object_or_empty("filter");
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::definitions_of_found(workspace, call.caller, filter));
}

}  // namespace

void add_statistics_routes(Router& router, app::Workspace& ws) {
  const auto add = [&](const char* path, app::Statistics which) {
    router.add(
        {"POST", path, Access::Signed, {}, [&ws, which](const Call& c) -> base::Result<Response> {
           const auto request = search_of(c.request);
           if (!request) return request.error();
           return ok(app::count_groups(ws, c.caller, which, *request));
         }});
  };
  add("/process-definitions/statistics/process-instances", app::Statistics::InstancesByProcess);
  add("/process-definitions/statistics/process-instances-by-version",
      app::Statistics::InstancesByVersion);
  add("/process-definitions/statistics/message-subscriptions",
      app::Statistics::SubscriptionsByVersion);
  add("/incidents/statistics/process-instances-by-error", app::Statistics::InstancesByError);
  router.add({"POST",
              "/process-instances/statistics/process-definitions",
              Access::Signed,
              {},
              [&ws](const Call& c) { return count_definitions(ws, c); }});
  router.add({"POST",
              "/incidents/statistics/process-instances-by-definition",
              Access::Signed,
              {},
              [&ws](const Call& c) -> base::Result<Response> {
                const auto request = search_of(c.request);
                if (!request) return request.error();
                return ok(app::count_instances_with_error(ws, c.caller, *request));
              }});
}

}  // namespace server::camunda
