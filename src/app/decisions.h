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
// For administrators. Refuses with app.no_model. What fails inside is told by `failureMessage`.
base::Result<base::Json> evaluate_decision(Workspace& workspace, const Caller& caller,
                                           const DecisionQuestion& question);

}  // namespace app
