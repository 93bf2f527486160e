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

using Path = std::vector<std::string>;  // of an input or one of its members: "person", "age"

// A decision, and how to decide it otherwise.
struct Trial {
  const feel::Names& names;      // as it was decided
  feel::Evaluation& evaluation;  // with steps of its own
  // Evaluates with the input at a path changed; nothing when that cannot be done.
  std::function<std::optional<Retried>(const Path&, const feel::Value&)> retry;
  std::function<feel::TypeRef(const Path&)> type_of;  // null: any
};

// For each column that is an input, or a member of one, the nearest value, all other inputs staying
// as they are, with which other rules give a result that is neither `decided.result` nor null.
//
// The values are those that the cells set beside the input (operands, also those of variables; ends
// of ranges; literals in tests that ask with `?`; other columns whose cells read this one), those
// that its type allows, and one step below and above each. A step is 1 in the last of the decimals
// that the value and the column use. So that tests which compute are met, too: the sixteen steps
// down and up, then twice as far each time; from what is found back to the nearest that still
// decides otherwise. Of texts a literal of a `?` test is taken away from the present one, put
// behind it, in front of it, and stands alone.
//
// Sorted by size: numbers by share of the value, times by share of a year; any other change counts
// as a whole one. Ends when the steps of the trial do.
std::vector<Change> nearest_changes(const TableBox& table, const Explanation& decided,
                                    const Trial& trial);

// An evaluation beside another one: same time, zone and functions, a small budget, own reasons.
feel::Evaluation trial_beside(const feel::Evaluation& evaluation);

}  // namespace dmn
