// Private to the module: whom a step asks in vain, told by name.
#pragma once

#include <vector>

#include "work/steps/candidates.h"

namespace work {

// work.no_candidate; each of `gaps` is named in `missing`: the position, or the persons, none of
// whom may act, or the source of jw:candidates. Of a field and a role the label is what
// jw:candidates says ("field:owner"); whoever knows their titles may give them.
base::Error nobody_for(Context& context, const Task& task, const std::vector<SeatPlan>& gaps);

}  // namespace work
