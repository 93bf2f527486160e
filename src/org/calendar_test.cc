#include "org/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "org/organisation.h"
#include "storage/testing.h"

namespace org {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

base::Date day(std::string_view text) { return *base::parse_date(text); }

class CalendarTest : public testing::Test {
 protected:
  CalendarTest() : store_(migrations()) {
    Organisation o;
    o.units = {{"company", {"公司", ""}, "", ""},
               {"south", {"南方", ""}, "company", ""},
               {"shop", {"门店", ""}, "south", ""}};
    auto tx = store_.tx();
    EXPECT_TRUE(load(tx, o).ok());
    std::ifstream file(JINGWEI_SOURCE_DIR "/packs/common/holidays-cn.json");
    std::stringstream text;
    text << file.rdbuf();
    published_ = text.str();
    EXPECT_TRUE(*set_holidays(tx, published_));
  }
  storage::Connection& db() { return store_.db(); }
  void import(std::string_view site, int year, std::string_view csv) {
    auto tx = store_.tx();
    const auto days = read_year(csv, year);
    ASSERT_TRUE(days.ok());
    ASSERT_TRUE(set_year(tx, site, year, *days).ok());
  }
  std::vector<std::string> bad_lines(std::string_view csv) {
    const auto read = read_year(csv, 2027);
    std::vector<std::string> lines;
    if (read) return lines;
    EXPECT_EQ(read.error().code, "org.bad_calendar");
    for (const auto& missing : read.error().missing) lines.push_back(missing.name);
    return lines;
  }

