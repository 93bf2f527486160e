// Acts on all process instances that a filter finds, and how far they are.
#include "app/batch_operations.h"
#include "app/migration_preview.h"
#include "server/camunda/instructions.h"
#include "server/camunda/routes.h"
#include "server/camunda/running.h"

namespace server::camunda {

namespace {

// {filter, operationReference} and what `read` takes from it.
base::Result<base::Json> filter_of(const base::Json& body, std::vector<std::string_view> more,
                                   const std::function<void(Reader&)>& read) {
  std::vector<std::string_view> members{"filter", "operationReference"};
  members.insert(members.end(), more.begin(), more.end());
  Reader reader(body, std::move(members));
  auto filter = reader.object("filter");
  (void)reader.integer_or("operationReference", 1, 1, INT64_MAX);
  read(reader);
  if (auto done = reader.done(); !done) return done.error();
  return filter;
}

using ActOnMany = base::Result<base::Json> (*)(app::Workspace&, const app::Caller&,
                                               const base::Json& filter);

base::Result<Response> act(app::Workspace& workspace, const Call& call, ActOnMany act) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  const auto filter = filter_of(*body, {}, [](Reader&) {});
  if (!filter) return filter.error();
  return ok(act(workspace, call.caller, *filter));
}

base::Result<Response> migrate(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  app::Migration migration;
  const auto filter = filter_of(*body, {"migrationPlan"}, [&](Reader& reader) {
    const auto plan = reader.object("migrationPlan");
    Reader inner(plan, {"targetProcessDefinitionKey", "mappingInstructions"});
    require_list(inner, "mappingInstructions");
    migration = migration_of(inner);
    reader.take_over(inner, "migrationPlan");
  });
  if (!filter) return filter.error();
  return ok(app::migrate_instances(workspace, call.caller, *filter, migration));
}

// Ours. Without instructions elements of the same id go to each other.
base::Result<Response> preview(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"filter", "migrationPlan"});
  const auto filter = reader.object("filter");
  const auto plan = reader.object("migrationPlan");
  Reader inner(plan, {"targetProcessDefinitionKey", "mappingInstructions"});
  const auto migration = migration_of(inner);
  reader.take_over(inner, "migrationPlan");
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::plan_migration_of_found(workspace, call.caller, filter, migration));
}

base::Result<Response> modify(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  app::Modification modification;
  const auto filter = filter_of(*body, {"moveInstructions"}, [&](Reader& reader) {
    read_moves_of_many(reader, modification);
    if (modification.move.empty()) reader.misfit("moveInstructions", "at least one is required");
  });
  if (!filter) return filter.error();
  return ok(app::modify_instances(workspace, call.caller, *filter, modification.move));
}

using Search = base::Result<base::Json> (*)(app::Workspace&, const app::Caller&,
                                            const base::Json& request);
void add_search(Router& router, app::Workspace& ws, const std::string& path, Search search) {
  router.add(
      {"POST", path, Access::Signed, {}, [&ws, search](const Call& c) -> base::Result<Response> {
         const auto request = search_of(c.request);
         if (!request) return request.error();
         return ok(search(ws, c.caller, *request));
       }});
}

using Change = base::Result<void> (*)(app::Workspace&, const app::Caller&, int64_t key);
void add_change(Router& router, app::Workspace& ws, const std::string& path, Change change) {
  router.add(
      {"POST", path, Access::Signed, {}, [&ws, change](const Call& c) -> base::Result<Response> {
         const auto key = key_of(c);
         if (!key) return key.error();
         if (auto read = read_empty_act(c.request); !read) return read.error();
         return done(change(ws, c.caller, *key));
       }});
}

}  // namespace

void add_batch_operation_routes(Router& router, app::Workspace& ws) {
  const auto add = [&](const std::string& path, ActOnMany on_many) {
    router.add({"POST", path, Access::Signed, {}, [&ws, on_many](const Call& c) {
                  return act(ws, c, on_many);
                }});
  };
  add("/process-instances/cancellation", app::cancel_instances);
  add("/process-instances/deletion", app::delete_instances);
  add("/process-instances/incident-resolution", app::resolve_incidents_of);
  add("/process-instances/suspension", app::suspend_instances);
  add("/process-instances/resumption", app::resume_instances);
  router.add({"POST", "/process-instances/migration", Access::Signed, {}, [&ws](const Call& c) {
                return migrate(ws, c);
              }});
  router.add(
      {"POST", "/process-instances/migration/preview", Access::Signed, {}, [&ws](const Call& c) {
         return preview(ws, c);
       }});
  router.add({"POST", "/process-instances/modification", Access::Signed, {}, [&ws](const Call& c) {
                return modify(ws, c);
              }});
  const std::string one = "/batch-operations/{batchOperationKey}";
  add_search(router, ws, "/batch-operations/search", app::search_batch_operations);
  add_search(router, ws, "/batch-operation-items/search", app::search_batch_operation_items);
  add_question(router, ws, one, app::batch_operation);
  add_change(router, ws, one + "/cancellation", app::cancel_batch_operation);
  add_change(router, ws, one + "/suspension", app::suspend_batch_operation);
  add_change(router, ws, one + "/resumption", app::resume_batch_operation);
}

}  // namespace server::camunda
