#include "app/user_tasks.h"

#include "app/inside/act.h"
#include "base/text.h"
#include "runtime/searches.h"
#include "runtime/variable_search.h"
#include "work/acts.h"
#include "work/assignment.h"

namespace app {

namespace {

constexpr std::string_view tenant = "<default>";

base::Error no_task(int64_t key) { return base::refusal("work.no_task").at(std::to_string(key)); }

base::Result<void> run(Workspace& workspace, const Caller& caller,
                       const std::function<base::Result<void>(work::Context&)>& perform) {
  auto& parts = workspace.parts();
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    if (auto performed = perform(act.context()); !performed) return performed.error();
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

std::optional<std::vector<std::string>> names_in(const base::Json& changes, std::string_view name) {
  const auto* given = base::find(changes, name);
  if (given == nullptr || !given->is_array()) return std::nullopt;
  std::vector<std::string> out;
  for (const auto& item : given->as_array()) out.emplace_back(item.as_string());
  return out;
}

base::Result<void> read_date(const base::Json& changes, std::string_view name,
                             std::optional<std::optional<base::Time>>& out) {
  if (base::find(changes, name) == nullptr) return {};
  const auto text = base::text_or_empty(changes, name);
  out.emplace();
  if (text.empty()) return {};
  *out = base::parse_time(text);
  if (*out) return {};
  return base::refusal("request.wrong_type")
      .at(std::string(name))
      .because("a date and time such as 2026-03-02T01:00:00Z");
}

base::Result<work::Change> change_of(const base::Json& changes) {
  work::Change out;
  out.candidate_groups = names_in(changes, "candidateGroups");
  out.candidate_users = names_in(changes, "candidateUsers");
  if (base::find(changes, "priority") != nullptr)
    out.priority = base::int_or(changes, "priority", 50);
  if (auto read = read_date(changes, "dueDate", out.due_at); !read) return read.error();
  if (auto read = read_date(changes, "followUpDate", out.follow_up_at); !read) return read.error();
  return out;
}

// A vote, or whatever the task asks of its people.
base::Result<void> own_act(work::Context& context, int64_t key, const std::string& action,
                           const base::Json& variables) {
  work::Completion completion;
  completion.values = variables.as_object();
  completion.outcome = base::text_or_empty(variables, "outcome");
  if (completion.outcome.empty()) completion.outcome = action;
  completion.opinion = base::text_or_empty(variables, "opinion");
  completion.values.erase("outcome");
  completion.values.erase("opinion");
  const auto completed = work::complete(context, key, completion);
  if (completed) return {};
  const bool has_none = completed.error().code == "work.not_yours";
  return has_none ? base::refusal("work.decided_by_people").at(std::to_string(key))
                  : completed.error();
}

}  // namespace

base::Result<base::Json> search_user_tasks(Workspace& workspace, const Caller& caller,
                                           const base::Json& request) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  return storage::search(*db, work::user_tasks(), request);
}

base::Result<base::Json> user_task(Workspace& workspace, const Caller& caller, int64_t key) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  auto found = storage::find_item(*db, work::user_tasks(), key);
  if (!found) return no_task(key);
  return std::move(*found);
}

base::Result<base::Json> user_task_form(Workspace& workspace, const Caller& caller, int64_t key) {
  const auto task = user_task(workspace, caller, key);
  if (!task) return task;
  if (task->at("formKey").is_null()) return base::Json();
  auto db = workspace.parts().database->read();
  const auto form = std::stoll(base::text_or_empty(*task, "formKey"));
  const auto item = storage::find_item(*db, runtime::resources(), form);
  const auto source = runtime::source(*db, form);
  if (!item || !source) return base::Json();
  return base::Json(base::JsonObject{{"tenantId", tenant},
                                     {"formId", item->at("resourceId")},
                                     {"schema", source->text},
                                     {"version", item->at("version")},
                                     {"formKey", task->at("formKey")}});
}

base::Result<base::Json> search_user_task_variables(Workspace& workspace, const Caller& caller,
                                                    int64_t key, const base::Json& request) {
  if (auto found = user_task(workspace, caller, key); !found) return found;
  auto db = workspace.parts().database->read();
  return runtime::search_variables(*db, request, runtime::scopes_around(*db, key),
                                   runtime::Values::Truncated);
}

base::Result<void> assign_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                                    const std::string& assignee, AssignOver over) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  const auto override_existing =
      over == AssignOver::Anybody ? work::Override::Allowed : work::Override::Refused;
  return run(workspace, caller, [&](work::Context& context) {
    return work::assign(context, key, assignee, override_existing);
  });
}

base::Result<void> unassign_user_task(Workspace& workspace, const Caller& caller, int64_t key) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  return run(workspace, caller,
             [&](work::Context& context) { return work::unassign(context, key); });
}

base::Result<void> change_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                                    const base::Json& changes) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  const auto change = change_of(changes);
  if (!change) return change.error();
  return run(workspace, caller,
             [&](work::Context& context) { return work::change_task(context, key, *change); });
}

base::Result<void> complete_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                                      const std::string& action, const base::Json& variables) {
  return run(workspace, caller, [&](work::Context& context) -> base::Result<void> {
    const auto task = work::get_task(context.tx.db, key);
    if (!task) return task.error();
    const bool is_his = is_administrator(caller) || work::seat_for(*task, caller.person) != nullptr;
    if (work::is_plain(task->properties) && is_his)
      return work::complete_plain(context, key, variables.as_object());
    if (caller.is_unnamed) return base::refusal("work.decided_by_people").at(std::to_string(key));
    return own_act(context, key, action, variables);
  });
}

}  // namespace app
