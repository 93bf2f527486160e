// Incidents by a number for their message: clients of the compatible interface group and find them
// by it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/search.h"

namespace runtime {

// The number that Java computes of a text, over its UTF-16 units.
int32_t error_hash(std::string_view message);

// A search of process instances whose `incidentErrorHashCode`, a number or operators on numbers, is
// said by the messages of open incidents instead. Nothing: no instance can be found. Refuses with
// request.wrong_type and request.unknown_field.
base::Result<std::optional<base::Json>> with_messages_of_hashes(storage::Connection& db,
                                                                const base::Json& request);
// Those of open incidents that have this number.
std::vector<std::string> messages_of_hash(storage::Connection& db, int64_t hash);

}  // namespace runtime
