#include "engine/core/subtree.h"

#include <algorithm>

namespace engine {

// What is inside of an element began behind it, so that one way through the rows finds all, and
// ends with the last.
Subtree subtree_of(const Instance& instance, std::span<const int64_t> elements) {
  Subtree subtree;
  int missing = 0;
  for (int64_t key : elements) {
    if (!instance.active(key)) continue;
    subtree.children.try_emplace(key);
    missing += instance.count_children(key);
  }
  if (missing == 0) return subtree;
  auto row = instance.elements.from(std::ranges::min(elements));
  for (; missing > 0 && row != instance.elements.end(); ++row) {
    ++subtree.looked_at;
    if (row->state != ElementState::Active) continue;
    const auto scope = subtree.children.find(row->scope);
    if (scope == subtree.children.end()) continue;
    scope->second.push_back(row->key);
    missing -= 1;
    if (subtree.children.try_emplace(row->key).second) missing += row->children;
  }
  return subtree;
}

}  // namespace engine
