#include "runtime/next_timer.h"

namespace runtime {

std::optional<base::Time> next_timer(storage::Connection& db, int64_t instance, int64_t element) {
  const auto row = db.first(
      "SELECT due FROM timer WHERE instance = ? AND owner = ? AND is_held = 0 ORDER BY due LIMIT 1",
      {instance, element});
  if (!row) return std::nullopt;
  return base::Time{row->integer(0)};
}

}  // namespace runtime
