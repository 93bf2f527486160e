// Where the work of a process waits, for whom and how long: what its owner looks at.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "storage/connection.h"

namespace work {

struct WaitingPerson {
  std::string person;
  int64_t tasks = 0;
};

// The open tasks of one step. What was returned waits for nobody while the step is done over.
struct WaitingStep {
  std::string element;
  base::Text title;
  int64_t tasks = 0;
  int64_t overdue = 0;
  base::Time oldest;                   // since when the one waits that has waited longest
  base::Time median;                   // half of them came before; of two middles the earlier
  std::vector<WaitingPerson> persons;  // the ten on whom most wait, the most first
};
// The step that holds most first.
std::vector<WaitingStep> waiting_steps(storage::Connection& db, std::string_view process,
                                       base::Time now);

struct WaitingQuery {
  std::string process;
  std::string element;  // empty: every step
  std::string person;   // for whom it waits; empty: anybody
  int64_t limit = 20;
  int64_t offset = 0;
};
// Keys of the open tasks, the longest waiting first.
std::vector<int64_t> waiting_tasks(storage::Connection& db, const WaitingQuery& query);
int64_t count_waiting(storage::Connection& db, const WaitingQuery& query);

}  // namespace work
