// Due dates, reminders and escalations, in working time, with pauses.
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class ClockTest : public WorkTest {
 protected:
  std::vector<Notice> cards(const std::string& person, std::string_view kind) {
    auto all = notices(store_.db(), person, NoticeChoice::All, 100, 0);
    std::erase_if(all, [&](const Notice& notice) { return notice.kind != kind; });
    return all;
  }
  // How often the person was reminded, all on one card.
  int64_t reminders(const std::string& person) {
    const auto found = cards(person, "remind");
    EXPECT_LE(found.size(), 1U);
    return found.empty() ? 0 : found[0].times;
  }
};

TEST_F(ClockTest, a_member_who_has_not_voted_is_reminded_after_three_working_days_and_then_daily) {
  const int64_t key = *review({{"jw:remind", "P3WD/P1D"}});
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  const base::Time third = later("P3WD");

  advance_to(third + base::seconds(-1));
  EXPECT_EQ(reminders("lin"), 0);
  advance_to(third);
  EXPECT_EQ(reminders("lin"), 1);
  EXPECT_EQ(reminders("chen"), 0);
  advance_to(third + base::days(2));
  EXPECT_EQ(reminders("lin"), 3);

  const auto story = timeline_of_record(store_.db(), {"project", 7});
  const auto reminded = std::ranges::find(story, "reminded", &TimelineEntry::act);
  EXPECT_EQ(reminded->reason, "reminder_due");
  EXPECT_THAT(reminded->reason_text.zh, HasSubstr("自动提醒"));
  EXPECT_EQ(reminded->person, "system");
}

TEST_F(ClockTest, who_asked_for_an_opinion_or_for_signers_before_himself_hears_of_time_too) {
  const engine::Properties timed = {
      {"jw:kind", "approve"}, {"jw:remind", "P1D/P1D"}, {"jw:due", "P2D"}};
  const auto approve = [&](const std::string& person) {
    engine::Properties properties = timed;
    properties["jw:candidates"] = "person:" + person;
    return *offer("approve_" + person, properties);
  };
  const int64_t asked = approve("sun");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, asked, "hu", "怎么看"); })), "ok");
  const int64_t signed_first = approve("lin");
  const NewSigners before{Relation::Before, Signers::All, {"zhao"}, "请先看"};
  ASSERT_EQ(code(as("lin", [&](Context& c) { return add_signers(c, signed_first, before); })),
            "ok");

  advance_to(later("P2D"));

  for (const char* person : {"sun", "hu", "lin", "zhao"}) {
    EXPECT_GE(reminders(person), 1) << person;
    EXPECT_THAT(cards(person, "overdue"), SizeIs(1)) << person;
  }
  EXPECT_EQ(reminders("qian"), 0);
}

TEST_F(ClockTest, a_repeated_reminder_is_one_unread_card_on_top_and_counts) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:remind", "P1WD/P1D"}});
  advance_to(later("P1WD"));
  with("sun", [&](Context& c) { read_notices(c, {}); });
  ASSERT_TRUE(offer("other", {{"jw:candidates", "person:sun"}}).ok());

  advance_to(store_.now + base::days(2));

  const auto all = notices(store_.db(), "sun", NoticeChoice::All, 100, 0);
  ASSERT_THAT(all, SizeIs(3)) << "two tasks and one reminder";
  EXPECT_EQ(all[0].kind, "remind");
  EXPECT_EQ(all[0].times, 3);
  EXPECT_EQ(all[0].at, store_.now);
  EXPECT_EQ(count_notices(store_.db(), "sun", NoticeChoice::Unread), 2);
  EXPECT_EQ(code(act("sun", key, "done")), "ok");
  EXPECT_EQ(count_notices(store_.db(), "sun", NoticeChoice::Unread), 1);
}

TEST_F(ClockTest, who_urges_again_renews_his_own_card) {
  const int64_t key =
      *offer("work", {{"jw:candidates", "person:sun"}, {"jw:escalate", "P1WD position:ceo"}});
  const auto urged_by = [&](const std::string& person) {
    store_.now = store_.now + base::hours(2);
    return code(as(person, [&](Context& c) { return urge(c, key); }));
  };

  ASSERT_EQ(urged_by("wang"), "ok");
  ASSERT_EQ(urged_by("wang"), "ok");

  const auto found = cards("sun", "urge");
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].times, 2);
  const auto sent = sent_notices(store_.db(), "wang", 10, 0);
  ASSERT_THAT(sent, SizeIs(1)) << "the sender sees one, too";
  EXPECT_EQ(sent[0].at, store_.now);
}

TEST_F(ClockTest, a_decided_task_reminds_nobody) {
  const int64_t key = *review({{"jw:remind", "P3WD/P1D"}, {"jw:escalate", "P4WD person:hu"}});
  ASSERT_EQ(code(act("chen", key, "disagree")), "ok");

  advance_to(later("P10WD"));

  EXPECT_EQ(reminders("lin"), 0);
  EXPECT_THAT(titles("hu"), IsEmpty());
  EXPECT_THAT(scheduled_, IsEmpty());
}

