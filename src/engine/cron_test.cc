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
  EXPECT_EQ(next("0 0 12 * * 5L", monday), "2026-03-27T12:00:00+08:00");
  EXPECT_EQ(next("0 0 12 * * 1#2", monday), "2026-03-09T12:00:00+08:00");
  EXPECT_EQ(next("0 0 0 29 2 *", monday), "2028-02-29T00:00:00+08:00");
  EXPECT_EQ(next("@daily", monday), "2026-03-03T00:00:00+08:00");
  EXPECT_EQ(next("0 0 0 * * 0", monday), "2026-03-08T00:00:00+08:00");
  EXPECT_EQ(next("0 0 0 31 2 *", monday), "never");
}

TEST(cron, refuses_what_it_cannot_read) {
  for (const std::string_view text :
       {"", "* * * * *", "60 * * * * *", "0 0 24 * * *", "0 0 0 0 * *", "a * * * * *",
        "0 0 0 * * 5#6", "0 5-1 0 * * *", "0 */0 0 * * *", "@often"})
    EXPECT_EQ(next(text, "2026-03-02T09:00:00+08:00"), "refused") << text;
}

}  // namespace
}  // namespace engine
