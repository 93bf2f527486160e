// Carrying out a migration: rows of an instance from the indexes of one definition to another's.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "engine/commands.h"
#include "engine/rows.h"

namespace engine {

struct Remapping {
  std::map<int, int> nodes;                      // of active elements
  std::map<std::pair<int64_t, int>, int> waits;  // by owner and event; others are closed
  std::map<int, int> arrivals;                   // flows with tokens at a join
  std::vector<std::pair<int64_t, int>> opened;   // owner and event of the target
  // What waits for its turn in an ad-hoc sub-process: by its key and the id, the id in the target.
  std::map<std::pair<int64_t, std::string>, std::string> queued;
  std::map<std::string, std::string> named;  // ids as the mappings say it
};

// Behind the correlation key of a condition that waits: it is looked at once the instance goes on,
// after a suspension or with another text.
constexpr char kToBeLookedAt = '?';

int find_flow(const Process& process, std::string_view id);  // -1 when absent

// Refuses with engine.cannot_migrate, naming every element in the way.
base::Result<Remapping> remap(const Instance& instance, const Migrate& command);

// Afterwards the instance is one of the target, but for `remapping.opened`.
void carry_over(Instance& instance, const ProcessRef& target, const Remapping& remapping);

}  // namespace engine
