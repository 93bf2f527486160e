#include "work/opinions.h"

#include "work/store/rows.h"

namespace work {

std::vector<Task> tasks_that_count(storage::Connection& db, int64_t instance) {
  std::vector<Task> found;
  for (const int64_t key :
       task_keys(db, "instance = ? AND is_superseded = 0 AND state IN ('open', 'done') ORDER BY id",
                 {instance}))
    found.push_back(*find_task(db, key));
  return found;
}

}  // namespace work
