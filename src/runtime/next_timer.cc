#include "runtime/next_timer.h"

#include "engine/timers.h"

namespace runtime {

std::optional<base::Time> next_timer(storage::Connection& db, int64_t instance, int64_t element) {
  const auto row = db.first(
      "SELECT due FROM timer WHERE instance = ? AND owner = ? AND is_held = 0 ORDER BY due LIMIT 1",
      {instance, element});
  if (!row) return std::nullopt;
  return base::Time{row->integer(0)};
}

std::vector<WaitingTimer> waiting_timers(storage::Connection& db, int64_t instance) {
  std::vector<WaitingTimer> found;
  for (const storage::Row& row :
       db.query("SELECT element_id, due, is_held, repetitions, cycle FROM timer WHERE instance = ? "
                "ORDER BY due, key",
                {instance})) {
    found.push_back({row.text(0),
                     {row.integer(1)},
                     row.integer(2) != 0,
                     static_cast<int>(row.integer(3)),
                     engine::period_of(row.text(4))});
  }
  return found;
}

}  // namespace runtime
