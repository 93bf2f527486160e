// Who is to bring about what a matter waits for: a message that tells what happens to a record.
#pragma once

#include <vector>

#include "records/catalogue.h"
#include "work/instances.h"

namespace app {

struct AwaitedStep {
  int64_t element = 0;  // the element instance that waits
  base::Text what;      // "需求：纳入月度报告"; empty where the message tells of no record
  // Running matters that have something to do: of the record itself, and of those that belong to
  // it; where the message tells of another type, of those of that type below or above it.
  std::vector<int64_t> matters;
};
std::vector<AwaitedStep> awaited_steps(const records::Catalogue& types, storage::Connection& db,
                                       const work::Instance& matter);
// Those matters, of all that the matter and what it has called wait for; each once.
std::vector<int64_t> answering(const records::Catalogue& types, storage::Connection& db,
                               const work::Instance& matter);

}  // namespace app
