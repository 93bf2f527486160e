// Process instances: started, read, cancelled, corrected.
#include "app/batch_operations.h"
#include "app/migration_preview.h"
#include "app/process_instances.h"
#include "base/text.h"
#include "server/camunda/instance_end.h"
#include "server/camunda/instructions.h"
#include "server/camunda/pending.h"
#include "server/camunda/routes.h"
#include "server/camunda/running.h"
#include "server/camunda/tags.h"
#include "server/camunda/variables.h"
#include "server/http/answers.h"

namespace server::camunda {

namespace {

constexpr int64_t wait_max = 3'600'000;
constexpr int64_t wait_usual = 30'000;
constexpr size_t name_length_max = 500;
constexpr size_t business_id_length_max = 256;

struct Creation {
  app::NewInstance instance;
  bool must_complete = false;
  std::chrono::milliseconds patience{wait_usual};
  std::vector<std::string> variables;
};

base::Result<void> check(const Creation& creation) {
  if (creation.instance.process.empty() == (creation.instance.definition == 0)) {
    return base::refusal("request.wrong_type")
        .because("exactly one of processDefinitionId and processDefinitionKey");
  }
  return check_tags(creation.instance.tags);
}

void read_beginning_and_end(Reader& reader, app::NewInstance& out) {
  for (const auto& instruction : reader.objects("startInstructions")) {
    Reader inner(instruction, {"elementId"});
    out.elements.push_back(inner.text("elementId", name_length_max));
    reader.take_over(inner, "startInstructions");
  }
  for (const auto& instruction : reader.objects("runtimeInstructions")) {
    Reader inner(instruction, {"type", "afterElementId"});
    const auto type = base::lower_ascii(inner.text_or("type", "", name_length_max));
    if (!type.empty() && type != "terminate_process_instance")
      inner.misfit("type", "TERMINATE_PROCESS_INSTANCE");
    out.ends_after.push_back(inner.text("afterElementId", name_length_max));
    reader.take_over(inner, "runtimeInstructions");
  }
}

base::Result<Creation> creation_of(const Request& request) {
  const auto body = body_with_variables(request);
  if (!body) return body.error();
  Reader reader(*body, {"processDefinitionId", "processDefinitionVersion", "processDefinitionKey",
                        "variables", "tenantId", "operationReference", "startInstructions",
                        "runtimeInstructions", "awaitCompletion", "fetchVariables",
                        "requestTimeout", "tags", "businessId"});
  Creation out;
  out.instance.process = reader.text_or("processDefinitionId", "", name_length_max);
  out.instance.version = reader.integer_or("processDefinitionVersion", -1, -1, INT32_MAX);
  out.instance.definition = reader.key_or("processDefinitionKey", 0);
  out.instance.variables = reader.object_or_empty("variables");
  out.instance.tags = reader.texts("tags");
  out.must_complete = reader.is_true("awaitCompletion");
  const auto patience = reader.integer_or("requestTimeout", 0, 0, wait_max);
  out.patience = std::chrono::milliseconds(patience == 0 ? wait_usual : patience);
  out.variables = reader.texts("fetchVariables");
  (void)reader.integer_or("operationReference", 1, 1, INT64_MAX);
  read_beginning_and_end(reader, out.instance);
  out.instance.business_id = reader.text_or("businessId", "", business_id_length_max);
  const auto given_tenant = reader.text_or("tenantId", "", 200);
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = check_tenant(given_tenant); !known) return known.error();
  if (auto checked = check(out); !checked) return checked.error();
  return out;
}

// What is wrong with what was asked for, not with the instance: clients know only 400 for it.
bool is_about_instructions(const base::Error& error) {
  return error.code == "engine.no_element" || error.code == "engine.cannot_move" ||
         error.code == "engine.ambiguous_scope";
}

base::Result<Response> answer_of(app::Workspace& workspace, const std::string& path,
                                 const Creation& creation,
                                 const base::Result<base::Json>& created) {
  if (!created && is_about_instructions(created.error()))
    return problem_with(400, created.error(), path);
  if (!created || !creation.must_complete) return ok(created);
  Response response;
  response.pending = wait_for_end(workspace, path, *created, creation.variables, creation.patience);
  return response;
}

base::Result<Response> create(app::Workspace& workspace, const Call& call) {
  auto read = creation_of(call.request);
  if (!read) return read.error();
  const auto creation = std::make_shared<const Creation>(std::move(*read));
  Response response;
  response.soon = [&workspace, caller = call.caller, path = call.request.path, creation](auto say) {
    app::create_instance(
        workspace, caller, creation->instance,
        [&workspace, path, creation, say = std::move(say)](base::Result<base::Json> created) {
          say([&workspace, path, creation, created = std::move(created)] {
            return finished([&] { return answer_of(workspace, path, *creation, created); }, path);
          });
        });
  };
  return response;
}

using ActOnInstance = base::Result<void> (*)(app::Workspace&, const app::Caller&, int64_t);

// Of what needs no more than the key.
void add_act(Router& router, app::Workspace& ws, const std::string& path, ActOnInstance act) {
  router.add(
      {"POST", path, Access::Signed, {}, [&ws, act](const Call& c) -> base::Result<Response> {
         const auto key = key_of(c);
         if (!key) return key.error();
         if (auto read = read_empty_act(c.request); !read) return read.error();
         return done(act(ws, c.caller, *key));
       }});
}

void read_terminations(Reader& reader, app::Modification& out) {
  for (const auto& instruction : reader.objects("terminateInstructions")) {
    Reader inner(instruction, {"elementInstanceKey", "elementId"});
    const auto key = inner.key_or("elementInstanceKey", 0);
    if (key != 0) {
      out.terminate.push_back(key);
    } else {
      out.terminate_elements.push_back(inner.text("elementId", name_length_max));
    }
    reader.take_over(inner, "terminateInstructions");
  }
}

base::Result<Response> modify(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_with_variables(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"operationReference", "activateInstructions", "moveInstructions",
                        "terminateInstructions"});
  app::Modification modification;
  read_activations(reader, modification);
  read_moves(reader, modification);
  read_terminations(reader, modification);
  (void)reader.integer_or("operationReference", 1, 1, INT64_MAX);
  if (auto read = reader.done(); !read) return read.error();
  const auto modified = app::modify_instance(workspace, call.caller, *key, modification);
  if (!modified && is_about_instructions(modified.error()))
    return problem_with(400, modified.error(), call.request.path);
  return done(modified);
}

