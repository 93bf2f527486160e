#include "runtime/called.h"

namespace runtime {

std::vector<Called> called_now(storage::Connection& db, int64_t instance) {
  std::vector<Called> result;
  for (const auto& row :
       db.query("SELECT key, called_instance FROM element_instance WHERE instance = ? AND "
                "state = 'active' AND called_instance IS NOT NULL ORDER BY key",
                {instance})) {
    result.push_back({row.integer(0), row.integer(1)});
  }
  return result;
}

std::optional<CalledBy> caller_of(storage::Connection& db, int64_t instance) {
  const auto row =
      db.first("SELECT caller, is_waited_for FROM called_instance WHERE instance = ?", {instance});
  if (!row) return {};
  return CalledBy{row->integer(0), row->integer(1) != 0};
}

std::vector<int64_t> all_called(storage::Connection& db, int64_t instance) {
  std::vector<int64_t> keys;
  for (const auto& row : db.query(
           "SELECT instance FROM called_instance WHERE caller = ? ORDER BY instance", {instance}))
    keys.push_back(row.integer(0));
  return keys;
}

}  // namespace runtime
