// A form that was deployed, in the shape of api/camunda.yaml.
#pragma once

#include "base/json.h"
#include "storage/connection.h"

namespace app {

// Null when there is no such form.
base::Json deployed_form(storage::Connection& db, int64_t key);

}  // namespace app
