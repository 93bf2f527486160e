// How many process instances run and what is wrong with them, in groups. Answers in the shapes of
// api/camunda.yaml. For administrators only; others are refused with app.not_allowed.
#pragma once

#include "app/workspace.h"

namespace app {

enum class Statistics {
  InstancesByProcess,
  InstancesByVersion,  // of the process that the filter must name
  InstancesByError,
  SubscriptionsByVersion,
};

// Refuses as storage::search does.
base::Result<base::Json> count_groups(Workspace& workspace, const Caller& caller, Statistics which,
                                      const base::Json& request);
// By version, of the error that filter.errorHashCode must name.
base::Result<base::Json> count_instances_with_error(Workspace& workspace, const Caller& caller,
                                                    const base::Json& request);

}  // namespace app
