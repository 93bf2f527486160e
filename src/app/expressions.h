// FEEL for callers: one expression over values of theirs or of a running process.
#pragma once

#include <string>

#include "app/workspace.h"

namespace app {

struct ExpressionRequest {
  std::string expression;  // "=…" is FEEL, anything else is itself
  int64_t scope = 0;       // a running instance or element whose variables are seen; 0: none
  base::Json variables;    // an object; hides those of the scope
};
// {expression, result, warnings, referencedSecrets}. For administrators. Refuses with feel.syntax
// (line:column) and engine.no_instance.
base::Result<base::Json> evaluate_expression(Workspace& workspace, const Caller& caller,
                                             const ExpressionRequest& request);

}  // namespace app