  storage::testing::Store store_;
  std::string published_;
};

TEST_F(CalendarTest, knows_published_holidays) {
  auto tx = store_.tx();

  const auto again = set_holidays(tx, published_);

  EXPECT_FALSE(*again);
  EXPECT_TRUE(is_known_year(calendar(db()), store_.now));
  EXPECT_FALSE(base::is_working_day(calendar(db()), day("2026-10-01")));
  EXPECT_EQ(set_holidays(tx, "{").error().code, "request.malformed");
}

TEST_F(CalendarTest, working_hours_are_stored_when_they_make_sense) {
  auto tx = store_.tx();
  WorkingHours hours{"Asia/Shanghai", {{510, 720}, {780, 1050}}, {1, 2, 3, 4, 5}, {6}, 720};

  ASSERT_TRUE(set_hours(tx, "", hours).ok());

  EXPECT_EQ(calendar(db()).hours.size(), 2u);
  EXPECT_TRUE(base::is_half_day(calendar(db()), day("2026-03-07")));
  const auto place = [&](auto change) {
    WorkingHours wrong = hours;
    change(wrong);
    return set_hours(tx, "", wrong).error().place;
  };
  EXPECT_EQ(place([](auto& h) { h.zone = "Moon/Base"; }), "zone");
  EXPECT_EQ(place([](auto& h) { h.hours = {{720, 510}}; }), "hours");
  EXPECT_EQ(place([](auto& h) { h.weekdays = {0}; }), "weekdays");
  EXPECT_EQ(place([](auto& h) { h.half_weekdays = {5}; }), "half_weekdays");
  EXPECT_EQ(place([](auto& h) { h.half_until_minute = 510; }), "half_until");
  EXPECT_EQ(set_hours(tx, "moon", hours).error().code, "org.unknown_reference");
}

TEST_F(CalendarTest, an_imported_year_is_known_and_counts) {
  EXPECT_FALSE(calendar(db()).known_years.contains(2027));

  import("", 2027,
         "date,name,kind\r\n2027-10-01,国庆节,off\r\n2027-10-09,国庆节,班\r\n2027-12-31,,half\r\n");

  const auto now = calendar(db());
  EXPECT_TRUE(now.known_years.contains(2027));
  EXPECT_FALSE(base::is_working_day(now, day("2027-10-01")));
  EXPECT_TRUE(base::is_working_day(now, day("2027-10-09")));
  EXPECT_TRUE(base::is_half_day(now, day("2027-12-31")));
  EXPECT_EQ(special_days(db(), "", 2027).size(), 3u);
  EXPECT_EQ(imported_years(db(), "").front().year, 2027);
}

TEST_F(CalendarTest, an_imported_year_stands_in_place_of_the_published_one_until_it_is_dropped) {
  import("", 2026, "date,name,kind\n2026-10-08,国庆节,off\n");
  EXPECT_TRUE(base::is_working_day(calendar(db()), day("2026-10-01")));
  EXPECT_FALSE(base::is_working_day(calendar(db()), day("2026-10-08")));

  auto tx = store_.tx();
  drop_year(tx, "", 2026);

  EXPECT_FALSE(base::is_working_day(calendar(db()), day("2026-10-01")));
  EXPECT_THAT(imported_years(db(), ""), IsEmpty());
}

TEST_F(CalendarTest, a_site_works_by_its_own_days_and_hours_and_so_do_the_units_below) {
  auto tx = store_.tx();
  EXPECT_EQ(site_of(db(), "shop"), "");
  import("south", 2026, "date,name,kind\n2026-10-01,营业,work\n2026-03-03,三月三,off\n");
  ASSERT_TRUE(set_hours(tx, "south", {"Asia/Shanghai", {{600, 1320}}, {1, 2, 3, 4, 5, 6, 7}}).ok());

  EXPECT_EQ(site_of(db(), "shop"), "south");
  EXPECT_EQ(site_of(db(), "company"), "");
  const auto own = calendar_of_site(db(), "south");
  EXPECT_TRUE(base::is_working_day(own, day("2026-10-01")));
  EXPECT_FALSE(base::is_working_day(own, day("2026-10-02")));  // as the company
  EXPECT_FALSE(base::is_working_day(own, day("2026-03-03")));
  EXPECT_TRUE(base::is_working_day(calendar(db()), day("2026-03-03")));
  EXPECT_THAT(sites(db()), ElementsAre("south"));

  drop_site(tx, "south");

  EXPECT_EQ(site_of(db(), "shop"), "");
  EXPECT_FALSE(base::is_working_day(calendar_of_site(db(), "south"), day("2026-10-01")));
}

TEST_F(CalendarTest, dates_are_read_as_spreadsheets_write_them) {
  const auto days = read_year(
      "date,name,kind\n2027/1/1,元旦,off\n2027.2.14,,work\n2027年10月1日,国庆节,off\n", 2027);

  ASSERT_TRUE(days.ok());
  std::vector<base::Date> read;
  for (const CalendarDay& one : *days) read.push_back(one.date);
  EXPECT_THAT(read, ElementsAre(day("2027-01-01"), day("2027-02-14"), day("2027-10-01")));
  EXPECT_THAT(bad_lines("date,name,kind\n2027/13/1,元旦,off\n27/1/1,元旦,off\n1/1,元旦,off\n"
                        "2027/1/1,元旦,off\n2027-01-01,元旦,work\n"),
              ElementsAre("line 2", "line 3", "line 4", "line 6"));
}

TEST_F(CalendarTest, every_bad_line_of_an_import_is_named) {
  EXPECT_THAT(bad_lines("day,name\n2027-01-01,x\n"), ElementsAre("line 1"));
  EXPECT_THAT(bad_lines("date,name,kind\n"), ElementsAre("line 1"));
  EXPECT_THAT(bad_lines("date,name,kind\n2027-13-01,元旦,off\n2027-01-01,元旦,off\n"
                        "2027-01-01,元旦,work\n2027-05-01,劳动节\n2026-05-01,劳动节,off\n"
                        "2027-05-02,劳动节,free\n2026-12-31,元旦,off\n"),
              ElementsAre("line 2", "line 4", "line 5", "line 6", "line 7"));
  EXPECT_EQ(read_year("date,name,kind\n\"2027", 2027).error().code, "request.malformed");
}

}  // namespace
}  // namespace org
