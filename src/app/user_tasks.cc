#include "app/user_tasks.h"

#include <algorithm>

#include "app/inside/act.h"
#include "app/inside/asking.h"
#include "app/inside/deployed_form.h"
#include "base/exact_json.h"
#include "base/text.h"
#include "runtime/variable_search.h"
#include "work/acts.h"
#include "work/assignment.h"

namespace app {

namespace {

base::Error no_task(int64_t key) { return base::refusal("work.no_task").at(std::to_string(key)); }

void run(Workspace& workspace, const Caller& caller, int64_t task,
         const std::function<base::Result<void>(work::Context&)>& perform, const Ended& ended) {
  auto& parts = workspace.parts();
  const auto act = [&](runtime::Op& op) -> base::Result<void> {
    Act acting(parts, op, caller);
    auto done = perform(acting.context());
    const bool is_unknown = !done.ok() && done.error().code == "work.no_task";
    if (!is_unknown || !is_administrator(caller)) return done;
    if (storage::find_item(op.tx.db, work::user_tasks(), task))
      return base::refusal("work.not_yours").at(std::to_string(task));
    if (storage::find_item(op.tx.db, work::user_tasks_with_creating(), task))
      return base::refusal("engine.listened").because(std::to_string(task));  // to its creation
    return done;
  };
  run_asked(parts, caller, task, act, ended);
}

std::string said_outcome(const base::Json& variables, const std::string& action) {
  const auto outcome = base::text_or_empty(variables, "outcome");
  return outcome.empty() ? action : outcome;
}

// Whether the request leaves room for tasks that are being created.
bool asks_for_creating(const base::Json& request) {
  const auto is_creating = [](const base::Json& state) {
    return state.is_string() &&
           base::lower_ascii(std::string_view(state.as_string())) == "creating";
  };
  const auto* filter = base::find(request, "filter");
  const auto* state = filter == nullptr ? nullptr : base::find(*filter, "state");
  if (state != nullptr && state->is_object() && state->as_object().size() == 1) {
    if (const auto* any = base::find(*state, "$in"); any != nullptr && any->is_array())
      return std::ranges::any_of(any->as_array(), is_creating);
    if (const auto* one = base::find(*state, "$eq")) state = one;
  }
  return state == nullptr || !state->is_string() || is_creating(*state);
}

// A vote, or whatever the task asks of its people.
base::Result<void> own_act(work::Context& context, int64_t key, const std::string& action,
                           const base::Json& variables) {
  work::Completion completion;
  completion.values = variables.as_object();
  completion.outcome = said_outcome(variables, action);
  completion.opinion = base::text_or_empty(variables, "opinion");
  completion.values.erase("outcome");
  completion.values.erase("opinion");
  const auto completed = work::complete(context, key, completion);
  if (completed) return {};
  const bool has_none = completed.error().code == "work.not_yours";
  return has_none ? base::refusal("work.decided_by_people").at(std::to_string(key))
                  : completed.error();
}

runtime::Values as_asked(VariableValues values) {
  return values == VariableValues::Whole ? runtime::Values::Whole : runtime::Values::Truncated;
}

}  // namespace

base::Result<base::Json> search_user_tasks(Workspace& workspace, const Caller& caller,
                                           const base::Json& request) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  const bool is_wide = asks_for_creating(request) && work::is_any_creating(*db);
  return storage::search(*db, is_wide ? work::user_tasks_with_creating() : work::user_tasks(),
                         request);
}

base::Result<base::Json> user_task(Workspace& workspace, const Caller& caller, int64_t key) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto db = workspace.parts().database->read();
  auto found = storage::find_item(*db, work::user_tasks(), key);
  if (!found) found = storage::find_item(*db, work::user_tasks_with_creating(), key);
  if (!found) return no_task(key);
  return std::move(*found);
}

base::Result<base::Json> user_task_form(Workspace& workspace, const Caller& caller, int64_t key) {
  const auto task = user_task(workspace, caller, key);
  if (!task) return task;
  if (task->at("formKey").is_null()) return base::Json();
  auto db = workspace.parts().database->read();
  return deployed_form(*db, std::stoll(base::text_or_empty(*task, "formKey")));
}

base::Result<base::Json> search_user_task_variables(Workspace& workspace, const Caller& caller,
                                                    int64_t key, const base::Json& request,
                                                    VariableValues values) {
  if (auto found = user_task(workspace, caller, key); !found) return found;
  auto db = workspace.parts().database->read();
  return runtime::search_variables_of(*db, request, key, as_asked(values));
}

base::Result<base::Json> search_effective_variables(Workspace& workspace, const Caller& caller,
                                                    int64_t key, const base::Json& request,
                                                    VariableValues values) {
  if (auto found = user_task(workspace, caller, key); !found) return found;
  auto db = workspace.parts().database->read();
  return runtime::search_visible_variables(*db, request, key, as_asked(values));
}

void assign_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                      const AssignUserTask& asked, const Ended& ended) {
  if (auto allowed = require_administrator(caller); !allowed) return ended(allowed);
  const auto override_existing =
      asked.over == AssignOver::Anybody ? work::Override::Allowed : work::Override::Refused;
  const auto perform = [&](work::Context& context) {
    return work::assign(context, key, asked.assignee, override_existing,
                        asked.action.empty() ? "assign" : asked.action);
  };
  run(workspace, caller, key, perform, ended);
}

void unassign_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                        const Ended& ended) {
  if (auto allowed = require_administrator(caller); !allowed) return ended(allowed);
  const auto perform = [&](work::Context& context) { return work::unassign(context, key); };
  run(workspace, caller, key, perform, ended);
}

void change_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                      const base::Json& changes, const Ended& ended) {
  if (auto allowed = require_administrator(caller); !allowed) return ended(allowed);
  const auto perform = [&](work::Context& context) {
    return work::change_task(context, key, changes.as_object());
  };
  run(workspace, caller, key, perform, ended);
}

void complete_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                        const std::string& action, const base::Json& variables,
                        const Ended& ended) {
  const auto perform = [&](work::Context& context) -> base::Result<void> {
    const auto task = work::get_task(context.tx.db, key);
    if (!task) return task.error();
    const bool is_his = is_administrator(caller) || work::seat_for(*task, caller.person) != nullptr;
    if (work::is_plain(task->properties) && is_his)
      return work::complete_plain(context, key, variables.as_object(), action);
    if (caller.is_unnamed) return base::refusal("work.decided_by_people").at(std::to_string(key));
    return own_act(context, key, action, base::exact_numbers_as_text(variables));
  };
  auto& parts = workspace.parts();
  const base::Json given = base::JsonObject{{"outcome", said_outcome(variables, action)},
                                            {"values", base::exact_numbers_as_text(variables)}};
  const auto unanswered = ask_before(parts, caller, {key, given}, [&](runtime::Op& op) {
    Act acting(parts, op, caller);
    return perform(acting.context());
  });
  if (!unanswered) return ended(unanswered.error());
  run(
      workspace, caller, key,
      [&](work::Context& context) -> base::Result<void> {
        if (auto performed = perform(context); !performed) return performed;
        note_unanswered(context.tx, key, *unanswered);
        return {};
      },
      ended);
}

}  // namespace app
