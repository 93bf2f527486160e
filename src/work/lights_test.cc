// Green, yellow, red: when the light of a task turns.
#include "work/lights.h"

#include "work/due_dates.h"
#include "work/testing.h"

namespace work {
namespace {

class LightsTest : public testing::WorkTest {
 protected:
  int64_t due(const std::string& duration, const std::string& light = "") {
    engine::Properties properties{{"jw:candidates", "person:sun"}, {"jw:due", duration}};
    if (!light.empty()) properties["jw:light"] = light;
    return *offer("work", properties);
  }
  std::string light(int64_t task, base::Span after) {
    const auto shown = light_of(store_.db(), task, store_.now + after);
    return shown ? std::string(name_of(*shown)) : "none";
  }
  int64_t found(const std::string& state, base::Span after) {
    BoxQuery query;
    query.person = "sun";
    query.now = store_.now + after;
    query.filter.state = state;
    return count(store_.db(), Box::Todo, query);
  }
};

TEST_F(LightsTest, turn_at_the_shares_that_the_step_names) {
  const int64_t usual = due("PT10H");
  const int64_t named = due("PT10H", "50%, 90%");
  const int64_t dark = due("PT10H", "none");
  const int64_t timeless = *offer("work", {{"jw:candidates", "person:sun"}});

  EXPECT_EQ(light(usual, base::minutes((8 * 60) - 1)), "green");
  EXPECT_EQ(light(usual, base::hours(8)), "yellow");
  EXPECT_EQ(light(usual, base::hours(10)), "red");
  EXPECT_EQ(light(named, base::hours(5)), "yellow");
  EXPECT_EQ(light(named, base::hours(9)), "red");
  EXPECT_EQ(light(dark, base::hours(20)), "none");
  EXPECT_EQ(light(timeless, base::hours(20)), "none");
}

TEST_F(LightsTest, count_working_time_where_the_due_date_does) {
  store_.now = store_.now + base::hours(1);  // a day of work ends where the next one begins
  const int64_t task = due("P5WD");
  const base::Time due_at = *find_task(store_.db(), task)->due_at;
  const base::Time fourth = later("P4WD");

  EXPECT_EQ(light(task, fourth - store_.now + base::seconds(-1)), "green");
  EXPECT_EQ(light(task, fourth - store_.now), "yellow");
  EXPECT_EQ(light(task, due_at - store_.now), "red");
}

TEST_F(LightsTest, follow_a_due_date_that_moves_and_end_with_the_task) {
  const int64_t task = due("PT10H");
  with("system", [&](Context& c) { set_due_date(c, task, c.tx.now + base::hours(20)); });

  EXPECT_EQ(light(task, base::hours(15)), "green");
  EXPECT_EQ(light(task, base::hours(16)), "yellow");
  ASSERT_EQ(code(act("sun", task, "done")), "ok");
  EXPECT_EQ(light(task, base::hours(30)), "none");
}

TEST_F(LightsTest, rest_while_the_matter_is_suspended) {
  store_.now = store_.now + base::hours(1);
  const int64_t task = due("P5WD");
  const base::Time fourth = later("P4WD");
  with("system", [&](Context& c) { suspend_tasks(c, 1000); });
  EXPECT_EQ(light(task, base::days(30)), "green");

  store_.now = later("P2WD");
  with("system", [&](Context& c) { resume_tasks(c, 1000); });

  EXPECT_EQ(light(task, fourth - store_.now), "green");
  EXPECT_EQ(light(task, later("P4WD") - store_.now), "yellow");
}

TEST_F(LightsTest, of_calendar_time_rest_as_long_as_the_matter) {
  const int64_t task = due("PT10H");
  with("system", [&](Context& c) { suspend_tasks(c, 1000); });
  store_.now = store_.now + base::hours(30);
  with("system", [&](Context& c) { resume_tasks(c, 1000); });

  EXPECT_EQ(light(task, base::hours(7)), "green");
  EXPECT_EQ(light(task, base::hours(8)), "yellow");
  EXPECT_EQ(light(task, base::hours(10)), "red");
}

TEST_F(LightsTest, narrow_the_box_of_what_is_to_do) {
  due("PT10H");
  due("PT100H");

  EXPECT_EQ(found("green", base::hours(9)), 1);
  EXPECT_EQ(found("yellow", base::hours(9)), 1);
  EXPECT_EQ(found("red", base::hours(9)), 0);
  EXPECT_EQ(found("red", base::hours(10)), 1);
  EXPECT_EQ(found("yellow", base::hours(10)), 0);
}

TEST(lights, settings_that_cannot_be_read_are_told) {
  EXPECT_EQ(parse_light("60%")->yellow, 60);
  EXPECT_EQ(parse_light(" 60%, 90% ")->red, 90);
  for (const char* wrong : {"60", "0%", "90%, 60%", "101%", "1%, 2%, 3%", "red", "1.5%"})
    EXPECT_FALSE(parse_light(wrong)) << wrong;
  EXPECT_EQ(read_settings({{"jw:light", "soon"}}).error().code, "work.bad_settings");
}

}  // namespace
}  // namespace work
