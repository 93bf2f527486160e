#include "work/due_dates.h"

#include "org/calendar.h"
#include "work/leaving.h"
#include "work/lights.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DueDateTest : public WorkTest {
 protected:
  // The company declares a day free.
  std::vector<MovedDue> declare_free(std::string_view day) {
    const auto counted = with("hu", [](Context& c) { return counted_tasks(c); });
    calendar_.off.insert(*base::parse_date(day));
    return with("hu", [&](Context& c) { return count_again(c, counted); });
  }
  std::string due(int64_t key) {
    return base::print_in_zone(*task(key).due_at, calendar_.zone).substr(0, 16);
  }
};

TEST_F(DueDateTest, follow_a_calendar_that_changes_and_say_so) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:due", "P2WD"}});
  ASSERT_EQ(due(key), "2026-03-04T09:00");

  const auto moved = declare_free("2026-03-03");

  ASSERT_THAT(moved, SizeIs(1));
  EXPECT_EQ(due(key), "2026-03-05T09:00");
  const auto story = timeline_of_record(store_.db(), {"project", 7});
  const auto told = std::ranges::find(story, "due_moved", &TimelineEntry::act);
  ASSERT_NE(told, story.end());
  EXPECT_THAT(told->reason_text.zh + told->text, HasSubstr("工作日历变更"));
  advance_to(*task(key).due_at + base::seconds(-1));
  EXPECT_EQ(counts(store_.db(), "sun", store_.now).overdue, 0);
  advance_to(*task(key).due_at);
  EXPECT_THAT(titles("sun"), Contains(HasSubstr("已到期")));
}

TEST_F(DueDateTest, that_do_not_run_in_working_time_or_were_paused_stay) {
  const int64_t plain = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:due", "P2D"}});
  ASSERT_THAT(declare_free("2026-03-03"), IsEmpty());
  EXPECT_EQ(due(plain), "2026-03-04T09:00");

  const int64_t paused = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:due", "P2WD"}});
  with("chen", [&](Context& c) { suspend_tasks(c, 1000); });
  advance_to(later("P1WD"));
  with("chen", [&](Context& c) { resume_tasks(c, 1000); });
  const std::string before = due(paused);

  EXPECT_THAT(declare_free("2026-03-05"), IsEmpty());
  EXPECT_EQ(due(paused), before);
}

TEST_F(DueDateTest, reminders_follow_too) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:remind", "P1WD/P1D"}});

  EXPECT_THAT(declare_free("2026-03-03"), IsEmpty());

  advance_to(*base::parse_time("2026-03-03T09:00:00+08:00"));
  EXPECT_THAT(titles("sun"), SizeIs(1));
  advance_to(*base::parse_time("2026-03-04T09:00:00+08:00"));
  EXPECT_THAT(titles("sun"), SizeIs(2));
  EXPECT_TRUE(task(key).is_open());
}

TEST_F(DueDateTest, run_by_the_calendar_of_the_site_where_the_people_work) {
  with("hu", [](Context& c) {
    const org::CalendarDay day{*base::parse_date("2026-03-03"), "", org::DayKind::Off, 0};
    EXPECT_TRUE(org::set_year(c.tx, "sales", 2026, {day}).ok());
  });

  formulas_["both"] = {"sun", "qian"};
  const int64_t here = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:due", "P2WD"}});
  const int64_t both = *offer("work", {{"jw:candidates", "=both"}, {"jw:due", "P2WD"}});

  EXPECT_EQ(due(here), "2026-03-05T09:00");
  EXPECT_EQ(due(both), "2026-03-04T09:00");
}

class DueOfOthers : public DueDateTest {
 protected:
  DueOfOthers() { set_sales({"2026-03-03"}); }

  // The days on which sales does not work, whatever they were.
  void set_sales(const std::vector<std::string>& off) {
    with("hu", [&](Context& c) {
      const auto counted = counted_tasks(c);
      std::vector<org::CalendarDay> days;
      for (const auto& day : off)
        days.push_back({*base::parse_date(day), "", org::DayKind::Off, 0});
      EXPECT_TRUE(org::set_year(c.tx, "sales", 2026, days).ok());
      count_again(c, counted);
    });
  }
  int64_t sales_task(engine::Properties properties = {}) {
    properties.emplace("jw:candidates", "person:sun");
    properties.emplace("jw:due", "P2WD");
    return *offer("work", properties);
  }
  void give(int64_t key, const std::string& from, const std::string& to) {
    ASSERT_EQ(code(as(from, [&](Context& c) { return transfer(c, key, to, "请您办理"); })), "ok");
  }
};

