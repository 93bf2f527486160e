// Private to the module: a task is not with whoever would act on it.
#pragma once

#include <string>

#include "work/task.h"

namespace work {

// By what he was told, whatever became of it.
bool was_asked(storage::Connection& db, const Task& task, const std::string& person);

// work.not_yours to the actor; where he was asked on it before, with who took it from him, his seat
// with it or not, and when.
base::Error not_yours(Context& context, const Task& task);

}  // namespace work
