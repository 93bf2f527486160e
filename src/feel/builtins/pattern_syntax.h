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

// Classes (subtraction, \i \c \w \s, blocks as \p{IsGreek}), references to groups and the `x` flag
// differ; what both write alike is copied. Empty, with `problem` filled, for what XPath does not
// have: look-around, named groups, possessive quantifiers, brackets that were not opened.
std::optional<std::string> translate_pattern(std::string_view pattern, PatternFlags flags,
                                             std::string& problem);

}  // namespace feel
