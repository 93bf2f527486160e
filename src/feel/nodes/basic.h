// Literals, variables, conditions, comparison and tests.
#pragma once

#include "feel/nodes/node.h"

namespace feel {

struct Constant final : Node {
  Value value;
  explicit Constant(Value v) : value(std::move(v)) {}
  Value evaluate(Frame&) const override { return value; }
  const Value& look(Frame&, Value&) const override { return value; }
  const Value* constant() const override { return &value; }
};

// What is written and stands for no value: null with the reason.
struct Unusable final : Node {
  std::string reason;
  Value evaluate(Frame& frame) const override { return fail(frame, reason); }
};

struct Local final : Node {
  size_t slot;
  explicit Local(size_t s) : slot(s) {}
  Value evaluate(Frame& frame) const override { return *frame.slots[slot]; }
  const Value& look(Frame& frame, Value&) const override { return *frame.slots[slot]; }
};

struct Captured final : Node {
  size_t index;
  explicit Captured(size_t i) : index(i) {}
  Value evaluate(Frame& frame) const override { return frame.captured[index]; }
  const Value& look(Frame& frame, Value&) const override { return frame.captured[index]; }
};

struct Self final : Node {
  Value evaluate(Frame& frame) const override;
};

// A variable of the host; else a host or built-in function of that name as a value.
struct Global final : Node {
  size_t index;
  std::string name;
  Dialect dialect;
  Global(size_t i, std::string n, Dialect d) : index(i), name(std::move(n)), dialect(d) {}
  Value evaluate(Frame& frame) const override;
  const Value& look(Frame& frame, Value& room) const override;
};

// A name in a filter: a member of the item when it has one, else what the name means outside.
struct MaybeMember final : Node {
  size_t slot;
  std::string name;
  NodePtr otherwise;
  mutable Guess guess;
  MaybeMember(size_t s, std::string n, NodePtr o)
      : slot(s), name(std::move(n)), otherwise(std::move(o)) {}
  Value evaluate(Frame& frame) const override;
  const Value& look(Frame& frame, Value& room) const override;
};

// Anything that is not true is false.
struct If final : Node {
  NodePtr condition, then, otherwise;
  Value evaluate(Frame& frame) const override;
  const Value& look(Frame& frame, Value& room) const override;
};

// `and`, `or` over all their operands.
struct Junction final : Node {
  bool is_and = true;
  std::vector<NodePtr> operands;
  Value evaluate(Frame& frame) const override;
  const Value& look(Frame& frame, Value& room) const override;
};

enum class Comparator { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

struct Comparison final : Node {
  Comparator comparator = Comparator::Equal;
  NodePtr left, right;
  Value evaluate(Frame& frame) const override;
  const Value& look(Frame& frame, Value& room) const override;
};
// Nothing, with a reason, when they cannot be compared.
std::optional<bool> compare(const Node& node, Frame& frame, Comparator comparator,
                            const Value& left, const Value& right);

struct Between final : Node {
  NodePtr value, low, high;
  Value evaluate(Frame& frame) const override;
};

// One test of a value: an operator and an operand, or an expression that may use `?`.
struct Test {
  enum class Kind { Compare, Plain, Question };
  Kind kind = Kind::Plain;
  Comparator comparator = Comparator::Equal;
  NodePtr operand;
};

// `value in (tests)`, and unary tests of an input in slot 0.
struct In final : Node {
  NodePtr value;
  size_t slot = 0;           // where `?` is while the tests run
  bool reads_input = false;  // whether any of them does so
  bool is_negated = false;
  bool is_anything = false;  // "-"
  std::vector<Test> tests;
  Value evaluate(Frame& frame) const override;
  Value test(Frame& frame, const Value& input) const;
};

struct InstanceOf final : Node {
  NodePtr value;
  TypeRef type;
  Value evaluate(Frame& frame) const override;
};

struct ListLiteral final : Node {
  std::vector<NodePtr> items;
  Value evaluate(Frame& frame) const override;
};

struct RangeLiteral final : Node {
  NodePtr low, high;  // one may be absent in a comparison
  bool has_low_included = false;
  bool has_high_included = false;
  bool is_comparison = false;  // "(< 5)"
  Value known;                 // when its ends are constant
  Value evaluate(Frame& frame) const override;
  const Value& look(Frame& frame, Value& room) const override;
  // Finds `known` once the ends are there.
  void settle();
};

struct Shape;
struct ContextLiteral final : Node {
  std::shared_ptr<const Shape> shape;
  std::vector<NodePtr> values;
  std::vector<size_t> slots;
  Value evaluate(Frame& frame) const override;
};

}  // namespace feel
