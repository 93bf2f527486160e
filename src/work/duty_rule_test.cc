#include "work/duty_rule.h"

#include <gtest/gtest.h>

namespace work {
namespace {

using Every = DutyRule::Every;
using Count = DutyRule::Count;
using Shift = DutyRule::Shift;

base::Date day(std::string_view text) { return *base::parse_date(text); }

// Labour Day of 2026: the 1st to the 5th of May are free, Saturday the 9th is worked.
base::WorkingCalendar labour_day() {
  base::WorkingCalendar calendar;
  for (const char* free : {"2026-05-01", "2026-05-04", "2026-05-05"})
    calendar.off.insert(day(free));
  calendar.work.insert(day("2026-05-09"));
  return calendar;
}

std::string due(const DutyRule& rule, std::string_view date) {
  const auto found = due_date(rule, labour_day(), period_of(rule.every, day(date)));
  return found ? base::print(*found) : "none";
}

TEST(duty_rule, a_period_has_a_name_and_is_followed_by_the_next) {
  const auto name = [](Every every, std::string_view date) {
    const DutyPeriod period = period_of(every, day(date));
    return period.id + " " + period_after(every, period).id;
  };

  EXPECT_EQ(name(Every::Day, "2026-02-28"), "2026-02-28 2026-03-01");
  EXPECT_EQ(name(Every::Week, "2026-12-31"), "2026-W53 2027-W01");
  EXPECT_EQ(name(Every::Week, "2027-01-03"), "2026-W53 2027-W01");
  EXPECT_EQ(name(Every::Month, "2026-12-15"), "2026-12 2027-01");
  EXPECT_EQ(name(Every::Quarter, "2026-12-15"), "2026-Q4 2027-Q1");
  EXPECT_EQ(name(Every::Year, "2026-12-15"), "2026 2027");
}

TEST(duty_rule, work_of_working_days_does_not_fall_due_on_days_off) {
  const DutyRule daily{.every = Every::Day};
  const DutyRule working{.every = Every::WorkingDay};

  EXPECT_EQ(due(daily, "2026-05-04"), "2026-05-04");
  EXPECT_EQ(due(working, "2026-05-04"), "none");
  EXPECT_EQ(due(working, "2026-05-09"), "2026-05-09");
  EXPECT_EQ(due(working, "2026-05-10"), "none");
}

TEST(duty_rule, days_of_a_month_are_counted_plainly_or_by_working_days) {
  DutyRule rule{.every = Every::Month, .nth = 5};
  EXPECT_EQ(due(rule, "2026-05-20"), "2026-05-05");

  rule.count = Count::WorkingDay;
  EXPECT_EQ(due(rule, "2026-05-20"), "2026-05-11");  // 6, 7, 8, 9, 11
  rule.nth = 40;
  EXPECT_EQ(due(rule, "2026-05-20"), "2026-05-29");

  rule.count = Count::LastWorkingDay;
  EXPECT_EQ(due(rule, "2026-05-20"), "2026-05-29");
  EXPECT_EQ(due({.every = Every::Month, .nth = 31}, "2026-02-01"), "2026-02-28");
}

TEST(duty_rule, a_due_day_that_is_free_stays_or_moves) {
  DutyRule rule{.every = Every::Week, .weekday = 5};

  EXPECT_EQ(due(rule, "2026-04-27"), "2026-05-01");
  rule.shift = Shift::Before;
  EXPECT_EQ(due(rule, "2026-04-27"), "2026-04-30");
  rule.shift = Shift::After;
  EXPECT_EQ(due(rule, "2026-04-27"), "2026-05-06");
  EXPECT_EQ(due(rule, "2026-05-11"), "2026-05-15");
}

TEST(duty_rule, quarters_and_years_name_their_month) {
  EXPECT_EQ(due({.every = Every::Quarter, .month = 2, .nth = 10}, "2026-06-30"), "2026-05-10");
  EXPECT_EQ(due({.every = Every::Year, .month = 12, .count = Count::LastWorkingDay}, "2026-01-01"),
            "2026-12-31");
}

TEST(duty_rule, is_due_at_a_time_of_the_calendars_zone) {
  const DutyRule rule{.every = Every::Day, .second = 10 * 3600};

  EXPECT_EQ(base::print_utc(due_time(rule, labour_day(), day("2026-03-02"))),
            "2026-03-02T02:00:00Z");
}

TEST(duty_rule, is_due_at_the_second_that_is_told) {
  const DutyRule rule{.every = Every::Day, .second = 24 * 3600 - 1};

  EXPECT_EQ(base::print_utc(due_time(rule, labour_day(), day("2026-03-02"))),
            "2026-03-02T15:59:59Z");
  EXPECT_EQ(words_of(rule).zh, "每天 23:59:59 前");
}

TEST(duty_rule, can_be_said_in_words) {
  EXPECT_EQ(words_of({.every = Every::WorkingDay, .second = 36000}).zh, "每个工作日 10:00 前");
  EXPECT_EQ(words_of({.every = Every::Week, .weekday = 1, .second = 43200}).zh, "每周一 12:00 前");
  EXPECT_EQ(words_of({.every = Every::Month, .count = Count::WorkingDay, .nth = 5}).zh,
            "每月第 5 个工作日 18:00 前");
  EXPECT_EQ(words_of({.every = Every::Month, .nth = 31}).zh, "每月 31 日 18:00 前");
  EXPECT_EQ(words_of({.every = Every::Year, .month = 2, .nth = 29}).zh, "每年 2 月 29 日 18:00 前");
  EXPECT_EQ(words_of({.every = Every::Quarter, .month = 1, .nth = 15, .shift = Shift::After}).en,
            "Every quarter, month 1, day 15, by 18:00 (later when it is a day off)");
  EXPECT_EQ(words_of({.every = Every::Year, .month = 12, .count = Count::LastWorkingDay}).zh,
            "每年 12 月最后一个工作日 18:00 前");
}

TEST(duty_rule, comes_some_days_before_it_is_due) {
  EXPECT_EQ(lead_days({.every = Every::Day}), 0);
  EXPECT_EQ(lead_days({.every = Every::Week}), 4);
  EXPECT_EQ(lead_days({.every = Every::Year}), 30);
  EXPECT_EQ(lead_days({.every = Every::Year, .lead = 3}), 3);
}

TEST(duty_rule, falls_on_working_days_only_where_it_says_so) {
  using Every = DutyRule::Every;
  const auto rule = [](Every every, DutyRule::Count count, DutyRule::Shift shift) {
    DutyRule out;
    out.every = every;
    out.count = count;
    out.shift = shift;
    return out;
  };
  using Count = DutyRule::Count;
  using Shift = DutyRule::Shift;
  EXPECT_TRUE(is_on_working_days(rule(Every::WorkingDay, Count::Day, Shift::Keep)));
  EXPECT_TRUE(is_on_working_days(rule(Every::Month, Count::LastWorkingDay, Shift::Keep)));
  EXPECT_TRUE(is_on_working_days(rule(Every::Week, Count::Day, Shift::Before)));
  EXPECT_FALSE(is_on_working_days(rule(Every::Day, Count::Day, Shift::After)));
  EXPECT_FALSE(is_on_working_days(rule(Every::Week, Count::WorkingDay, Shift::Keep)));
  EXPECT_FALSE(is_on_working_days(rule(Every::Month, Count::Day, Shift::Keep)));
}

}  // namespace
}  // namespace work
