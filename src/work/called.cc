#include "work/called.h"

#include <algorithm>

#include "runtime/called.h"

namespace work {

std::vector<Task> tasks_in_hand(storage::Connection& db, int64_t instance) {
  std::vector<Task> out = open_tasks(db, instance);
  for (const runtime::Called& called : runtime::called_now(db, instance)) {
    for (Task& task : tasks_in_hand(db, called.instance)) out.push_back(std::move(task));
  }
  return out;
}

bool has_act(storage::Connection& db, int64_t instance,
             const std::function<bool(std::string_view person)>& counts) {
  for (const storage::Row& row :
       db.query("SELECT DISTINCT s.person FROM work_seat s JOIN work_task t ON t.id = s.task WHERE"
                " t.instance = ? AND t.is_superseded = 0 AND s.state = 'acted' AND s.reason = ''",
                {instance})) {
    if (counts(row.text(0))) return true;
  }
  return std::ranges::any_of(runtime::calls_of(db, instance), [&](const runtime::Call& call) {
    return has_act(db, call.instance, counts);
  });
}

}  // namespace work
