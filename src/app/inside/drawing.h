// What somebody has drawn of a process that he owns, before it is in force.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/json.h"
#include "app/inside/model_warnings.h"
#include "app/inside/processes_in_force.h"
#include "base/result.h"

namespace app {

// Refuses with app.not_owner, also when there is no such process.
base::Result<const ProcessDefinition*> owned_process(Look& look, std::string_view id);

// What keeps it from being published: as `jingwei check` tells it, and records that would stay in
// their first state.
std::vector<base::Problem> problems_of_drawing(Look& look, const ProcessDefinition& process,
                                               const std::string& xml);
std::vector<ModelWarning> standing_of(Look& look, const ProcessDefinition& process,
                                      const std::string& xml);
// Refuses with app.model_has_problems, all of them in `missing`.
base::Result<void> check_drawing(Look& look, const ProcessDefinition& process,
                                 const std::string& xml);

}  // namespace app
