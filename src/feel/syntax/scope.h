// Which slot, capture or host variable a name means at one place of a text.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "feel/nodes/basic.h"
#include "feel/nodes/calls.h"
#include "feel/nodes/node.h"

namespace feel {

// The variables of one function body (or of the whole expression), while it is parsed.
class Scope {
 public:
  Scope(Program& program, Scope* outer) : program_(program), outer_(outer) {}

  size_t add_local(const std::string& name);
  size_t add_filter_item();  // members of the item are names, too
  size_t add_hidden();       // a slot without a name
  void drop_names(size_t count) { entries_.resize(entries_.size() - count); }
  void name_self(std::string name) { self_ = std::move(name); }

  // The node that reads `name`; unknown ones are variables of the host.
  NodePtr read(const std::string& name, Place place) { return read(name, place, false); }
  void set_literal(size_t slot, const ContextLiteral* value) { literals_[slot] = value; }
  // The context literal that is the value of a local name; null when the text does not tell.
  const ContextLiteral* literal_in(size_t slot) const;
  // Whether it is a local name here or in an enclosing body (filters aside).
  bool is_local(const std::string& name) const;
  bool reads_global() const { return reads_global_; }
  bool is_outermost() const { return outer_ == nullptr; }

  size_t slots() const { return slots_max_; }
  std::vector<NodePtr> take_captures() { return std::move(captures_); }
  void enter() { levels_max = std::max(levels_max, ++levels); }
  void leave() { --levels; }
  int levels = 0;
  int levels_max = 0;

 private:
  struct Entry {
    std::string name;  // empty: a filter item
    size_t slot;
  };
  // `is_filtered`: within a filter of a body inside of this one.
  NodePtr read(const std::string& name, Place place, bool is_filtered);
  NodePtr read_outside(const std::string& name, Place place, bool is_filtered);

  Program& program_;
  Scope* outer_;
  std::string self_;
  std::vector<Entry> entries_;
  std::map<size_t, const ContextLiteral*> literals_;  // by slot
  size_t slots_max_ = 0;
  bool reads_global_ = false;
  std::vector<NodePtr> captures_;
  std::map<std::string, size_t> captured_;
};

size_t index_of_global(Program& program, const std::string& name, Place place, bool is_filtered);

}  // namespace feel
