// What would have to be different for a decision table to decide otherwise.
#pragma once

#include <vector>

#include "dmn/compiled/table.h"

namespace dmn {

// For each input the nearest value, all others staying as they are, with which other rules give a
// result that is neither `result` nor null. Tried are the values and ends that cells and allowed
// values name, and what lies a smallest step beside them. Sorted by size: numbers by share of the
// value, times by share of a year; any other change counts as a whole one.
std::vector<Change> nearest_changes(const TableBox& table, const feel::Values& inputs,
                                    const feel::Value& result, const feel::Names& names,
                                    const feel::Evaluation& evaluation);

// An evaluation beside another one: same time, zone and functions, a small budget, own reasons.
feel::Evaluation trial_beside(const feel::Evaluation& evaluation);

}  // namespace dmn
