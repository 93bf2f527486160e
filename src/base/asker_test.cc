#include "base/asker.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

namespace base {
namespace {

TEST(asker, who_closed_his_side_may_still_read_for_a_moment) {
  Asker asker;
  EXPECT_FALSE(asker.has_left());

  asker.leave();
  EXPECT_FALSE(asker.has_left());

  const auto end = std::chrono::steady_clock::now() + 20 * Asker::kMayStillRead;
  while (!asker.has_left() && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_TRUE(asker.has_left());
}

TEST(asker, a_thread_works_for_one_until_it_is_done_with_him) {
  const auto asker = std::make_shared<Asker>();
  EXPECT_EQ(asker_here(), nullptr);
  {
    const WorksFor whom(asker);
    EXPECT_EQ(asker_here(), asker);
    EXPECT_TRUE(is_waited_for());
    EXPECT_EQ(std::async(std::launch::async, asker_here).get(), nullptr);
  }
  EXPECT_EQ(asker_here(), nullptr);
}

}  // namespace
}  // namespace base
