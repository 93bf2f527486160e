// What can be acted on in a world.
#pragma once

#include "runtime/queries.h"
#include "world.h"

namespace simulation {

// The correlation key is missing at times, which is an incident wherever it is needed.
feel::Value variables(uint64_t number);

struct World::Open {
  std::vector<int64_t> instances;  // running, that nobody called
  std::vector<int64_t> all;        // running
  std::vector<runtime::JobView> jobs;
  std::vector<std::string> job_kinds;  // of `jobs`
  std::vector<int64_t> tasks;          // element keys
  std::vector<runtime::IncidentView> incidents;
  std::vector<int64_t> ad_hocs;       // element keys
  std::vector<std::string> messages;  // that somebody waits for or starts with
};

}  // namespace simulation
