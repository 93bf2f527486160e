// Rows in pieces are what a plain list of the same rows would be.
#include "engine/ordered_rows.h"

#include <gtest/gtest.h>

#include <random>
#include <ranges>
#include <set>

namespace engine {
namespace {

struct Thing {
  int64_t place = 0;
  int value = 0;
  friend bool operator==(const Thing&, const Thing&) = default;
};
using Things = OrderedRows<Thing, &Thing::place>;

std::vector<Thing> all(const Things& things) { return {things.begin(), things.end()}; }

// What is the case of every row, in the plainest way.
struct Model {
  std::vector<Thing> rows;
  void add(Thing thing) {
    rows.insert(std::ranges::upper_bound(rows, thing.place, {}, &Thing::place), thing);
  }
  std::vector<Thing> of(int64_t place) const {
    std::vector<Thing> found;
    std::ranges::copy_if(rows, std::back_inserter(found),
                         [&](const Thing& each) { return each.place == place; });
    return found;
  }
};

struct ordered_rows : ::testing::TestWithParam<int> {
  std::mt19937 random{static_cast<unsigned>(GetParam())};
  int any(int below) { return static_cast<int>(random() % static_cast<unsigned>(below)); }
  Things things;
  Model model;

  void add(Thing thing) {
    things.add(thing);
    model.add(thing);
  }
  void act(int64_t place, int value) {
    const auto is_meant = [&](const Thing& each) { return each.value % 3 == value % 3; };
    switch (any(6)) {
      case 0:
        things.erase_if(place, is_meant);
        std::erase_if(model.rows,
                      [&](const Thing& each) { return each.place == place && is_meant(each); });
        break;
      case 1:
        if (Thing* found = things.find(place)) {
          found->value = value;
          std::ranges::find(model.rows, place, &Thing::place)->value = value;
        }
        break;
      case 2:
        if (value % 50 != 0) return add({place, value});
        things.erase_if(is_meant);
        std::erase_if(model.rows, is_meant);
        break;
      default: add({place, value});
    }
  }
};

TEST_P(ordered_rows, they_are_what_a_list_would_be) {
  for (int i = 0; i < 3'000; ++i) {
    const int64_t place = any(400);
    act(place, i);
    const auto found = std::as_const(things).of(place);
    ASSERT_EQ(std::vector<Thing>(found.begin(), found.end()), model.of(place)) << i;
    ASSERT_EQ(things.size(), model.rows.size()) << i;
    const auto first = std::ranges::lower_bound(model.rows, place, {}, &Thing::place);
    ASSERT_TRUE(std::equal(things.from(place), things.end(), first, model.rows.end())) << i;
  }
  EXPECT_EQ(all(things), model.rows);
  const std::vector<Thing> backwards(things.rbegin(), things.rend());
  EXPECT_TRUE(std::ranges::equal(backwards, model.rows | std::views::reverse));
}

TEST_P(ordered_rows, what_was_changed_is_in_touched_pieces) {
  for (int i = 0; i < 1'000; ++i) add({any(1'000), i});
  things.settle();
  things.each_touched([](const Thing&) { ADD_FAILURE() << "nothing was changed yet"; });

  std::set<int> changed;
  for (int i = 1'000; i < 1'010; ++i) {
    add({any(1'000), i});
    changed.insert(i);
  }
  size_t looked_at = 0;
  std::as_const(things).each_touched([&](const Thing& each) {
    changed.erase(each.value);
    ++looked_at;
  });

  EXPECT_TRUE(changed.empty());
  EXPECT_LT(looked_at, things.size());
}

TEST_P(ordered_rows, they_are_measured_as_they_are_now) {
  const auto bytes = [&](Things& of) {
    return of.bytes([](const Thing& each) { return static_cast<size_t>(each.value); });
  };
  for (int i = 0; i < 500; ++i) add({any(300), 1});
  const size_t before = bytes(things);

  things.find(things.back().place)->value += 1'000;
  EXPECT_EQ(bytes(things), before + 1'000);
  things.erase_if([](const Thing&) { return true; });
  EXPECT_LT(bytes(things), before);
  EXPECT_TRUE(things.empty());
}

INSTANTIATE_TEST_SUITE_P(seeds, ordered_rows, ::testing::Range(1, 6));

}  // namespace
}  // namespace engine
