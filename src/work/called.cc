#include "work/called.h"

#include "runtime/called.h"

namespace work {

std::vector<Task> tasks_in_hand(storage::Connection& db, int64_t instance) {
  std::vector<Task> out = open_tasks(db, instance);
  for (const runtime::Called& called : runtime::called_now(db, instance)) {
    for (Task& task : tasks_in_hand(db, called.instance)) out.push_back(std::move(task));
  }
  return out;
}

}  // namespace work
