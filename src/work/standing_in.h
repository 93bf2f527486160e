// Who does the work of somebody else as his deputy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/connection.h"

namespace work {

// View (person, holder, record_type, record_id, until) of the records which tasks are about that
// `person` may do for `holder`, or has done for him: then `until` says when.
constexpr std::string_view standing_in_view = "work_standing_in";

// For whom the person may act at an open task or has acted: persons; the position where it was
// vacant.
std::vector<std::string> holders_of_work(storage::Connection& db, const std::string& person);

}  // namespace work
