// The shared parts of values: counted, immutable.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "feel/value.h"
#include "feel/weight.h"

namespace feel {

struct StringCell final : Cell {
  std::string text;
};

struct ClockCell final : Cell {
  Clock clock;
};

struct ListCell final : Cell {
  Values items;
  uint32_t depth = 1;
  uint32_t weight = 1;
};

// The names of a context, shared by all contexts of one literal or table.
struct Shape {
  std::vector<std::string> names;
  struct Mark {
    uint64_t hash;
    uint32_t position;
  };
  std::vector<Mark> marks;  // in the order of their hashes, only of large ones
  explicit Shape(std::vector<std::string> names);
  // -1 when absent.
  int64_t position(std::string_view name) const;
};

struct ContextCell final : Cell {
  std::shared_ptr<const Shape> shape;
  Values values;
  uint32_t depth = 1;
  uint32_t weight = 1;
};

struct RangeCell final : Cell {
  Range range;
};

struct FunctionCell final : Cell {
  std::shared_ptr<const Function> function;
};

// Steps for making a list of that many items, or text of 16 bytes for each: large ones count in
// full, so that the steps of an evaluation bound its memory.
constexpr int64_t cost_of_making(size_t size) {
  constexpr size_t large = 10'000;
  return static_cast<int64_t>(size > large ? size : size / 2);
}

inline constexpr uint32_t kValueDepthMax = 1000;

// Makes and opens values from cells.
struct Cells {
  template <class T>
  static Value make(Kind kind, const T* cell) {
    Value value;
    value.kind_ = kind;
    value.cell_ = cell;
    return value;
  }
  template <class T>
  static const T& of(const Value& value) {
    return *static_cast<const T*>(value.cell_);
  }
  static const Cell* address(const Value& value) { return value.cell_; }
  static uint32_t depth(const Value& value);
  // How much there is to walk through: the values in it, and of text one for each 16 bytes.
  static uint32_t weight(const Value& value);
  // Adds to a list that nobody else holds, in place; else to a copy of it.
  static void append(Value& list, Value item);
  // Another item in a list that nobody else holds, in place; else in a copy of it.
  static void replace(Value& list, size_t index, Value item);
  // Puts text behind a string that nobody else holds, in place; else behind a copy of it.
  static void join(Value& string, const std::string& behind);
  // Makes `into`, which is null, the same value without counting it; it is given back before the
  // owner lets go.
  static void borrow(Value& into, const Value& owner) {
    into.kind_ = owner.kind_;
    into.number_ = owner.number_;
  }
  static void give_back(Value& borrowed) { borrowed.kind_ = Kind::Null; }
  static bool is_held_once(const Value& value) {
    return value.cell_->uses.load(std::memory_order_acquire) == 1;
  }
  static Value context(std::shared_ptr<const Shape> shape, Values values);
};

}  // namespace feel