base::Result<Response> migrate(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"targetProcessDefinitionKey", "mappingInstructions", "operationReference"});
  require_list(reader, "mappingInstructions");
  const auto migration = migration_of(reader);
  (void)reader.integer_or("operationReference", 1, 1, INT64_MAX);
  if (auto read = reader.done(); !read) return read.error();
  return done(app::migrate_instance(workspace, call.caller, *key, migration));
}

// Ours: what a migration would do. Without instructions elements of the same id go to each other.
base::Result<Response> preview(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"targetProcessDefinitionKey", "mappingInstructions"});
  const auto migration = migration_of(reader);
  if (auto read = reader.done(); !read) return read.error();
  return ok(app::plan_migration(workspace, call.caller, *key, migration));
}

// An act on many of which there is one, as clients expect.
base::Result<Response> resolve(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  if (auto read = read_empty_act(call.request); !read) return read.error();
  const auto found = app::one_running(workspace, call.caller, app::Running::ProcessInstances, *key);
  if (!found) return found.error();
  const base::JsonObject filter{{"processInstanceKey", std::to_string(*key)}};
  return ok(app::resolve_incidents_of(workspace, call.caller, filter));
}

}  // namespace

void add_process_instance_routes(Router& router, app::Workspace& ws) {
  const std::string one = "/process-instances/{processInstanceKey}";
  router.add({"POST", "/process-instances", Access::Signed, {}, [&ws](const Call& c) {
                return create(ws, c);
              }});
  add_running_routes(router, ws, app::Running::ProcessInstances, "/process-instances",
                     "{processInstanceKey}");
  add_act(router, ws, one + "/cancellation", app::cancel_instance);
  add_act(router, ws, one + "/deletion", app::delete_instance);
  add_act(router, ws, one + "/suspension", app::suspend_instance);
  add_act(router, ws, one + "/resumption", app::resume_instance);
  router.add({"POST", one + "/modification", Access::Signed, {}, [&ws](const Call& c) {
                return modify(ws, c);
              }});
  router.add({"POST", one + "/migration", Access::Signed, {}, [&ws](const Call& c) {
                return migrate(ws, c);
              }});
  router.add({"POST", one + "/migration/preview", Access::Signed, {}, [&ws](const Call& c) {
                return preview(ws, c);
              }});
  router.add({"POST", one + "/incident-resolution", Access::Signed, {}, [&ws](const Call& c) {
                return resolve(ws, c);
              }});
  add_question(router, ws, one + "/sequence-flows", app::taken_flows);
  add_question(router, ws, one + "/call-hierarchy", app::call_hierarchy);
  add_question(router, ws, one + "/open-elements", app::open_elements);
  add_question(router, ws, one + "/statistics/element-instances", app::count_elements);
  router.add({"POST",
              one + "/incidents/search",
              Access::Signed,
              {},
              [&ws](const Call& c) -> base::Result<Response> {
                const auto key = key_of(c);
                if (!key) return key.error();
                const auto request = search_of(c.request);
                if (!request) return request.error();
                return ok(app::search_incidents_of_instance(ws, c.caller, *key, *request));
              }});
}

}  // namespace server::camunda
