// Values of one kind as points on a line, some steps away from each other.
#pragma once

#include <cstdint>
#include <optional>

#include "feel/value.h"

namespace dmn {

// How large a step is: of numbers 1 in the last of some decimals, of clocks and of days with a time
// the same of a second; of dates a day, of years and months a month.
class Steps {
 public:
  // Makes steps as small as the decimals of this value ask for.
  void make_room_for(const feel::Value& value);
  // Null when the kind has no line or the line ends there.
  feel::Value moved(const feel::Value& from, int64_t steps) const;
  // Empty when there is no whole number of steps between them.
  std::optional<int64_t> between(const feel::Value& from, const feel::Value& to) const;

 private:
  int decimals_ = 0;
};

// Numbers by share of `from`, times by share of a year; anything else is a whole change.
double size_of_change(const feel::Value& from, const feel::Value& to);

}  // namespace dmn
