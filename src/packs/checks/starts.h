// A process that people start with a record of their own: the form can be handed in, and what it
// makes goes on.
#pragma once

#include <string>
#include <vector>

#include "packs/checks/checks.h"

namespace packs::checks {

std::vector<std::string> start_problems(const records::RecordType& type,
                                        const bpmn::Process& process);

}  // namespace packs::checks
