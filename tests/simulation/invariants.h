// What must hold of a running instance between two acts.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/rows.h"

namespace simulation {

// Whose tokens a person has moved: a join may then wait for what will never come.
enum class Moved { Never, ByHand };

// Everything that is wrong: rows that hang on nothing, elements that wait for nothing. `tasks` are
// the user tasks that were made known and not taken back.
std::vector<std::string> faults_of(const engine::Instance& instance, const std::set<int64_t>& tasks,
                                   Moved moved);

// The rows as one text, the same for the same rows in any order.
std::string print(const engine::Instance& instance);

}  // namespace simulation
