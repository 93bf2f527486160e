// What is wrong with a model that can be read: it could not run, or not as drawn.
#pragma once

#include <vector>

#include "base/result.h"
#include "bpmn/model.h"

namespace bpmn {

// Unconnected elements, missing conditions and defaults, wrong triggers, expressions that do not
// parse. Every finding has its file:line:column.
std::vector<base::Problem> check(const Model& model);

// Over several models: call activities to unknown processes, calls in a circle, doubled process
// ids.
std::vector<base::Problem> check_together(const std::vector<const Model*>& models);

}  // namespace bpmn
