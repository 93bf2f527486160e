#include "feel/syntax/scope.h"

#include <algorithm>

namespace feel {

// Slots are not used again within one body: loops and closures stay simple.
size_t Scope::add_local(const std::string& name) {
  entries_.push_back({name, slots_max_});
  return slots_max_++;
}
size_t Scope::add_filter_item() { return add_local({}); }
size_t Scope::add_hidden() { return slots_max_++; }

const ContextLiteral* Scope::literal_in(size_t slot) const {
  const auto found = literals_.find(slot);
  return found == literals_.end() ? nullptr : found->second;
}

bool Scope::is_local(const std::string& name) const {
  if (std::any_of(entries_.begin(), entries_.end(),
                  [&name](const Entry& entry) { return entry.name == name; })) {
    return true;
  }
  return name == self_ || (outer_ && outer_->is_local(name));
}

NodePtr Scope::read(const std::string& name, Place place, bool is_filtered) {
  std::vector<size_t> filters;
  NodePtr node;
  for (auto entry = entries_.rbegin(); entry != entries_.rend() && !node; ++entry) {
    if (entry->name.empty()) filters.push_back(entry->slot);
    const bool is_item = entry->name.empty() && name == "item";
    if (is_item || entry->name == name) node = std::make_unique<Local>(entry->slot);
  }
  if (!node) node = read_outside(name, place, is_filtered || !filters.empty());
  node->place = place;
  if (name == "?") return node;
  for (auto slot = filters.rbegin(); slot != filters.rend(); ++slot) {
    node = std::make_unique<MaybeMember>(*slot, name, std::move(node));
    node->place = place;
  }
  return node;
}

NodePtr Scope::read_outside(const std::string& name, Place place, bool is_filtered) {
  if (!self_.empty() && name == self_) return std::make_unique<Self>();
  if (!outer_) {
    reads_global_ = true;
    return std::make_unique<Global>(index_of_global(program_, name, place, is_filtered), name,
                                    program_.dialect);
  }
  const auto [at, is_new] = captured_.try_emplace(name, captures_.size());
  if (is_new) captures_.push_back(outer_->read(name, place, is_filtered));
  return std::make_unique<Captured>(at->second);
}

size_t index_of_global(Program& program, const std::string& name, Place place, bool is_filtered) {
  const auto [at, is_new] = program.index_of_name.try_emplace(name, program.names.size());
  if (is_new) program.names.push_back({name, place.line, place.column, is_filtered});
  if (!is_filtered) program.names[at->second].may_be_member = false;
  return at->second;
}

}  // namespace feel
