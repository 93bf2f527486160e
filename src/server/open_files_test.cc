#include "server/open_files.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

namespace server {
namespace {

TEST(open_files, connections_leave_room_for_other_files) {
  EXPECT_EQ(connections_that_fit(10'000, 20'000), 10'000u);
  EXPECT_EQ(connections_that_fit(10'000, 10'256), 10'000u);
  EXPECT_EQ(connections_that_fit(10'000, 10'255), 9'999u);
  EXPECT_EQ(connections_that_fit(10'000, 1'024), 768u);
  EXPECT_EQ(connections_that_fit(10'000, 100), 50u);
}

TEST(open_files, the_limit_is_raised_to_what_the_machine_allows) {
  rlimit before{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit lowered = before;
  lowered.rlim_cur = 64;
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &lowered), 0);

  EXPECT_EQ(raise_open_files(), before.rlim_max);

  rlimit after{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &after), 0);
  EXPECT_EQ(after.rlim_cur, before.rlim_max);
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
}

}  // namespace
}  // namespace server
