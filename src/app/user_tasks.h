// User tasks for programs, with the names of the compatible API: api/camunda.yaml. Looking,
// assigning and changing are for administrators (app.not_allowed); completing is open to whoever
// has the task.
#pragma once

#include <optional>
#include <string>
#include <vector>

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
                                                    int64_t key, const base::Json& request);

// The acts refuse as those of work/assignment.h do.
enum class AssignOver { Anybody, Nobody };
base::Result<void> assign_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                                    const std::string& assignee, AssignOver over);
base::Result<void> unassign_user_task(Workspace& workspace, const Caller& caller, int64_t key);

// {candidateGroups, candidateUsers, priority, dueDate, followUpDate}; an empty date takes it away.
base::Result<void> change_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                                    const base::Json& changes);

// A task that its people decide by rules is completed as the caller's own act, with the variable
// `outcome` (or `action`) as the outcome; refused with work.decided_by_people when he has none, as
// who calls without a name always is.
base::Result<void> complete_user_task(Workspace& workspace, const Caller& caller, int64_t key,
                                      const std::string& action, const base::Json& variables);

}  // namespace app
