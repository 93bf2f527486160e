// Taking a whole matter back (撤回), seen beforehand.
#pragma once

#include <string>
#include <vector>

#include "work/instances.h"

namespace work {

// Who hears of it, each once, who does it himself among them: of a running matter whoever is asked
// now, of an ended one whoever acted or has a copy.
std::vector<std::string> concerned_by_withdrawal(storage::Connection& db, const Instance& known);

}  // namespace work
