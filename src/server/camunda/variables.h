// Bodies of /v2 that bring variables.
#pragma once

#include "base/exact_json.h"
#include "server/http/decode.h"

namespace server::camunda {

// As body_of; numbers below `variables` keep all their digits. No body is an empty object.
base::Result<base::Json> body_with_variables(const Request& request);

}  // namespace server::camunda
