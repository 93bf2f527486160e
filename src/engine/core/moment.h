// Dates and times as models and variables write them.
#pragma once

#include <optional>
#include <string>

#include "base/time.h"
#include "feel/value.h"

namespace engine {

// The instant of a date (its midnight), a date and time, or a text of either; without a zone of its
// own in `zone`. A text may name the zone behind the offset or instead of one, as in
// 2030-01-01T08:00:00+01:00[Europe/Berlin]; the offset counts. Empty when it is no such value.
std::optional<base::Time> moment_of(const feel::Value& value, const std::string& zone);

}  // namespace engine
