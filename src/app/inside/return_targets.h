// Where a task may go back to, and who would be asked there.
#pragma once

#include "app/inside/json.h"
#include "work/task.h"

namespace app {

// Each ReturnTarget of the contract. Who would be asked is looked up for whoever may return it.
base::JsonArray return_targets_json(Look& look, const work::Task& task,
                                    const std::vector<std::string>& acts);

}  // namespace app
