// Rewrites a regular expression of XPath into PCRE2's syntax.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feel {

struct PatternFlags {
  bool is_spaced = false;        // `x`
  bool dot_takes_lines = false;  // `s`
};

// Class subtraction, \i \c, blocks (\p{IsBasicLatin}) and the `x` flag differ; the rest is alike.
// Empty, with `problem` filled, for what XPath does not know (look-around, named groups).
std::optional<std::string> translate_pattern(std::string_view pattern, PatternFlags flags,
                                             std::string& problem);

}  // namespace feel
