// Running instances go over to another version of their process. What is active keeps its key, its
// variables, its job, its task and what it waits for; only the model around it is another.
#pragma once

#include <string>
#include <vector>

#include "engine/rows.h"

namespace engine {

// From an element of the present definition to one of the target. Active elements need one each;
// what they wait for (boundary events, starts of event sub-processes, events behind a gateway) goes
// to the element of the same id when nothing else is said.
struct Mapping {
  std::string from;
  std::string to;
};

struct MigrationProblem {
  std::string element_id;  // of the present definition; of the target where only that one knows it
  std::string reason;
  friend bool operator==(const MigrationProblem&, const MigrationProblem&) = default;
};

// What a migration would do, in the order of the active elements.
struct MigrationPlan {
  std::vector<Mapping> elements;
  std::vector<std::string> kept;    // events that are waited for on, by the ids of the target
  std::vector<std::string> closed;  // present ones that are no longer waited for
  std::vector<std::string> opened;  // new ones of the target
  std::vector<MigrationProblem> problems;
};

// Decides only. It can be carried out when there are no problems.
MigrationPlan plan_migration(const Instance& instance, const Process& target,
                             const std::vector<Mapping>& mappings);

// Every element that both have under the same id and of the same kind: a mapping to begin with.
std::vector<Mapping> same_elements(const Process& present, const Process& target);

}  // namespace engine
