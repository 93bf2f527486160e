// Messages and signals from programs outside. Answers in the shapes of api/camunda.yaml. For
// administrators only; others are refused with app.not_allowed.
#pragma once

#include <chrono>
#include <string>

#include "app/workspace.h"

namespace app {

struct OutsideMessage {
  std::string name;
  std::string correlation_key;
  base::Json variables;                       // an object
  std::chrono::milliseconds time_to_live{0};  // 0: only for those who wait now
  std::string id;                             // unique while it is kept; may be empty
};
// {messageKey, tenantId}. Refuses with engine.message_exists.
base::Result<base::Json> publish_message(Workspace& workspace, const Caller& caller,
                                         const OutsideMessage& message);
// {messageKey, processInstanceKey, tenantId}: to somebody now or not at all. Refuses with
// engine.nobody_waits.
base::Result<base::Json> correlate_message(Workspace& workspace, const Caller& caller,
                                           const OutsideMessage& message);
// {signalKey, tenantId}
base::Result<base::Json> broadcast_signal(Workspace& workspace, const Caller& caller,
                                          std::string_view name, const base::Json& variables);

// {conditionalEvaluationKey, tenantId, processInstances}: starts what begins on a condition that
// holds over `variables`; `definition` limits it to one process, 0 to none. Refuses with
// engine.no_process.
base::Result<base::Json> evaluate_conditions(Workspace& workspace, const Caller& caller,
                                             int64_t definition, const base::Json& variables);

}  // namespace app
