// What migrations would do, before they are done. Each instance that is looked at is really
// migrated and taken back at once, so that a preview says what the act would say. Answers in the
// shapes of api/camunda.yaml. For administrators only; others are refused with app.not_allowed.
#pragma once

#include "app/process_instances.h"

namespace app {

// {elements: [{from, to}], kept, closed, opened: [id], problems: [{elementId, reason}]}. Without
// elements those of the same id and kind go to each other. Refuses with engine.no_instance and
// engine.no_process.
base::Result<base::Json> plan_migration(Workspace& workspace, const Caller& caller,
                                        int64_t instance, const Migration& migration);

// The same over the running instances that the filter finds: {found, examined, movable} count
// them, elements and problems say of how many each is, problems name some. The first 1,000 are
// looked at. Refuses as a search with this filter does and with engine.no_process.
base::Result<base::Json> plan_migration_of_found(Workspace& workspace, const Caller& caller,
                                                 const base::Json& filter,
                                                 const Migration& migration);

// {items: [{processDefinitionKey, processDefinitionId, processDefinitionName,
// processDefinitionVersion, instances}]}: of which definitions the running instances are that the
// filter finds. Refuses as a search with this filter does.
base::Result<base::Json> definitions_of_found(Workspace& workspace, const Caller& caller,
                                              const base::Json& filter);

}  // namespace app