TEST_F(ClockTest, escalation_makes_the_task_visible_to_the_leader) {
  const int64_t key = *offer(
      "solve", {{"jw:candidates", "person:sun"}, {"jw:escalate", "P3WD position:general_manager"}});

  advance_to(later("P3WD"));

  EXPECT_THAT(titles("chen"), ElementsAre(HasSubstr("升级")));
  EXPECT_THAT(box(Box::Copied, "chen"), ElementsAre(key));
  BoxQuery query;
  query.person = "chen";
  EXPECT_EQ(list(store_.db(), Box::Copied, query)[0].copy_kind, "escalation");
  EXPECT_EQ(code(as("chen", [&](Context& c) { return comment(c, key, {"请今日解决"}); })), "ok");
}

TEST_F(ClockTest, a_due_date_counts_working_days_and_is_told_when_it_comes) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:due", "P5WD"}});

  EXPECT_EQ(base::print_in_zone(*task(key).due_at, calendar_.zone), "2026-03-09T09:00:00+08:00");
  advance_to(*task(key).due_at);
  EXPECT_THAT(titles("sun"), Contains(HasSubstr("已到期")));
  EXPECT_EQ(counts(store_.db(), "sun", store_.now).overdue, 1);
}

TEST_F(ClockTest, the_clocks_stand_still_while_the_process_is_suspended) {
  const int64_t key = *offer(
      "work", {{"jw:candidates", "person:sun"}, {"jw:due", "P5WD"}, {"jw:remind", "P2WD/P1D"}});
  advance_to(later("P1WD"));
  with("chen", [&](Context& c) { suspend_tasks(c, 1000); });
  advance_to(later("P10WD"));
  EXPECT_EQ(reminders("sun"), 0);

  with("chen", [&](Context& c) { resume_tasks(c, 1000); });

  EXPECT_EQ(base::working_time_between(calendar_, store_.now, *task(key).due_at),
            base::hours(4 * 9));
  advance_to(later("P1WD"));
  EXPECT_EQ(reminders("sun"), 1);
}

TEST_F(ClockTest, a_clock_of_calendar_time_goes_on_with_what_was_left_of_that) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun"},
                                      {"jw:due", "P1D"},
                                      {"jw:remind", "PT13H/PT14H"},
                                      {"jw:escalate", "P2D position:general_manager"}});
  const base::Time begun = store_.now;
  const auto rest_for = [&](base::Span span) {
    with("chen", [&](Context& c) { suspend_tasks(c, 1000); });
    advance_to(store_.now + span);
    with("chen", [&](Context& c) { resume_tasks(c, 1000); });
  };

  rest_for({});
  EXPECT_EQ(*task(key).due_at, begun + base::days(1));

  advance_to(begun + base::hours(13));
  EXPECT_EQ(reminders("sun"), 1);
  rest_for(base::hours(5));
  EXPECT_EQ(*task(key).due_at, begun + base::hours(24 + 5));
  advance_to(begun + base::hours(13 + 14 + 5));
  EXPECT_EQ(reminders("sun"), 2);
  advance_to(begun + base::hours(48 + 5) - base::minutes(1));
  EXPECT_THAT(titles("chen"), Not(Contains(HasSubstr("升级"))));
  advance_to(begun + base::hours(48 + 5));
  EXPECT_THAT(titles("chen"), Contains(HasSubstr("升级")));
}

TEST_F(ClockTest, a_due_date_that_a_field_says_stays_over_a_suspension) {
  texts_["record.due_on"] = "2026-03-05";
  const int64_t key =
      *offer("work", {{"jw:candidates", "person:sun"}, {"jw:due", "= record.due_on"}});
  const base::Time due = *task(key).due_at;
  with("chen", [&](Context& c) { suspend_tasks(c, 1000); });
  advance_to(later("P5WD"));
  ASSERT_THAT(titles("sun"), Not(Contains(HasSubstr("已到期"))));

  with("chen", [&](Context& c) { resume_tasks(c, 1000); });
  EXPECT_EQ(*task(key).due_at, due);
  advance_to(later("PT1H"));
  EXPECT_THAT(titles("sun"), Contains(HasSubstr("已到期")));
}

TEST_F(ClockTest, a_due_date_of_the_engine_is_taken_over) {
  auto due = user_task("k", {{"jw:candidates", "person:sun"}});
  due.due_date = "2026-03-05T09:00:00+08:00";
  ASSERT_EQ(code(as("system", [&](Context& c) { return create_task(c, due); })), "ok");

  EXPECT_EQ(base::print_utc(*task(due.key).due_at), "2026-03-05T01:00:00Z");
}

TEST_F(ClockTest, an_old_or_foreign_schedule_does_nothing) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:remind", "P2WD/P1D"}});

  with("system", [&](Context& c) {
    EXPECT_TRUE(
        fire(c, "work.remind", base::JsonObject{{"task", std::to_string(key)}, {"at", 5}}).ok());
    EXPECT_TRUE(fire(c, "work.escalate", base::JsonObject{{"task", "77"}, {"at", 5}}).ok());
  });

  EXPECT_EQ(reminders("sun"), 0);
  EXPECT_THAT(schedule_kinds(), SizeIs(8));
}

}  // namespace
}  // namespace work::testing
