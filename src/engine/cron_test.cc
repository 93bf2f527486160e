#include "engine/core/cron.h"

#include <gtest/gtest.h>

namespace engine {
namespace {

std::string next(std::string_view cron, std::string_view after) {
  const auto parsed = parse_cron(cron);
  if (!parsed) return "refused";
  const auto found = next_time(*parsed, *base::parse_time(after), "Asia/Shanghai");
  return found ? base::print_in_zone(*found, "Asia/Shanghai") : "never";
}

TEST(cron, finds_the_next_time_on_the_wall_clock) {
  const std::string_view monday = "2026-03-02T09:00:00+08:00";
  EXPECT_EQ(next("0 0 9 * * MON-FRI", monday), "2026-03-03T09:00:00+08:00");
  EXPECT_EQ(next("0 30 8 * * ?", monday), "2026-03-03T08:30:00+08:00");
  EXPECT_EQ(next("*/15 * * * * *", monday), "2026-03-02T09:00:15+08:00");
  EXPECT_EQ(next("0 0 0 L * *", monday), "2026-03-31T00:00:00+08:00");
  EXPECT_EQ(next("0 0 12 L-3 * *", monday), "2026-03-28T12:00:00+08:00");
  EXPECT_EQ(next("0 0 12 L-30 * *", monday), "2026-05-01T12:00:00+08:00");
  EXPECT_EQ(next("0 0 12 * * 5L", monday), "2026-03-27T12:00:00+08:00");
  EXPECT_EQ(next("0 0 12 * * 1#2", monday), "2026-03-09T12:00:00+08:00");
  EXPECT_EQ(next("0 0 0 29 2 *", monday), "2028-02-29T00:00:00+08:00");
  EXPECT_EQ(next("0 0 9 15W * *", monday), "2026-03-16T09:00:00+08:00");  // from a Sunday
  EXPECT_EQ(next("0 0 9 14W * *", monday), "2026-03-13T09:00:00+08:00");  // from a Saturday
  EXPECT_EQ(next("0 0 9 10W * *", monday), "2026-03-10T09:00:00+08:00");
  EXPECT_EQ(next("0 0 9 1W 8 *", monday), "2026-08-03T09:00:00+08:00");   // a Saturday, the first
  EXPECT_EQ(next("0 0 9 31W 5 *", monday), "2026-05-29T09:00:00+08:00");  // a Sunday, the last
  EXPECT_EQ(next("0 0 9 31W * *", "2026-03-31T10:00:00+08:00"), "2026-05-29T09:00:00+08:00");
  EXPECT_EQ(next("0 0 9 LW 5 *", monday), "2026-05-29T09:00:00+08:00");
  EXPECT_EQ(next("0 0 9 LW * *", monday), "2026-03-31T09:00:00+08:00");
  EXPECT_EQ(next("@daily", monday), "2026-03-03T00:00:00+08:00");
  EXPECT_EQ(next("0 0 0 * * 0", monday), "2026-03-08T00:00:00+08:00");
  EXPECT_EQ(next("0 0 0 31 2 *", monday), "never");
}

TEST(cron, refuses_what_it_cannot_read) {
  for (const std::string_view text :
       {"", "* * * * *", "60 * * * * *", "0 0 24 * * *", "0 0 0 0 * *", "a * * * * *",
        "0 0 0 * * 5#6", "0 5-1 0 * * *", "0 */0 0 * * *", "@often", "0 0 0 0W * *", "0 0 0 W * *",
        "0 0 0 L-0 * *", "0 0 0 L-31 * *", "0 0 0 32W * *"})
    EXPECT_EQ(next(text, "2026-03-02T09:00:00+08:00"), "refused") << text;
}

}  // namespace
}  // namespace engine
