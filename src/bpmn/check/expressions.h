// FEEL in a model: every expression with what it is for.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "bpmn/model.h"

namespace bpmn {

// Expressions that do not parse, and texts that must be expressions and are not.
void check_expressions(const Model& model, std::vector<base::Problem>& problems);

}  // namespace bpmn
