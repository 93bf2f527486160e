// Pinyin initials of Han characters that are read in more than one way.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace base {

// As pinyin_initials, and with the other readings of its first characters that have two: "行知" →
// "xz", "hz". The usual reading comes first; all are at most eight, and those behind it hold the
// beginning of a long text only.
std::vector<std::string> readings(std::string_view text);

}  // namespace base
