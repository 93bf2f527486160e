// What the calls of fromAi() in an expression tell about values that somebody else is to give.
#pragma once

#include <string>
#include <vector>

#include "feel/feel.h"

namespace feel {

struct AiParameter {
  std::string name;  // the path that is read: "toolCall.city"
  // Null where nothing is said.
  Value description;
  Value type;
  Value schema;
  Value options;
};

struct AiParameters {
  std::vector<AiParameter> all;  // in the order of the text
  std::string problem;           // what is wrong with one of them; empty: nothing
};

// A call inside another one and one in a function body is none.
AiParameters ai_parameters(const Expression& expression);

}  // namespace feel
