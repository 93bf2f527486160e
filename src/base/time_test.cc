#include "base/time.h"

#include <gtest/gtest.h>

#include "base/ensure.h"

namespace base {
namespace {

Time at(std::string_view text) { return parse_time(text).value(); }

TEST(time, days_count_from_1970_through_all_leap_years) {
  EXPECT_EQ(date_of({1970, 1, 1})->day, 0);
  EXPECT_EQ(date_of({2000, 3, 1})->day, 11017);
  for (int32_t day = -800'000; day <= 800'000; ++day) {
    const auto back = date_of(civil({day}));
    ASSERT_TRUE(back);
    ASSERT_EQ(back->day, day);
  }
}

TEST(time, only_leap_years_have_a_29th_of_february) {
  EXPECT_TRUE(date_of({2024, 2, 29}));
  EXPECT_TRUE(date_of({2000, 2, 29}));
  EXPECT_FALSE(date_of({2026, 2, 29}));
  EXPECT_FALSE(date_of({1900, 2, 29}));
  EXPECT_FALSE(date_of({2026, 13, 1}));
  EXPECT_FALSE(date_of({2026, 4, 31}));
  EXPECT_FALSE(date_of({99'999'999, 1, 1}));
}

TEST(time, weekdays_are_those_of_the_calendar) {
  EXPECT_EQ(weekday(*parse_date("1970-01-01")), 4);
  EXPECT_EQ(weekday(*parse_date("2026-02-17")), 2);
  EXPECT_EQ(weekday(*parse_date("1969-12-28")), 7);
  EXPECT_EQ(weekday(*parse_date("1969-12-29")), 1);
}

TEST(time, adding_months_stops_at_the_last_day) {
  EXPECT_EQ(print(add_months(*parse_date("2026-01-31"), 1)), "2026-02-28");
  EXPECT_EQ(print(add_months(*parse_date("2024-01-31"), 1)), "2024-02-29");
  EXPECT_EQ(print(add_months(*parse_date("2024-02-29"), -12)), "2023-02-28");
  EXPECT_EQ(print(add_months(*parse_date("2026-01-15"), -13)), "2024-12-15");
}

TEST(time, reads_and_prints_dates) {
  EXPECT_EQ(print(*parse_date("2026-03-02")), "2026-03-02");
  EXPECT_EQ(print(*parse_date("-0044-03-15")), "-0044-03-15");
  for (const char* text :
       {"", "2026-3-2", "2026-03-02 ", "2026/03/02", "02026-03-02", "2026-02-30"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(time, reads_and_prints_instants) {
  EXPECT_EQ(print_utc(at("2026-03-02T09:00:00+08:00")), "2026-03-02T01:00:00Z");
  EXPECT_EQ(print_utc(at("2026-03-02T09:00+08:00")), "2026-03-02T01:00:00Z");
  EXPECT_EQ(print_utc(at("2026-03-02T00:00:00.25Z")), "2026-03-02T00:00:00.25Z");
  EXPECT_EQ(print_utc(at("1969-12-31T23:59:59.999999Z")), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(print_utc(at("2026-03-02T00:00:00.123456789Z")), "2026-03-02T00:00:00.123456Z");
  for (const char* text :
       {"", "2026-03-02", "2026-03-02T09:00:00", "2026-03-02T24:00:00Z", "2026-03-02T09:60:00Z",
        "2026-03-02T09:00:00ZZ", "2026-03-02T09:00:00."}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

TEST(time, zones_are_those_of_iana) {
  EXPECT_TRUE(is_zone("Asia/Shanghai"));
  EXPECT_TRUE(is_zone("Europe/Paris"));
  EXPECT_FALSE(is_zone("Mars/Base"));
  EXPECT_FALSE(is_zone(""));
  EXPECT_FALSE(is_zone("../../etc/passwd"));
  EXPECT_THROW(local_in({0}, "Mars/Base"), Bug);
  EXPECT_EQ(print_in_zone(at("2026-03-02T01:00:00Z"), "Asia/Shanghai"),
            "2026-03-02T09:00:00+08:00");
  EXPECT_EQ(print_in_zone(at("2026-07-02T01:00:00Z"), "America/New_York"),
            "2026-07-01T21:00:00-04:00");
}

TEST(time, a_gap_gives_the_later_and_an_overlap_the_earlier_instant) {
  const auto hour = [](int h, int m) { return (int64_t{h} * 60 + m) * 60'000'000; };

  const Time gap = instant_of({*parse_date("2026-03-08"), hour(2, 30)}, "America/New_York");
  const Time overlap = instant_of({*parse_date("2026-11-01"), hour(1, 30)}, "America/New_York");

  EXPECT_EQ(print_in_zone(gap, "America/New_York"), "2026-03-08T03:30:00-04:00");
  EXPECT_EQ(print_in_zone(overlap, "America/New_York"), "2026-11-01T01:30:00-04:00");
}

TEST(time, zones_keep_their_summer_time_behind_the_tables_of_their_files) {
  const auto seen = [](const char* text, const char* zone) {
    return print_in_zone(at(text), zone);
  };
  EXPECT_EQ(seen("2037-07-01T10:00:00Z", "Europe/Paris"), "2037-07-01T12:00:00+02:00");
  EXPECT_EQ(seen("2040-07-01T10:00:00Z", "Europe/Paris"), "2040-07-01T12:00:00+02:00");
  EXPECT_EQ(seen("2040-01-01T10:00:00Z", "Europe/Paris"), "2040-01-01T11:00:00+01:00");
  EXPECT_EQ(seen("2100-07-01T16:00:00Z", "America/New_York"), "2100-07-01T12:00:00-04:00");
  EXPECT_EQ(seen("2040-01-01T00:00:00Z", "Australia/Sydney"), "2040-01-01T11:00:00+11:00");
  EXPECT_EQ(seen("2040-07-01T00:00:00Z", "Europe/Dublin"), "2040-07-01T01:00:00+01:00");
  EXPECT_EQ(seen("2040-07-01T00:00:00Z", "Asia/Shanghai"), "2040-07-01T08:00:00+08:00");

  const int64_t noon = int64_t{12} * 3600 * 1'000'000;
  EXPECT_EQ(instant_of({*parse_date("2040-07-01"), noon}, "Europe/Paris"),
            at("2040-07-01T10:00:00Z"));
  EXPECT_EQ(instant_of({*parse_date("2040-12-01"), noon}, "Europe/Paris"),
            at("2040-12-01T11:00:00Z"));
  // The repeated hour of 2040-10-28: the earlier instant.
  EXPECT_EQ(instant_of({*parse_date("2040-10-28"), noon / 12 * 5 / 2}, "Europe/Paris"),
            at("2040-10-28T00:30:00Z"));
}

TEST(time, wall_clock_and_instant_agree_in_china) {
  for (int64_t hours_on = 0; hours_on < 24 * 400; ++hours_on) {
    const Time time = at("2026-01-01T00:30:00Z") + hours(hours_on);
    EXPECT_EQ(instant_of(local_in(time, "Asia/Shanghai"), "Asia/Shanghai"), time);
  }
}

TEST(duration, reads_all_kinds) {
  EXPECT_EQ(parse_duration("P1Y2M")->months, 14);
  EXPECT_EQ(parse_duration("P3DT28H")->days, 3);
  EXPECT_EQ(parse_duration("P3DT28H")->exact, hours(28));
  EXPECT_EQ(fixed_span(*parse_duration("P3DT28H")), hours(100));
  EXPECT_EQ(parse_duration("PT0.5S")->exact, milliseconds(500));
  EXPECT_EQ(parse_duration("P2W")->days, 14);
  EXPECT_EQ(parse_duration("P3WD")->working_days, 3);
  EXPECT_EQ(parse_duration("PT8WH")->working_time, hours(8));
  EXPECT_EQ(parse_duration("PT30WM")->working_time, minutes(30));
  EXPECT_EQ(parse_duration("-P1D")->days, -1);
  EXPECT_EQ(parse_duration("P1Y2M3DT4H5M6.7S")->exact, hours(4) + minutes(5) + milliseconds(6700));
}

TEST(duration, refuses_what_is_none) {
  for (const char* text : {"",      "P",    "PT",     "P1",    "1D",    "P1S",
                           "PT1D",  "P1DT", "P1D2Y",  "P1D1D", "PT5",   "PT1.5H",
                           "PT.5S", "P-1D", "PT1S1S", "P1WH",  "PT1WD", "P9999999999999999999Y",
                           "P1D ",  "PT1.S"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
}

TEST(duration, prints_what_it_reads) {
  for (const char* text : {"P1Y2M", "P3DT4H", "PT24H", "PT0.5S", "P3WD", "PT8WH", "-P1D", "PT1H30M",
                           "PT0S", "P1Y2M3DT4H5M6.000007S", "-PT0.25S", "PT2WH15WM", "P1M"}) {
    ASSERT_TRUE(parse_duration(text)) << text;
    EXPECT_EQ(print(*parse_duration(text)), text);
  }
}

}  // namespace
}  // namespace base
