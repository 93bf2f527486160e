// What is active inside of elements, found without looking at the rest of a large instance.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/rows.h"

namespace engine {

struct Subtree {
  // By scope: the elements themselves and each that is active inside of them, with what is active
  // directly in it.
  std::unordered_map<int64_t, std::vector<int64_t>> children;
  size_t looked_at = 0;  // rows
};
Subtree subtree_of(const Instance& instance, std::span<const int64_t> elements);

}  // namespace engine
