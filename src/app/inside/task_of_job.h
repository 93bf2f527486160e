// The user task that a listener's job is about, as the listener sees it.
#pragma once

#include "base/json.h"
#include "runtime/engine.h"
#include "storage/connection.h"

namespace app {

// With the values that it shall have when its listeners have seen it, and which of them change; the
// shape is `userTask` of an activated job in api/camunda.yaml.
base::JsonObject task_of_job(storage::Connection& db, const runtime::ActivatedJob& job);

// The same as job headers: `io.camunda.zeebe:assignee` and so on, each a text; what is not set is
// left out.
base::JsonObject headers_of_task(const base::JsonObject& task);

}  // namespace app
