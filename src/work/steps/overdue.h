// Private to the module: what jw:overdue does when the due time has come.
#pragma once

#include "work/task.h"

namespace work {

// Every act is written with a machine reason and a sentence. A task that is done over first is only
// spoken of: its time begins anew afterwards.
base::Result<void> act_overdue(Context& context, const Task& task);

}  // namespace work
