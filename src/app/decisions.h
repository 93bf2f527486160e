// Decisions asked from outside: which rules led to the answer, in the shapes of api/camunda.yaml.
#pragma once

#include <string>

#include "app/workspace.h"

namespace app {

struct DecisionQuestion {
  std::string id;     // of the latest version, or
  int64_t key = 0;    // of this very one
  base::Json inputs;  // an object
};
// For administrators. Refuses with app.no_model. It is kept. What fails inside is told by
// `failureMessage`.
base::Result<base::Json> evaluate_decision(Workspace& workspace, const Caller& caller,
                                           const DecisionQuestion& question);

// Evaluations of the past, of business rule tasks too; the newest 100,000 are kept. For
// administrators. The search refuses as storage::search does.
base::Result<base::Json> search_decision_instances(Workspace& workspace, const Caller& caller,
                                                   const base::Json& request);
// With inputs and matched rules. Refuses with request.no_such_key.
base::Result<base::Json> decision_instance(Workspace& workspace, const Caller& caller,
                                           const std::string& id);

}  // namespace app
