#include "work/voided.h"

#include <vector>

namespace work {

std::map<int64_t, Status> voided(storage::Connection& db, std::string_view record_type,
                                 std::span<const int64_t> records) {
  std::map<int64_t, Status> found;
  if (records.empty()) return found;
  std::vector<storage::Cell> parameters{std::string(record_type)};
  std::string places;
  for (const int64_t record : records) {
    places += places.empty() ? "?" : ", ?";
    parameters.emplace_back(record);
  }
  for (const storage::Row& row :
       db.query("SELECT record_id, MAX(instance) FROM " + std::string(voided_view) +
                    " WHERE record_type = ? AND record_id IN (" + places + ") GROUP BY record_id",
                parameters)) {
    if (const auto matter = instance(db, row.integer(1)))
      found[row.integer(0)] = status_of(db, *matter);
  }
  return found;
}

}  // namespace work
