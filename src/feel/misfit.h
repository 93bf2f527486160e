// Where and why a value does not fit a type.
#pragma once

#include <optional>
#include <string>

#include "feel/type.h"

namespace feel {

struct Misfit {
  std::string path;  // behind the value's name: ".lines[3].price"; empty: the value as a whole
  enum class Why { Kind, Missing, NotAllowed } why = Why::Kind;
  std::string wanted;  // the type at that place
  Value value;         // what lies there
};

// The first one; nothing when it fits, or when there are no steps left to tell.
std::optional<Misfit> misfit(const Value& value, const Type& type, Meter& meter);

}  // namespace feel
