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
  EXPECT_EQ(firings("R3/2026-10-24T09:00:00[Europe/Berlin]/PT24H", "2026-10-23T07:00:00Z",
                    "Asia/Shanghai", 9),
            "10-24T09:00:00+02:00 10-25T08:00:00+01:00 10-26T08:00:00+01:00 ");
  EXPECT_EQ(firings("R3/P1DT1H", "2026-10-23T07:00:00Z", "Europe/Berlin", 9),
            "10-24T10:00:00+02:00 10-25T11:00:00+01:00 10-26T12:00:00+01:00 ");
  EXPECT_EQ(firings("R2/PT1H", "2026-10-25T00:30:00Z", "Europe/Berlin", 9),
            "10-25T02:30:00+01:00 10-25T03:30:00+01:00 ");
}

TEST(timers, a_gap_moves_one_firing_and_not_those_behind_it) {
  const std::string days =
      "03-25T02:30:00+01:00 03-26T03:30:00+02:00 03-27T02:30:00+02:00 03-28T02:30:00+02:00 ";
  const std::string now = "2028-03-24T01:30:00Z";
  EXPECT_EQ(firings("R/2028-03-24T02:30:00[Europe/Berlin]/P1D", now, "Asia/Shanghai", 5),
            "03-24T02:30:00+01:00 " + days);
  EXPECT_EQ(firings("R5/2028-03-24T02:30:00@Europe/Berlin/P1D", now, "Asia/Shanghai", 9),
            "03-24T02:30:00+01:00 " + days);
  EXPECT_EQ(firings("R/P1D", now, "Europe/Berlin", 4), days);
  EXPECT_EQ(firings("R4/P1D", now, "Europe/Berlin", 9), days);
  EXPECT_EQ(firings("R/2028-03-26T02:30:00[Europe/Berlin]/P1D", now, "Asia/Shanghai", 2),
            "03-26T03:30:00+02:00 03-27T02:30:00+02:00 ");
  EXPECT_EQ(firings("R/2028-03-26T02:30:00/P1W", now, "Europe/Berlin", 2),
            "03-26T03:30:00+02:00 04-02T02:30:00+02:00 ");
  EXPECT_EQ(firings("R/2028-10-29T02:30:00+01:00[Europe/Berlin]/P1D", now, "Asia/Shanghai", 2),
            "10-29T02:30:00+01:00 10-30T02:30:00+01:00 ");
}

TEST(timers, nor_does_the_end_of_a_short_month) {
  const std::string months =
      "02-29T09:00:00+01:00 03-31T09:00:00+02:00 04-30T09:00:00+02:00 05-31T09:00:00+02:00 ";
  const std::string now = "2028-01-31T08:00:00Z";
  EXPECT_EQ(firings("R/2028-01-31T09:00:00/P1M", now, "Europe/Berlin", 5),
            "01-31T09:00:00+01:00 " + months);
  EXPECT_EQ(firings("R4/P1M", now, "Europe/Berlin", 9), months);
  EXPECT_EQ(firings("R/2028-01-31T09:00:00[Europe/Berlin]/P1MT1H", now, "Asia/Shanghai", 3),
            "01-31T09:00:00+01:00 02-29T10:00:00+01:00 03-31T11:00:00+02:00 ");
}

TEST(timers, a_day_is_counted_to_the_microsecond) {
  EXPECT_EQ(firings("R/P1D", "2028-05-01T07:00:00.123456Z", "Europe/Berlin", 2),
            "05-02T09:00:00.123456+02:00 05-03T09:00:00.123456+02:00 ");
}

// As an earlier version of the program stored them.
TEST(timers, one_without_its_beginning_goes_on_from_the_firing_before) {
  Surroundings around;
  TimerRow row;
  row.due = around.now = *base::parse_time("2028-03-26T01:30:00Z");
  row.repetitions = 1;
  row.interval = "P1D[Europe/Berlin]";

  ASSERT_TRUE(plan_again(around, row));
  EXPECT_EQ(base::print_in_zone(row.due, "Europe/Berlin"), "2028-03-27T03:30:00+02:00");
  EXPECT_EQ(row.interval, "P1D[Europe/Berlin]");
  EXPECT_FALSE(plan_again(around, row));
}

TEST(timers, tell_their_period_however_they_are_kept) {
  const auto told = [](const std::string& cycle) {
    CompiledEvent event;
    event.timer_kind = bpmn::TimerKind::Cycle;
    TimerRow row;
    EXPECT_EQ(plan_timer(event, feel::Value(cycle), Surroundings{}, row), "") << cycle;
    return period_of(row.interval);
  };
  EXPECT_EQ(told("R/2028-03-24T02:30:00[Europe/Berlin]/P1D"), "P1D");
  EXPECT_EQ(told("R3/P1M"), "P1M");
  EXPECT_EQ(told("R3/2028-03-24T02:30:00[Europe/Berlin]/PT1H"), "PT1H");
  EXPECT_EQ(told("R/P3WD"), "P3WD");
  EXPECT_EQ(told("0 0/5 * * * *"), "0 0/5 * * * *");
  EXPECT_EQ(period_of("P1D[Europe/Berlin]"), "P1D");
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

  ASSERT_EQ(plan_timer(event, feel::Value("R/2026-12-31T09:00:00[Europe/Berlin]/P1M"), around, row),
            "");
  around.now = *base::parse_time("2041-06-15T12:00:00Z");
  ASSERT_TRUE(plan_again(around, row));
  EXPECT_EQ(base::print_in_zone(row.due, "Europe/Berlin"), "2041-06-30T09:00:00+02:00");
}

}  // namespace
}  // namespace engine
