#include "server/http/places.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace server {
namespace {

TEST(places, the_connection_that_is_idle_longest_makes_room_once) {
  Places places(2);
  ASSERT_TRUE(places.enter());
  ASSERT_TRUE(places.enter());
  EXPECT_FALSE(places.enter());

  std::string ended;
  const auto first = places.note_idle([&] { return ended += "first ", true; });
  places.note_idle([&] { return ended += "second ", true; });
  EXPECT_TRUE(places.enter());
  EXPECT_TRUE(places.enter());
  EXPECT_FALSE(places.enter());
  EXPECT_EQ(ended, "first second ");

  // Both that were ended go, and one more.
  places.forget_idle(first);
  for (int i = 0; i < 3; ++i) places.leave();
  EXPECT_FALSE(places.is_full());
  EXPECT_TRUE(places.enter());
  EXPECT_EQ(ended, "first second ");
}

TEST(places, whose_next_request_is_on_its_way_stays) {
  Places places(1);
  ASSERT_TRUE(places.enter());
  const auto busy = places.note_idle([] { return false; });
  EXPECT_FALSE(places.enter());
  bool was_ended = false;
  places.note_idle([&] { return was_ended = true; });
  EXPECT_TRUE(places.enter());
  EXPECT_TRUE(was_ended);
  places.forget_idle(busy);
}

TEST(places, nine_tenths_may_wait) {
  Places places(20);
  std::vector<Places::Wait> waiting;
  for (int i = 0; i < 18; ++i) {
    waiting.push_back(places.wait());
    ASSERT_TRUE(waiting.back());
  }
  EXPECT_FALSE(places.wait());
  waiting.pop_back();
  EXPECT_TRUE(places.wait());
}

TEST(places, one_of_a_few_is_kept_for_those_who_do_not_wait) {
  Places places(2);
  const auto waiting = places.wait();
  EXPECT_TRUE(waiting);
  EXPECT_FALSE(places.wait());
}

TEST(seldom, is_due_at_first_and_then_once_a_minute) {
  Seldom seldom;
  const std::chrono::steady_clock::time_point now;
  EXPECT_TRUE(seldom.is_due(now));
  EXPECT_FALSE(seldom.is_due(now + std::chrono::seconds(59)));
  EXPECT_TRUE(seldom.is_due(now + std::chrono::seconds(60)));
  EXPECT_FALSE(seldom.is_due(now + std::chrono::seconds(61)));
}

TEST(surplus, who_came_first_makes_room_when_he_has_had_his_time) {
  Surplus surplus;
  const Surplus::Instant noon{};
  std::string ended;
  surplus.hurry(noon);
  const auto first = surplus.enter(noon, [&] { ended += "first "; });
  for (size_t i = 1; i < Surplus::at_once_max; ++i) {
    EXPECT_FALSE(surplus.is_full());
    surplus.enter(noon + std::chrono::milliseconds(1), [&] { ended += "another "; });
  }
  EXPECT_TRUE(surplus.is_full());

  surplus.hurry(noon + Surplus::time_crowded);
  EXPECT_EQ(ended, "");
  surplus.hurry(noon + Surplus::time_crowded + std::chrono::milliseconds(1));
  EXPECT_EQ(ended, "first ");
  surplus.leave(first);
  EXPECT_FALSE(surplus.is_full());
  surplus.hurry(noon + Surplus::time_crowded + std::chrono::milliseconds(1));
  EXPECT_EQ(ended, "first ");
}

}  // namespace
}  // namespace server
