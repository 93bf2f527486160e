// User tasks for programs, with the names of the compatible API: api/camunda.yaml. Looking,
// assigning and changing are for administrators (app.not_allowed); completing is open to whoever
// has the task.
#pragma once

#include <string>

#include "app/ended.h"
#include "app/process_instances.h"
#include "app/workspace.h"

namespace app {

// Refuses as storage::search does.
base::Result<base::Json> search_user_tasks(Workspace& workspace, const Caller& caller,
                                           const base::Json& request);
// These refuse with work.no_task.
base::Result<base::Json> user_task(Workspace& workspace, const Caller& caller, int64_t key);
// Null when it has no form that was deployed.
base::Result<base::Json> user_task_form(Workspace& workspace, const Caller& caller, int64_t key);
// Variables that the task sees: its own and those of all scopes around it.
base::Result<base::Json> search_user_task_variables(Workspace& workspace, const Caller& caller,
                                                    int64_t key, const base::Json& request,
                                                    VariableValues values);
// Of several of one name only the one that the task sees.
base::Result<base::Json> search_effective_variables(Workspace& workspace, const Caller& caller,
                                                    int64_t key, const base::Json& request,
                                                    VariableValues values);

// The acts refuse as those of work/assignment.h do, with engine.listened while listeners of the
// task look at another act, and with work.denied when they refuse this one.
enum class AssignOver { Anybody, Nobody };
struct AssignUserTask {
  std::string assignee;
  AssignOver over = AssignOver::Anybody;
  std::string action;  // a word for listeners; may be empty
};
void assign_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                      const AssignUserTask& asked, const Ended& ended);
void unassign_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                        const Ended& ended);

// {candidateGroups, candidateUsers, priority, dueDate, followUpDate, action}; an empty date takes
// it away.
void change_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                      const base::Json& changes, const Ended& ended);

// A task that its people decide by rules is completed as the caller's own act, with the variable
// `outcome` (or `action`) as the outcome; refused with work.decided_by_people when he has none, as
// who calls without a name always is.
void complete_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                        const std::string& action, const base::Json& variables, const Ended& ended);

}  // namespace app
