// What must hold of a running instance between two acts.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/rows.h"

namespace simulation {

// Everything that is wrong: rows that hang on nothing, elements that wait for nothing. `tasks` are
// the user tasks that were made known and not taken back.
std::vector<std::string> faults_of(const engine::Instance& instance,
                                   const std::set<int64_t>& tasks);

// The rows as one text, the same for the same rows in any order.
std::string print(const engine::Instance& instance);

}  // namespace simulation
