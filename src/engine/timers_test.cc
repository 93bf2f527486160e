#include "engine/timers.h"

#include <gtest/gtest.h>

#include <string>

#include "base/working_calendar.h"

namespace engine {
namespace {

// The firings of a cycle, on the wall clock of the zone, each fired when it is due.
std::string firings(const std::string& cycle, const std::string& now, const std::string& zone,
                    int count) {
  base::WorkingCalendar calendar;
  calendar.zone = zone;
  Surroundings around;
  around.now = *base::parse_time(now);
  around.zone = zone;
  around.calendar = &calendar;
  CompiledEvent event;
  event.timer_kind = bpmn::TimerKind::Cycle;
  TimerRow row;
  if (const auto wrong = plan_timer(event, feel::Value(cycle), around, row); !wrong.empty())
    return wrong;
  std::string all;
  for (int i = 0; i < count; ++i) {
    all += base::print_in_zone(row.due, "Europe/Berlin").substr(5) + " ";
    around.now = row.due;
    if (!plan_again(around, row)) break;
  }
  return all;
}

TEST(timers, a_cycle_keeps_the_wall_clock_of_the_zone_that_its_beginning_names) {
  const std::string now = "2026-10-20T00:00:00Z";
  const std::string days =
      "10-23T09:00:00+02:00 10-24T09:00:00+02:00 10-25T09:00:00+01:00 10-26T09:00:00+01:00 ";
  EXPECT_EQ(firings("R4/2026-10-23T09:00:00+02:00[Europe/Berlin]/P1D", now, "Asia/Shanghai", 9),
            days);
  EXPECT_EQ(firings("R4/2026-10-23T09:00:00@Europe/Berlin/P1D", now, "Asia/Shanghai", 9), days);
  EXPECT_EQ(firings("R/2026-10-23T09:00:00[Europe/Berlin]/P1W", now, "Asia/Shanghai", 2),
            "10-23T09:00:00+02:00 10-30T09:00:00+01:00 ");
  EXPECT_EQ(firings("R/2026-10-24T23:00:00[Europe/Berlin]/PT2H", now, "Asia/Shanghai", 4),
            "10-24T23:00:00+02:00 10-25T01:00:00+02:00 10-25T02:00:00+01:00 10-25T04:00:00+01:00 ");
}

TEST(timers, else_it_keeps_that_of_the_workspace) {
  EXPECT_EQ(firings("R3/P1D", "2026-10-23T07:00:00Z", "Europe/Berlin", 9),
            "10-24T09:00:00+02:00 10-25T09:00:00+01:00 10-26T09:00:00+01:00 ");
  EXPECT_EQ(firings("R2/PT1H", "2026-10-25T00:30:00Z", "Europe/Berlin", 9),
            "10-25T02:30:00+01:00 10-25T03:30:00+01:00 ");
}

TEST(timers, an_endless_cycle_passes_over_what_was_missed_on_the_same_clock) {
  base::WorkingCalendar calendar;
  Surroundings around;
  around.calendar = &calendar;
  around.now = *base::parse_time("2026-10-20T00:00:00Z");
  CompiledEvent event;
  event.timer_kind = bpmn::TimerKind::Cycle;
  TimerRow row;
  const feel::Value cycle("R/2026-10-23T09:00:00[Europe/Berlin]/P1D");
  ASSERT_EQ(plan_timer(event, cycle, around, row), "");

  around.now = *base::parse_time("2026-11-10T12:00:00Z");

  ASSERT_TRUE(plan_again(around, row));
  EXPECT_EQ(base::print_in_zone(row.due, "Europe/Berlin"), "2026-11-11T09:00:00+01:00");
}

}  // namespace
}  // namespace engine
