// When a step that waits for the clock goes on.
#pragma once

#include <optional>

#include "base/time.h"
#include "storage/connection.h"

namespace runtime {

// The first of the timers that the element instance holds; none where it holds none, or while its
// instance is suspended.
std::optional<base::Time> next_timer(storage::Connection& db, int64_t instance, int64_t element);

}  // namespace runtime
