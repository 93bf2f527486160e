// New versions of the packs' processes: what is wrong with a model, and what comes into force.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/parts.h"

namespace app {

// What `jingwei check` would say of this model instead of the pack's, with the organisation as it
// is now, and what else keeps it from being the process's next version.
std::vector<base::Problem> problems_of(Parts& parts, storage::Connection& db,
                                       const ProcessDefinition& process, const std::string& xml);

// Files of the packs that are not deployed as they are. A process of which somebody published a
// version stays so until its own file changes, or the packs no longer bear what was published.
std::vector<runtime::File> files_to_deploy(Parts& parts);

// Once what is newest was deployed: pages and rules speak of it from then on.
void take_in_force(Parts& parts);
void take_in_force_after(Parts& parts, runtime::Op& op, const std::string& process);

}  // namespace app
