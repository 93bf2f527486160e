#include "base/working_calendar.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace base {
namespace {

WorkingCalendar china() {
  std::ifstream file(JINGWEI_SOURCE_DIR "/packs/common/holidays-cn.json");
  std::stringstream text;
  text << file.rdbuf();
  WorkingCalendar calendar;
  EXPECT_TRUE(read_holidays(text.str(), calendar));
  return calendar;
}

Time at(const std::string& local) { return parse_time(local + "+08:00").value(); }
std::string local(Time time) { return print_in_zone(time, "Asia/Shanghai").substr(0, 16); }
std::string after(const WorkingCalendar& calendar, const std::string& from, const char* duration) {
  return local(add(calendar, at(from), parse_duration(duration).value()));
}

TEST(working_calendar, knows_holidays_and_shifted_days_of_2026) {
  const WorkingCalendar calendar = china();

  EXPECT_TRUE(calendar.known_years.contains(2026));
  EXPECT_FALSE(is_working_day(calendar, *parse_date("2026-02-16")));  // eve of Spring Festival
  EXPECT_FALSE(is_working_day(calendar, *parse_date("2026-02-23")));
  EXPECT_TRUE(is_working_day(calendar, *parse_date("2026-02-24")));
  EXPECT_TRUE(is_working_day(calendar, *parse_date("2026-02-14")));  // a Saturday, worked
  EXPECT_TRUE(is_working_day(calendar, *parse_date("2026-02-28")));
  EXPECT_FALSE(is_working_day(calendar, *parse_date("2026-03-01")));
}

TEST(working_calendar, a_year_listed_without_days_is_not_known) {
  WorkingCalendar calendar;

  ASSERT_TRUE(read_holidays(R"({"years": {"2027": {"days": []}}})", calendar));

  EXPECT_FALSE(calendar.known_years.contains(2027));
}

TEST(working_calendar, working_days_keep_the_clock_time) {
  const WorkingCalendar calendar = china();

  EXPECT_EQ(after(calendar, "2026-03-02T15:20", "P3WD"), "2026-03-05T15:20");
  EXPECT_EQ(after(calendar, "2026-03-05T15:20", "P3WD"), "2026-03-10T15:20");
  EXPECT_EQ(after(calendar, "2026-03-05T15:20", "-P3WD"), "2026-03-02T15:20");
}

TEST(working_calendar, three_working_days_span_spring_festival) {
  const WorkingCalendar calendar = china();

  // Friday the 13th; Saturday the 14th is worked, the 15th to the 23rd are free.
  EXPECT_EQ(after(calendar, "2026-02-13T10:00", "P3WD"), "2026-02-25T10:00");
  EXPECT_EQ(after(calendar, "2026-02-17T10:00", "P1WD"), "2026-02-25T09:00");
}

TEST(working_calendar, outside_working_hours_counts_from_the_next_opening) {
  const WorkingCalendar calendar = china();

  EXPECT_EQ(after(calendar, "2026-03-06T20:00", "P1WD"), "2026-03-10T09:00");
  EXPECT_EQ(after(calendar, "2026-03-07T11:00", "P1WD"), "2026-03-10T09:00");
  EXPECT_EQ(after(calendar, "2026-03-09T08:00", "P1WD"), "2026-03-10T09:00");
  EXPECT_EQ(after(calendar, "2026-03-09T18:00", "P1WD"), "2026-03-11T09:00");
}

TEST(working_calendar, working_hours_flow_over_nights_and_weekends) {
  const WorkingCalendar calendar = china();

  EXPECT_EQ(after(calendar, "2026-03-06T16:00", "PT8WH"), "2026-03-09T15:00");
  EXPECT_EQ(after(calendar, "2026-03-06T09:00", "PT9WH"), "2026-03-06T18:00");
  EXPECT_EQ(after(calendar, "2026-03-09T10:00", "-PT2WH"), "2026-03-06T17:00");
}

TEST(working_calendar, a_lunch_break_does_not_count) {
  WorkingCalendar calendar;
  calendar.hours = {{9 * 60, 12 * 60}, {13 * 60, 18 * 60}};

  EXPECT_EQ(after(calendar, "2026-03-02T11:00", "PT2WH"), "2026-03-02T14:00");
  EXPECT_EQ(after(calendar, "2026-03-02T12:30", "P1WD"), "2026-03-03T13:00");
  EXPECT_FALSE(is_working_time(calendar, at("2026-03-02T12:30")));
  EXPECT_TRUE(is_working_time(calendar, at("2026-03-02T13:00")));
}

TEST(working_calendar, a_half_day_ends_at_noon) {
  WorkingCalendar calendar;
  calendar.half = {*parse_date("2026-12-31")};  // a Thursday
  calendar.half_weekdays = {6};

  EXPECT_TRUE(is_working_day(calendar, *parse_date("2026-12-31")));
  EXPECT_TRUE(is_half_day(calendar, *parse_date("2027-01-02")));
  EXPECT_FALSE(is_working_time(calendar, at("2026-12-31T13:00")));
  EXPECT_EQ(after(calendar, "2026-12-31T11:00", "PT2WH"), "2027-01-01T10:00");
  EXPECT_EQ(after(calendar, "2026-12-30T15:00", "P1WD"), "2026-12-31T12:00");
  EXPECT_EQ(working_time_between(calendar, at("2026-12-31T00:00"), at("2026-12-31T23:00")),
            hours(3));
}

TEST(working_calendar, a_shifted_day_is_worked_whole_even_on_a_weekday_that_is_half) {
  WorkingCalendar calendar;
  calendar.half_weekdays = {6};
  calendar.work = {*parse_date("2026-03-07")};
  calendar.off = {*parse_date("2026-03-14")};

  EXPECT_FALSE(is_half_day(calendar, *parse_date("2026-03-07")));
  EXPECT_TRUE(is_working_time(calendar, at("2026-03-07T15:00")));
  EXPECT_FALSE(is_working_day(calendar, *parse_date("2026-03-14")));
}

TEST(working_calendar, time_between_undoes_adding) {
  const WorkingCalendar calendar = china();
  const Time from = at("2026-02-12T14:30");

  for (int64_t n = 0; n < 200; ++n) {
    const Time to = add_working_time(calendar, from, hours(n));
    EXPECT_EQ(working_time_between(calendar, from, to), hours(n));
    EXPECT_EQ(working_time_between(calendar, to, from), hours(-n));
  }
  EXPECT_EQ(working_days_between(calendar, *parse_date("2026-02-13"), *parse_date("2026-02-25")),
            3);
  EXPECT_EQ(working_days_between(calendar, *parse_date("2026-02-25"), *parse_date("2026-02-13")),
            -3);
}

TEST(working_calendar, months_and_hours_run_on_the_wall_clock) {
  const WorkingCalendar calendar;

  EXPECT_EQ(after(calendar, "2026-01-31T10:00", "P1M"), "2026-02-28T10:00");
  EXPECT_EQ(after(calendar, "2026-03-07T10:00", "PT26H"), "2026-03-08T12:00");
  EXPECT_EQ(after(calendar, "2026-03-07T10:00", "-PT11H"), "2026-03-06T23:00");
  EXPECT_NO_THROW(after(calendar, "2026-03-07T10:00", "P99999999Y"));
}

TEST(working_calendar, refuses_a_broken_table_and_keeps_the_old) {
  WorkingCalendar calendar;

  EXPECT_FALSE(read_holidays("{}", calendar));
  EXPECT_FALSE(read_holidays(R"({"years":{"x":{"days":[]}}})", calendar));
  const auto refused = read_holidays(R"({"years": {"2026": {"days": [
      {"date": "2026-01-01", "kind": "off"}, {"date": "bad", "kind": "off"}]}}})",
                                     calendar);

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().place, "years.2026.days[1].date");
  EXPECT_TRUE(calendar.off.empty());
}

TEST(working_calendar, a_calendar_without_working_days_is_a_defect) {
  WorkingCalendar calendar;
  calendar.working_weekdays.clear();

  EXPECT_THROW(add_working_days(calendar, at("2026-03-02T10:00"), 1), Bug);
}

}  // namespace
}  // namespace base
