// What would have to be different for a decision table to decide otherwise.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dmn/compiled/table.h"

namespace dmn {

// What the decision of a table gives when it is evaluated anew.
struct Retried {
  std::vector<size_t> rules;  // that match
  feel::Value result;
};
// Evaluates with the input at a path ("person", "age") changed; nothing when that cannot be done.
using Retry =
    std::function<std::optional<Retried>(const std::vector<std::string>&, const feel::Value&)>;

// For each column that is an input, or a member of one, the nearest value, all other inputs staying
// as they are, with which other rules give a result that is neither `decided.result` nor null.
// Tried are the values and ends that cells and allowed values name, and what lies a smallest step
// beside them. Sorted by size: numbers by share of the value, times by share of a year; any other
// change counts as a whole one. Ends when the steps of `trial` do.
std::vector<Change> nearest_changes(const TableBox& table, const Explanation& decided,
                                    const feel::Evaluation& trial, const Retry& retry);

// An evaluation beside another one: same time, zone and functions, a small budget, own reasons.
feel::Evaluation trial_beside(const feel::Evaluation& evaluation);

}  // namespace dmn
