// A process that people start with a record of their own: the form can be handed in, and what it
// makes goes on.
#pragma once

#include <string>
#include <vector>

#include "packs/checks/checks.h"

namespace packs::checks {

std::vector<std::string> start_problems(const records::RecordType& type,
                                        const bpmn::Process& process);

// The state in which its records begin; the type has states.
const std::string& first_state(const records::RecordType& type);
// Whether the transition that the process names for its end by `setting` (jw:on.pass.transition)
// takes a record out of that state; the type has states.
bool is_settled_by(const records::RecordType& type, const bpmn::Process& process,
                   std::string_view setting);
// Whether a record waits in the state in which it begins until a process moves it on.
bool is_left_by_processes_alone(const records::RecordType& type);

}  // namespace packs::checks
