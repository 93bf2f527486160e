// Instances that nobody has as a matter: begun by a timer, a signal or a message, about no record
// of anybody's work. Administrators see them as they see matters.
#pragma once

#include <optional>

#include "app/inside/json.h"
#include "work/instances.h"

namespace app {

// What runs or ran under the key, told as a matter; empty when a matter has the key, or nothing.
std::optional<work::Instance> background_instance(const Definitions& definitions,
                                                  storage::Connection& db, int64_t key);

}  // namespace app
