// Acts on all process instances that a filter finds, each by itself, with their progress. Answers
// in the shapes of api/camunda.yaml. For administrators only; others are refused with
// app.not_allowed.
#pragma once

#include "app/process_instances.h"

namespace app {

// {batchOperationKey, batchOperationType}; what the filter finds at this moment is done from then
// on. Each refuses as a search with this filter does.
base::Result<base::Json> cancel_instances(Workspace& workspace, const Caller& caller,
                                          const base::Json& filter);
// Of those that have ended.
base::Result<base::Json> delete_instances(Workspace& workspace, const Caller& caller,
                                          const base::Json& filter);
// Of those that are not suspended, with all they have called; of those that are.
base::Result<base::Json> suspend_instances(Workspace& workspace, const Caller& caller,
                                           const base::Json& filter);
base::Result<base::Json> resume_instances(Workspace& workspace, const Caller& caller,
                                          const base::Json& filter);
base::Result<base::Json> resolve_incidents_of(Workspace& workspace, const Caller& caller,
                                              const base::Json& filter);
base::Result<base::Json> migrate_instances(Workspace& workspace, const Caller& caller,
                                           const base::Json& filter, const Migration& migration);
// Tokens are moved from elements to elements.
base::Result<base::Json> modify_instances(Workspace& workspace, const Caller& caller,
                                          const base::Json& filter,
                                          const std::vector<Modification::Move>& moves);

base::Result<base::Json> search_batch_operations(Workspace& workspace, const Caller& caller,
                                                 const base::Json& request);
base::Result<base::Json> search_batch_operation_items(Workspace& workspace, const Caller& caller,
                                                      const base::Json& request);
// All of these refuse with request.no_such_key, the acts also with runtime.batch_state.
base::Result<base::Json> batch_operation(Workspace& workspace, const Caller& caller, int64_t key);
base::Result<void> cancel_batch_operation(Workspace& workspace, const Caller& caller, int64_t key);
base::Result<void> suspend_batch_operation(Workspace& workspace, const Caller& caller, int64_t key);
base::Result<void> resume_batch_operation(Workspace& workspace, const Caller& caller, int64_t key);

}  // namespace app
