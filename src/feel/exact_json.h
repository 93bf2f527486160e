// Values as JSON in which numbers are numbers, whatever their digits: variables and decisions.
#pragma once

#include "base/exact_json.h"
#include "feel/value.h"

namespace feel {

// As to_json, but every number is one (base::exact_number).
base::Json to_exact_json(const Value& value);

}  // namespace feel
