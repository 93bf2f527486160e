// Private to the module: who stands above a person, level by level.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "storage/connection.h"

namespace work {

// Positions, each once; levels that nobody holds are passed over. Both refuse as org/reporting.h
// says when units or superiors form a circle.

// Of those who stand above the person by his main post.
base::Result<std::vector<std::string>> superior_positions(storage::Connection& db,
                                                          std::string_view person, base::Time at);
// Of the heads of the units from his own upwards: his own unit's head first, though it be he.
base::Result<std::vector<std::string>> unit_head_positions(storage::Connection& db,
                                                           std::string_view person, base::Time at);

}  // namespace work
