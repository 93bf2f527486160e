// What is inside of an element is found by looking at that, and not at the rest of its instance.
#include "engine/core/subtree.h"

#include <gtest/gtest.h>

namespace engine {
namespace {

constexpr int64_t kRoot = 1;
constexpr int kMany = 10'000;

class SubtreeTest : public ::testing::Test {
 protected:
  SubtreeTest() { instance.row.key = kRoot; }

  int64_t add(int64_t scope) {
    ElementRow row;
    row.key = ++last;
    row.scope = scope;
    row.node = 0;
    instance.elements.add(row);
    instance.add_children(scope, 1);
    return last;
  }
  Subtree of(std::vector<int64_t> keys) { return subtree_of(instance, keys); }

  Instance instance;
  int64_t last = kRoot;
};

TEST_F(SubtreeTest, of_a_leaf_looks_at_nothing) {
  const int64_t leaf = add(kRoot);
  const int64_t body = add(kRoot);
  for (int i = 0; i < kMany; ++i) add(body);

  const Subtree found = of({leaf});

  EXPECT_EQ(found.looked_at, 0u);
  EXPECT_TRUE(found.children.at(leaf).empty());
}

TEST_F(SubtreeTest, of_another_branch_does_not_look_at_ten_thousand_elements) {
  const int64_t before = add(kRoot);
  add(before);
  const int64_t body = add(kRoot);
  for (int i = 0; i < kMany; ++i) add(body);
  const int64_t after = add(kRoot);
  const int64_t inside = add(after);

  EXPECT_EQ(of({before}).looked_at, 2u);
  const Subtree found = of({after});
  EXPECT_EQ(found.looked_at, 2u);
  EXPECT_EQ(found.children.at(after), std::vector<int64_t>{inside});
}

TEST_F(SubtreeTest, holds_everything_inside_and_nothing_else) {
  const int64_t outer = add(kRoot);
  const int64_t beside = add(kRoot);
  const int64_t first = add(outer);
  add(beside);
  const int64_t second = add(outer);
  const int64_t ended = add(second);
  instance.elements.find(ended)->state = ElementState::Completed;
  instance.add_children(second, -1);
  const int64_t deep = add(second);

  const Subtree found = of({outer});

  const std::unordered_map<int64_t, std::vector<int64_t>> expected = {
      {outer, {first, second}}, {first, {}}, {second, {deep}}, {deep, {}}};
  EXPECT_EQ(found.children, expected);
}

// Instance by instance, each with something inside: the way ends where that is found.
TEST_F(SubtreeTest, of_each_of_many_looks_at_few) {
  const int64_t body = add(kRoot);
  std::vector<int64_t> instances;
  for (int i = 0; i < kMany; ++i) {
    instances.push_back(add(body));
    add(instances.back());
  }
  size_t looked_at = 0;
  for (int64_t each : instances) looked_at += of({each}).looked_at;

  EXPECT_EQ(looked_at, size_t{2} * kMany);
  EXPECT_EQ(of({body}).children.size(), size_t{2} * kMany + 1);
}

}  // namespace
}  // namespace engine
