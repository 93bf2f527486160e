// Iteration, quantifiers, filters and paths.
#pragma once

#include "feel/nodes/node.h"

namespace feel {

struct Domain {
  size_t slot = 0;
  NodePtr from;  // a list, a range, or the low end
  NodePtr to;    // the high end of `from..to`, may be absent
};

struct For final : Node {
  std::vector<Domain> domains;
  size_t partial_slot = 0;
  bool reads_partial = false;
  NodePtr body;
  int64_t burden = 0;  // steps of the body each time, beside those that it counts
  Value evaluate(Frame& frame) const override;

 private:
  Value evaluate_with_partial(Frame& frame) const;
};

struct Quantified final : Node {
  bool is_every = false;
  std::vector<Domain> domains;
  NodePtr condition;
  int64_t burden = 0;
  Value evaluate(Frame& frame) const override;
};

struct Filter final : Node {
  NodePtr list;
  size_t slot = 0;  // of the item
  NodePtr condition;
  int64_t burden = 0;
  Value evaluate(Frame& frame) const override;
};

struct Path final : Node {
  NodePtr base;
  std::string member;
  mutable Guess guess;
  Dialect dialect = Dialect::Standard;
  Value evaluate(Frame& frame) const override;
  const Value& look(Frame& frame, Value& room) const override;
};

}  // namespace feel
