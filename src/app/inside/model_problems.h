// What is wrong with a model that somebody changed, at the element where it is.
#pragma once

#include <string>
#include <vector>

#include "app/inside/json.h"
#include "app/inside/model_warnings.h"
#include "app/inside/processes_in_force.h"
#include "base/json.h"
#include "base/result.h"

namespace app {

// ModelProblem of the contract.
base::JsonArray problems_json(const ProcessDefinition& process, const std::string& xml,
                              const std::vector<base::Problem>& problems);
// Likewise.
base::JsonArray warnings_json(const ProcessDefinition& process, const std::string& xml,
                              const std::vector<ModelWarning>& warnings);
// app.model_has_problems with all of them as `missing`, named by the element.
base::Error has_problems(const ProcessDefinition& process, const std::string& xml,
                         const std::vector<base::Problem>& problems,
                         const std::vector<ModelWarning>& standing = {});

}  // namespace app
