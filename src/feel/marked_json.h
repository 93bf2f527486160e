// JSON that keeps FEEL's kinds: {"@date": "2026-03-02"}, {"@number": "0.1234567890123456789"}.
#pragma once

#include <string>

#include "base/result.h"
#include "feel/value.h"

namespace feel {

// Objects whose one name is a mark become the value they mean. Refuses with feel.json when that
// cannot be read: "2026-13-45" is no date.
base::Result<Value> from_marked(const Value& json);
// Numbers with more than 15 significant digits, dates, times and durations are marked; functions
// and
// ranges become {"@function": ""} and {"@range": "text"}.
std::string to_marked_json(const Value& value);

}  // namespace feel
