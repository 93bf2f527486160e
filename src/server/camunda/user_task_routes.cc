// User tasks: read, assigned, changed, completed.
#include "app/user_tasks.h"
#include "server/camunda/pending.h"
#include "server/camunda/routes.h"
#include "server/camunda/variables.h"
#include "server/http/answers.h"

namespace server::camunda {

namespace {

constexpr size_t name_length_max = 500;

base::Result<Response> search(app::Workspace& workspace, const Call& call) {
  const auto request = search_of(call.request);
  if (!request) return request.error();
  return ok(app::search_user_tasks(workspace, call.caller, *request));
}

base::Result<Response> one(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  return ok(app::user_task(workspace, call.caller, *key));
}

base::Result<Response> form(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto found = app::user_task_form(workspace, call.caller, *key);
  if (found && found->is_null()) return no_content();
  return ok(found);
}

base::Result<Response> variables(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto values = values_of(call.request);
  if (!values) return values.error();
  const auto request = search_of(call.request);
  if (!request) return request.error();
  return ok(app::search_user_task_variables(workspace, call.caller, *key, *request, *values));
}

base::Result<Response> effective_variables(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto values = values_of(call.request);
  if (!values) return values.error();
  const auto request = search_of(call.request);
  if (!request) return request.error();
  return ok(app::search_effective_variables(workspace, call.caller, *key, *request, *values));
}

base::Result<Response> assign(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"assignee", "allowOverride", "action"});
  const auto assignee = reader.text("assignee", name_length_max);
  const bool may_override = !reader.has("allowOverride") || reader.is_true("allowOverride");
  const auto action = reader.text_or("action", "", name_length_max);
  if (auto read = reader.done(); !read) return read.error();
  if (assignee.empty()) return base::refusal("request.wrong_type").at("assignee").because("empty");
  const auto over = may_override ? app::AssignOver::Anybody : app::AssignOver::Nobody;
  return acted(call, [&](const app::Ended& ended) {
    app::assign_user_task(workspace, call.caller, *key, {assignee, over, action}, ended);
  });
}

base::Result<Response> unassign(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  return acted(call, [&](const app::Ended& ended) {
    app::unassign_user_task(workspace, call.caller, *key, ended);
  });
}

base::Result<void> check_changes(const base::Json& changes) {
  Reader reader(changes,
                {"candidateGroups", "candidateUsers", "priority", "dueDate", "followUpDate"});
  (void)reader.texts("candidateGroups");
  (void)reader.texts("candidateUsers");
  (void)reader.integer_or("priority", 50, 0, 100);
  (void)reader.text_or("dueDate", "", 40);
  (void)reader.text_or("followUpDate", "", 40);
  return reader.done();
}

base::Result<Response> apply(app::Workspace& workspace, const Call& call, const base::Json& changes,
                             const std::string& action) {
  const auto key = key_of(call);
  if (!key) return key.error();
  if (auto checked = check_changes(changes); !checked) return checked.error();
  if (action.empty() && changes.as_object().empty())
    return base::refusal("request.wrong_type").at("changeset").because("a change or an action");
  base::Json asked = changes;
  if (!action.empty()) asked.as_object()["action"] = action;
  return acted(call, [&](const app::Ended& ended) {
    app::change_user_task(workspace, call.caller, *key, asked, ended);
  });
}

base::Result<Response> change(app::Workspace& workspace, const Call& call) {
  const auto body = search_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"changeset", "action"});
  const auto changes = reader.object_or_empty("changeset");
  const auto action = reader.text_or("action", "", name_length_max);
  if (auto read = reader.done(); !read) return read.error();
  return apply(workspace, call, changes, action);
}

// As older clients write it: the changes are the body.
base::Result<Response> change_plainly(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  return apply(workspace, call, *body, "");
}

base::Result<Response> complete(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_with_variables(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"variables", "action"});
  const auto values = reader.object_or_empty("variables");
  const auto action = reader.text_or("action", "", name_length_max);
  if (auto read = reader.done(); !read) return read.error();
  return acted(call, [&](const app::Ended& ended) {
    app::complete_user_task(workspace, call.caller, *key, action, values, ended);
  });
}

}  // namespace

void add_user_task_routes(Router& router, app::Workspace& ws) {
  const std::string task = "/user-tasks/{userTaskKey}";
  const auto add = [&](const char* method, const std::string& path, auto* handle) {
    router.add(
        {method, path, Access::Signed, {}, [&ws, handle](const Call& c) { return handle(ws, c); }});
  };
  add("POST", "/user-tasks/search", search);
  add("GET", task, one);
  add("GET", task + "/form", form);
  const auto add_search = [&](const std::string& path, auto* handle) {
    router.add({"POST", path, Access::Signed, {"truncateValues"}, [&ws, handle](const Call& c) {
                  return handle(ws, c);
                }});
  };
  add_search(task + "/variables/search", variables);
  add_search(task + "/effective-variables/search", effective_variables);
  add("POST", task + "/assignment", assign);
  add("DELETE", task + "/assignee", unassign);
  add("PATCH", task, change);
  add("PATCH", task + "/update", change_plainly);
  add("POST", task + "/completion", complete);
}

}  // namespace server::camunda
