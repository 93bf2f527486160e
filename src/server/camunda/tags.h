// The tags that a process instance is given.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace server::camunda {

// At most 10, none twice, each of 1 to 100 characters: a letter first, then letters, digits and
// "_:.-", all ASCII. Refuses with request.wrong_type, the tag and the rule.
base::Result<void> check_tags(const std::vector<std::string>& tags);

}  // namespace server::camunda
