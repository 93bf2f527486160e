// The beginning of what print() wrote.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feel {

// The beginning of a printed value, cut between two characters, made a value again: without what
// was cut in two, but for a text, and closed by `closers` characters of its own.
struct Closed {
  std::string text;
  size_t closers = 0;
};
// Empty when nothing is open: then it is whole.
std::optional<Closed> closed(std::string_view beginning);

}  // namespace feel
