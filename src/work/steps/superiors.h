// Private to the module: who stands above a person, level by level.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "storage/connection.h"

namespace work {

// Positions that head the units from the person's own upwards, each once; levels that nobody holds
// are passed over. Both refuse with work.superiors_cyclic when units contain each other.

// Of those who stand above the person: level 1 is the head of his unit, and the head of the next
// one when he is that head himself.
base::Result<std::vector<std::string>> superior_positions(storage::Connection& db,
                                                          std::string_view person, base::Time at);
// Of the units themselves: his own unit's head first, though it be he.
base::Result<std::vector<std::string>> unit_head_positions(storage::Connection& db,
                                                           std::string_view person, base::Time at);

}  // namespace work
