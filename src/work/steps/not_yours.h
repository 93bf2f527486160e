// Private to the module: a task is not with whoever would act on it.
#pragma once

#include "work/task.h"

namespace work {

// work.not_yours to the actor; where he was asked on it before, with who took it from him and when.
base::Error not_yours(Context& context, const Task& task);

}  // namespace work
