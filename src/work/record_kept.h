// A dissent counts also where the record cannot do what its outcome asks for.
#pragma once

#include "work/context.h"
#include "work/task.h"

namespace work {

// Whether the outcome of the step is a dissent, which nothing may make impossible.
bool is_dissent(const Task& task, std::string_view outcome);
// In the story, and to the administrators: the transition that the outcome asks for cannot start
// from where the record is, so it stays there. `why` names both.
void tell_record_kept(Context& context, const Task& task, const base::Text& why);

}  // namespace work
