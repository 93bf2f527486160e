// Lines that a person types, with editing and a history at a terminal; plain lines from a pipe.
#pragma once

#include <memory>
#include <optional>
#include <string>

namespace cli {

class Lines {
 public:
  // From the standard input. `prompt` is shown at a terminal only.
  static std::unique_ptr<Lines> open(std::string prompt);
  virtual ~Lines() = default;
  // Nothing at the end.
  virtual std::optional<std::string> next() = 0;
};

}  // namespace cli
