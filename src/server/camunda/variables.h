// Bodies of /v2 that bring variables.
#pragma once

#include "app/process_instances.h"
#include "base/exact_json.h"
#include "server/http/decode.h"

namespace server::camunda {

// As body_of; numbers below `variables` keep all their digits. No body is an empty object.
base::Result<base::Json> body_with_variables(const Request& request);

// What the parameter `truncateValues` of an address asks for. Refuses with request.wrong_type.
base::Result<app::VariableValues> values_of(const Request& request);

}  // namespace server::camunda
