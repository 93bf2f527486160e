// Private to the module: a seat found other people.
#pragma once

#include <string>
#include <vector>

#include "work/store/rows.h"
#include "work/task.h"

namespace work {

// In the story of the task: whom it asks now, or that it asks nobody, and why.
void tell_reseated(Context& context, const Task& task, const Seat& seat,
                   const std::vector<std::string>& persons, const Why& why);

}  // namespace work
