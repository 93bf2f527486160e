// Values as FEEL text of bounded size.
#pragma once

#include <optional>
#include <string>

#include "feel/value.h"

namespace feel {

// As to_text; nothing when the text would be longer, which a few numbers can be: 1e6144 has 6,145
// digits. Little more than `bytes_max` is ever held.
std::optional<std::string> to_text_within(const Value& value, size_t bytes_max);

}  // namespace feel
