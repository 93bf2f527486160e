// What lies behind an element in its own branch.
#pragma once

#include <set>
#include <vector>

#include "engine/rows.h"

namespace engine {

struct Reach {
  std::set<int> nodes;
  std::set<int> flows;
};

bool is_join(const Node& node);

// Flows and boundary events from `start`; does not go on behind nodes in `walls`.
Reach walk(const Process& process, int start, const std::set<int>& walls);

// Nodes and flows behind `from` in `scope`. A join ends the branch as long as another branch, one
// that is neither behind `from` nor among `leaving`, may still bring it a token.
Reach reach_behind(const Instance& instance, int64_t scope, int from,
                   const std::set<int64_t>& leaving);

// The node whose content a scope runs: -1 the process itself, -2 none (a multi-instance body).
int content_of(const Instance& instance, int64_t scope);

}  // namespace engine
