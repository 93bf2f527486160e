// Which matters hold a file, beside the records they are about.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/rows.h"
#include "storage/connection.h"

namespace work {

// Instances in which somebody signed with the file, handed it in, or said something with it; in no
// order.
std::vector<int64_t> instances_with_file(storage::Connection& db, std::string_view file);
// Whether somebody said something with the file in the instance.
bool is_of_remark(storage::Connection& db, int64_t instance, std::string_view file);
// Whether a written notice that the person sent or received holds the file, and whether any does.
bool has_letter_with_file(storage::Connection& db, std::string_view file, std::string_view person);
bool is_in_letter(storage::Connection& db, std::string_view file);
// Whether the person wrote the record on a seat of his own, or has an open seat in the matter in
// which it was written.
bool works_on(storage::Connection& db, const engine::RecordRef& record, std::string_view person);

}  // namespace work
