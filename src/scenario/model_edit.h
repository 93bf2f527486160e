// Edits of a process's text that switch one of its elements off.
#pragma once

#include <string>
#include <string_view>

#include "packs/pack.h"

namespace scenario {

// Changes the text of the process and reads it again. Says what was done; empty when the element
// only draws.
//   user task     its policy becomes `any`, nothing is final, required, reminded or escalated;
//   without any
//                 such setting: nobody can do it
//   service task  it waits for a worker that never comes
//   timer event   it is due in a hundred years
//   message event it waits for a message that is never sent
//   flow          its condition is always true
std::string switch_off_element(packs::Process& process, std::string_view id);

// The forms of the process's tasks and its start no longer require the field.
void ask_no_more_for(packs::Process& process, const std::string& field);

}  // namespace scenario
