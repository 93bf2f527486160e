// Arithmetic on numbers, text, dates, times and durations.
#pragma once

#include "feel/nodes/node.h"

namespace feel {

enum class Operator { Add, Subtract, Multiply, Divide, Power };

// Operators of one rank, from left to right.
struct Arithmetic final : Node {
  NodePtr first;
  struct Step {
    Operator op;
    NodePtr operand;
    Place place;
  };
  std::vector<Step> steps;
  Value evaluate(Frame& frame) const override;
};

struct Negation final : Node {
  NodePtr operand;
  Value evaluate(Frame& frame) const override;
};

// The value, or why there is none.
struct Computed {
  Value value;
  std::string_view reason = {};
};
Computed compute(Operator op, const Value& left, const Value& right);

}  // namespace feel