TEST_F(DueOfOthers, are_counted_by_their_calendar_from_the_day_the_task_came) {
  const int64_t key = sales_task({{"jw:remind", "P1WD/P1D"}, {"jw:escalate", "P3WD person:chen"}});
  ASSERT_EQ(due(key), "2026-03-05T09:00");
  advance_to(*base::parse_time("2026-03-02T15:00:00+08:00"));

  give(key, "sun", "qian");

  EXPECT_EQ(due(key), "2026-03-04T09:00");
  const auto story = timeline_of_record(store_.db(), {"project", 7});
  const auto told = std::ranges::find(story, "due_moved", &TimelineEntry::act);
  ASSERT_NE(told, story.end());
  EXPECT_EQ(told->person, "system");
  EXPECT_THAT(told->reason_text.zh, HasSubstr("办理人变更"));
  EXPECT_THAT(told->reason_text.en, HasSubstr("2026-03-04T09:00"));
  const auto reminded =
      store_.db().first("SELECT remind_at, escalate_at FROM work_task WHERE id = ?", {key});
  EXPECT_EQ(reminded->integer(0), base::parse_time("2026-03-03T09:00:00+08:00")->micros);
  EXPECT_EQ(reminded->integer(1), base::parse_time("2026-03-05T09:00:00+08:00")->micros);
}

TEST_F(DueOfOthers, follow_a_change_of_their_calendar_and_of_no_other) {
  const int64_t key = sales_task();
  give(key, "sun", "qian");

  set_sales({"2026-03-03", "2026-03-04"});
  EXPECT_EQ(due(key), "2026-03-04T09:00");
  ASSERT_THAT(declare_free("2026-03-03"), SizeIs(1));
  EXPECT_EQ(due(key), "2026-03-05T09:00");
}

TEST_F(DueOfOthers, return_with_the_task_to_who_asked) {
  const int64_t key = sales_task();

  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "qian", "请看"); })), "ok");
  EXPECT_EQ(due(key), "2026-03-04T09:00");
  ASSERT_EQ(code(as("qian", [&](Context& c) { return reply(c, key, {"可以"}); })), "ok");
  EXPECT_EQ(due(key), "2026-03-05T09:00");
}

TEST_F(DueOfOthers, hold_for_signers_while_they_sign) {
  const int64_t key = sales_task({{"jw:kind", "approve"}});

  ASSERT_EQ(
      code(as("sun",
              [&](Context& c) {
                return add_signers(c, key, {Relation::Before, Signers::All, {"qian"}, "请先签"});
              })),
      "ok");
  EXPECT_EQ(due(key), "2026-03-04T09:00");
  const std::string signer = task(key).seats.back().id;
  ASSERT_EQ(code(as("sun", [&](Context& c) { return remove_signer(c, key, signer, "不必了"); })),
            "ok");
  EXPECT_EQ(due(key), "2026-03-05T09:00");
}

TEST_F(DueOfOthers, hold_for_successors_and_deputies) {
  const int64_t left = sales_task();
  const int64_t deputised =
      *offer("work", {{"jw:candidates", "position:sales_manager"}, {"jw:due", "P2WD"}});
  ASSERT_EQ(due(deputised), "2026-03-05T09:00");

  ASSERT_EQ(code(as("hu",
                    [](Context& c) {
                      return hand_over(c, {"sun", "qian", {}, "离职"});
                    })),
            "ok");
  EXPECT_EQ(due(left), "2026-03-04T09:00");
  deputise("lin", "qian");
  with("system", [](Context& c) { resolve_open_seats(c); });
  EXPECT_EQ(due(deputised), "2026-03-04T09:00");  // both sites: the company's
}

TEST_F(DueOfOthers, hold_for_who_is_appointed_after_the_holder_is_gone) {
  const int64_t key =
      *offer("work", {{"jw:candidates", "position:sales_manager"}, {"jw:due", "P2WD"}});
  release("lin", "sales_manager");
  appoint("qian", "sales_manager");
  release("qian", "purchaser");
  with("system", [](Context& c) { resolve_open_seats(c); });
  EXPECT_EQ(due(key), "2026-03-05T09:00");  // he works there now

  appoint("qian", "purchaser");
  release("qian", "sales_manager");
  appoint("zhao", "sales_manager");
  with("system", [](Context& c) { resolve_open_seats(c); });
  EXPECT_EQ(due(key), "2026-03-04T09:00");
}

