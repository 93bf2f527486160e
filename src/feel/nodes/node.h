// The compiled form: a tree of immutable nodes over a frame of slots.
#pragma once

#include <boost/container/small_vector.hpp>
#include <forward_list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "feel/feel.h"
#include "feel/function.h"

namespace feel {

struct Place {
  int line = 1;
  int column = 1;
};

class UserFunction;
struct CallBuiltin;

// What lies in a slot that is not set.
inline const Value kNothing;

// Variables of the host in one evaluation, each looked up once.
class Globals {
 public:
  // `found` has room for one of each name of the program, all set to &kNothing.
  Globals(const Names& names, const Program& program, const Value** found)
      : names_(names), program_(program), found_(found) {}
  // Null when the host has no such variable.
  const Value* get(size_t index) {
    const Value* found = found_[index];
    return found == &kNothing ? ask(index) : found;
  }

 private:
  const Value* ask(size_t index);

  const Names& names_;
  const Program& program_;
  const Value** found_;            // &kNothing: not asked for yet
  std::forward_list<Value> made_;  // those that lie nowhere else
};

struct Frame {
  Evaluation& evaluation;
  Globals* globals;  // absent in function bodies, which captured what they read
  // Where each variable lies. Who sets a slot keeps the value as long as the name can be read.
  const Value** slots;
  const Value* captured = nullptr;
  const UserFunction* self = nullptr;
};

struct Node {
  Place place;
  virtual ~Node() = default;
  virtual Value evaluate(Frame& frame) const = 0;
  // The same without a copy of what lies somewhere already; else it is made in `room`. Valid while
  // the frame and `room` are left alone.
  virtual const Value& look(Frame& frame, Value& room) const {
    room = evaluate(frame);
    return room;
  }
  // The value when it needs no evaluation.
  virtual const Value* constant() const { return nullptr; }
  // Null with a reason.
  Value fail(Frame& frame, std::string_view reason) const;
  // The list or context made here, with a reason when there is none.
  Value whole(Frame& frame, Value made) const;
  bool spend(Frame& frame, int64_t steps) const {
    return frame.evaluation.spend(steps, place.line, place.column);
  }
};
using NodePtr = std::unique_ptr<Node>;

struct Program {
  std::string text;
  Form form = Form::Expression;
  Dialect dialect = Dialect::Standard;
  NodePtr root;
  size_t slots = 0;
  int levels = 0;                      // how deep the tree is
  int64_t burden = 0;                  // steps of each evaluation, beside those that it counts
  std::vector<NameUse> names;          // of Global nodes, by index
  mutable std::vector<Guess> guesses;  // where each of them lay
  std::unordered_map<std::string, size_t> index_of_name;
  std::vector<NameUse> read;  // those that are read and not only called
  std::vector<NameUse> called;
  std::vector<std::vector<std::string>> paths;
  std::vector<const CallBuiltin*> ai_calls;  // of fromAi(), outside of function bodies
  std::vector<Value> literals;               // written in unary tests of which one reads `?`
};

inline constexpr int kLevelsMax = 400;        // of nesting in a text
inline constexpr int kDepthMax = 4000;        // levels on the stack in an evaluation
inline constexpr size_t kTextMax = 16 << 20;  // bytes of a string made by evaluation

// Puts `levels` on the stack; false when that would be too deep.
class Deeper {
 public:
  Deeper(Evaluation& evaluation, int levels) : evaluation_(evaluation), levels_(levels) {
    evaluation_.depth += levels_;
  }
  ~Deeper() { evaluation_.depth -= levels_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;
  bool is_allowed() const { return evaluation_.depth <= kDepthMax; }

 private:
  Evaluation& evaluation_;
  int levels_;
};

}  // namespace feel
