// Private to the module: what jw:overdue does when the due time has come.
#pragma once

#include "work/store/rows.h"
#include "work/task.h"

namespace work {

// The reason of a decision by the votes that are there.
constexpr std::string_view overdue_close = "overdue_close";

// Every act is written with a machine reason and a sentence. A task that is done over first is only
// spoken of: its time begins anew afterwards.
base::Result<void> act_overdue(Context& context, const Task& task);
// As jump, by the rule of a model.
base::Result<void> jump_by_rule(Context& context, int64_t instance, std::string_view element,
                                const Why& why);

}  // namespace work
