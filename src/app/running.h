// Process instances and what they wait for, as lists that callers filter, sort and page. Answers in
// the shapes of api/camunda.yaml. For administrators only; others are refused with app.not_allowed.
#pragma once

#include <string_view>

#include "app/workspace.h"

namespace app {

enum class Running {
  ProcessInstances,
  ElementInstances,
  Jobs,
  Incidents,
  MessageSubscriptions,
  CorrelatedMessages,
};

// Refuses as storage::search does.
base::Result<base::Json> search_running(Workspace& workspace, const Caller& caller, Running which,
                                        const base::Json& request);
// Refuses with request.no_such_key.
base::Result<base::Json> one_running(Workspace& workspace, const Caller& caller, Running which,
                                     int64_t key);

// Incidents of one instance, or of one element instance and what is inside it, and of all that was
// called from there.
base::Result<base::Json> search_incidents_of_instance(Workspace& workspace, const Caller& caller,
                                                      int64_t instance, const base::Json& request);
base::Result<base::Json> search_incidents_of_element(Workspace& workspace, const Caller& caller,
                                                     int64_t element, const base::Json& request);

// Of one instance; all refuse with request.no_such_key.
base::Result<base::Json> taken_flows(Workspace& workspace, const Caller& caller, int64_t instance);
base::Result<base::Json> call_hierarchy(Workspace& workspace, const Caller& caller,
                                        int64_t instance);
// Its active elements and those of called instances that lead to open incidents, each with what is
// around it; the first 10,000.
base::Result<base::Json> open_elements(Workspace& workspace, const Caller& caller,
                                       int64_t instance);
base::Result<base::Json> count_elements(Workspace& workspace, const Caller& caller,
                                        int64_t instance);
// Over the instances of one definition that a filter of process instances finds.
base::Result<base::Json> count_elements_of_definition(Workspace& workspace, const Caller& caller,
                                                      int64_t definition, const base::Json& filter);

}  // namespace app
