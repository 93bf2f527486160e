// What stands beside the form of a task, so that who decides sees what the decision rests on.
#pragma once

#include "app/inside/json.h"
#include "app/inside/task_forms.h"

namespace app {

// The lists that jw:beside names, from the bound record: BesideList of the contract.
base::JsonArray beside_json(Look& look, const work::Task& task);
// The record of the form against the newest other one of its parent in a state of jw:compare:
// RecordComparison of the contract; null when there is none.
base::Json comparison_json(Look& look, const work::Task& task, const OpenForm& form);

}  // namespace app
