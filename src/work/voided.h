// Records that count nowhere any more.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>

#include "work/status.h"

namespace work {

// View (record_type, record_id, instance) of the records of which every matter that came to a
// result is void: voided or deleted by an administrator, or withdrawn after its end. What was only
// withdrawn while it ran says nothing of its record.
constexpr std::string_view voided_view = "work_voided";

// Of these records of one type those that count nowhere, by id, each with the status of its newest
// matter.
std::map<int64_t, Status> voided(storage::Connection& db, std::string_view record_type,
                                 std::span<const int64_t> records);

}  // namespace work
