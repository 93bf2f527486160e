// Checks of what only a defect in the program can break. Never used on input.
#pragma once

#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

namespace base {

// A defect found at run time. The runtime catches it at the edge of one operation, sets the one
// instance or request aside and lives on.
class Bug : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] inline void throw_bug(std::string_view what, const std::source_location& place) {
  throw Bug(std::string(place.file_name()) + ":" + std::to_string(place.line()) + ": " +
            std::string(what));
}

// Throws Bug, naming the place, when `holds` is false. Active in release builds too.
inline void ensure(bool holds, std::string_view what,
                   std::source_location place = std::source_location::current()) {
  if (!holds) throw_bug(what, place);
}

}  // namespace base
