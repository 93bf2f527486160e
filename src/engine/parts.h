// Which instances of multi-instance activities a user task is in: told with its properties, so that
// whoever keeps the task keeps that too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/effects.h"

namespace engine {

struct Part {
  std::string element;  // the activity
  int64_t whole = 0;    // key of its body
  int64_t key = 0;
};

// No name of a model's property.
inline constexpr std::string_view kParts = "multi-instance:parts";

// Nothing is said of a task that is in none.
void tell_parts(Properties& properties, const std::vector<Part>& parts);
// Those that it is in or is, the outermost first.
std::vector<Part> parts_of(const Properties& properties);

}  // namespace engine