TEST_F(DueOfOthers, leave_late_what_was_late_and_what_was_set_by_hand) {
  const int64_t late = sales_task({{"jw:due", "P1WD"}});
  const int64_t by_hand = sales_task();
  set_sales({});
  const base::Time noon = *base::parse_time("2026-03-03T12:00:00+08:00");
  with("system", [&](Context& c) { set_due_date(c, by_hand, noon); });
  advance_to(*base::parse_time("2026-03-03T10:00:00+08:00"));
  ASSERT_EQ(due(late), "2026-03-03T09:00");
  calendar_.off.insert(*base::parse_date("2026-03-03"));

  give(late, "sun", "qian");
  give(by_hand, "sun", "qian");

  EXPECT_EQ(due(late), "2026-03-03T09:00");
  EXPECT_EQ(*task(by_hand).due_at, noon);
}

class DueOfAForm : public DueDateTest {
 protected:
  int64_t wanted(const std::string& found, engine::Properties more = {}) {
    texts_["record.wanted_on"] = found;
    engine::Properties properties{{"jw:candidates", "person:sun"},
                                  {"jw:due", "= record.wanted_on"}};
    properties.merge(more);
    return *offer("work", properties);
  }
  int64_t scheduled(const std::string& due, const std::string& follow_up = "") {
    auto asked = user_task("work", {{"jw:candidates", "person:sun"}});
    asked.due_date = due;
    asked.follow_up_date = follow_up;
    EXPECT_EQ(code(as("system", [&](Context& c) { return create_task(c, asked); })), "ok");
    return asked.key;
  }
};

TEST_F(DueOfAForm, is_the_end_of_the_work_of_a_day) {
  EXPECT_EQ(due(wanted("2026-03-10")), "2026-03-10T18:00");
  EXPECT_EQ(due(wanted("2026-03-07")), "2026-03-09T18:00");  // a Saturday: the next working day

  calendar_.half.insert(*base::parse_date("2026-03-10"));
  EXPECT_EQ(due(wanted("2026-03-10")), "2026-03-10T12:00");
}

TEST_F(DueOfAForm, is_a_moment_or_so_long_after_it_comes) {
  EXPECT_EQ(due(wanted("2026-03-10T17:30:00")), "2026-03-10T17:30");
  EXPECT_EQ(due(wanted("2026-03-10T09:30:00Z")), "2026-03-10T17:30");
  EXPECT_EQ(due(wanted("P2D")), "2026-03-04T09:00");
  EXPECT_EQ(due(wanted("P2WD")), "2026-03-04T09:00");
  EXPECT_FALSE(task(wanted("")).due_at);
}

TEST_F(DueOfAForm, stays_when_the_form_says_something_else_later) {
  const int64_t key = wanted("2026-03-10");
  texts_["record.wanted_on"] = "2026-03-20";

  EXPECT_EQ(std::get<base::Date>(*task(key).settings.due), *base::parse_date("2026-03-10"));
  EXPECT_THAT(declare_free("2026-03-10"), SizeIs(1));
  EXPECT_EQ(due(key), "2026-03-11T18:00");
}

TEST_F(DueOfAForm, that_is_none_is_told_in_the_story) {
  const int64_t key = wanted("soon");

  EXPECT_FALSE(task(key).due_at);
  const auto story = timeline_of_record(store_.db(), {"project", 7});
  const auto told = std::ranges::find(story, "due_unknown", &TimelineEntry::act);
  ASSERT_NE(told, story.end());
  EXPECT_THAT(told->reason_text.zh, HasSubstr("“soon”"));
  EXPECT_THAT(told->reason_text.en, HasSubstr("\"soon\""));
}

TEST_F(DueOfAForm, comes_from_the_schedule_of_the_diagram_too) {
  const int64_t key = scheduled("2026-03-10", "2026-03-05");

  EXPECT_EQ(due(key), "2026-03-10T18:00");
  EXPECT_EQ(base::print_in_zone(*assignment_of(store_.db(), key).follow_up_at, calendar_.zone),
            "2026-03-05T09:00:00+08:00");
  EXPECT_THAT(declare_free("2026-03-10"), SizeIs(1));
  EXPECT_EQ(due(scheduled("P2WD")), "2026-03-04T09:00");
}

TEST_F(DueOfAForm, has_a_light_that_counts_working_time) {
  const int64_t key = wanted("2026-03-03", {{"jw:light", "50%"}});

  EXPECT_EQ(light_of(store_.db(), key, later("PT8WH")), Light::Green);
  EXPECT_EQ(light_of(store_.db(), key, later("PT10WH")), Light::Yellow);
}

}  // namespace
}  // namespace work::testing
