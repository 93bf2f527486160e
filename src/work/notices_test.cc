#include "work/notices.h"

#include "work/testing.h"

#include <algorithm>

#include "base/text.h"
#include "org/calendar.h"
#include "storage/outbox.h"
#include "work/delivery.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class NoticesTest : public WorkTest {
 protected:
  int64_t unread(const std::string& person) {
    return count_notices(store_.db(), person, NoticeChoice::Unread);
  }
  Notice newest(const std::string& person) {
    return notices(store_.db(), person, NoticeChoice::All, 1, 0).at(0);
  }
  std::vector<storage::WaitingMessage> due() {
    return storage::messages_due(store_.db(), store_.now, 100);
  }
  void give_mail(const std::string& person) {
    store_.db().execute("UPDATE org_person SET email = ? WHERE id = ?",
                        {person + "@example.com", person});
  }
  std::string set_up(Delivery settings) {
    settings.site = "https://jw.example";
    settings.mail = {"smtp://127.0.0.1:25", "", "", "jingwei@example.com"};
    settings.robots = {{"", "研发群", "dingtalk", "https://oapi.example/send?access_token=t", ""}};
    with("chen", [&](Context& c) { set_delivery(c.tx, settings); });
    Delivery stored = delivery(store_.db());
    const std::string robot = stored.robots.at(0).id;
    for (const auto* kind : {"task", "urge"}) stored.channels[kind] = {"mail", robot};
    with("chen", [&](Context& c) { set_delivery(c.tx, stored); });
    return robot;
  }
};

TEST_F(NoticesTest, of_a_done_task_is_closed_and_says_by_whom) {
  const int64_t key = *offer("visit", {{"jw:candidates", "position:sales_rep"}});
  ASSERT_EQ(unread("sun"), 1);

  ASSERT_EQ(code(act("wang", key, "done")), "ok");

  EXPECT_EQ(unread("sun"), 0);
  EXPECT_EQ(newest("sun").closed_by, "wang");
  EXPECT_FALSE(newest("sun").read_at) << "nobody says that he has read it";
  EXPECT_TRUE(newest("wang").read_at) << "who acted knows of it";
}

TEST_F(NoticesTest, of_a_vote_is_closed_for_who_has_voted_only) {
  const int64_t key = *review();

  ASSERT_EQ(code(act("chen", key, "agree")), "ok");

  EXPECT_EQ(unread("chen"), 0);
  EXPECT_EQ(unread("lin"), 1);
}

TEST_F(NoticesTest, of_a_cancelled_task_is_closed_and_a_copy_stays_unread) {
  const int64_t key = *offer("visit", {{"jw:candidates", "position:sales_rep"}});
  ASSERT_EQ(code(as("wang", [&](Context& c) { return copy(c, key, {"hu"}); })), "ok");

  with("chen", [&](Context& c) { cancel_task(c, key, "canceled"); });

  EXPECT_EQ(unread("sun"), 0);
  EXPECT_EQ(unread("hu"), 1);
}

TEST_F(NoticesTest, of_who_lost_the_seat_is_closed) {
  ASSERT_TRUE(offer("visit", {{"jw:candidates", "position:purchaser"}}).ok());

  release("qian", "purchaser");
  with("system", [](Context& c) { resolve_open_seats(c); });

  EXPECT_EQ(unread("qian"), 0);
}

TEST_F(NoticesTest, sender_sees_who_has_read_what_he_urged) {
  const int64_t key = *offer("visit", {{"jw:candidates", "position:purchaser, person:sun"}});
  ASSERT_EQ(code(as("wang", [&](Context& c) { return urge(c, key); })), "ok");

  store_.now = store_.now + base::minutes(5);
  with("qian", [&](Context& c) { read_about(c, link_of_task(key)); });

  ASSERT_EQ(count_sent_notices(store_.db(), "wang"), 1);
  const auto sent = sent_notices(store_.db(), "wang", 10, 0);
  ASSERT_THAT(sent, SizeIs(1));
  ASSERT_THAT(sent[0].receivers, SizeIs(2));
  for (const auto& receiver : sent[0].receivers) {
    EXPECT_EQ(receiver.read_at.has_value(), receiver.person == "qian") << receiver.person;
  }
  EXPECT_THAT(sent_notices(store_.db(), "chen", 10, 0), IsEmpty());
}

TEST_F(NoticesTest, nothing_leaves_before_it_is_set_up) {
  give_mail("sun");

  ASSERT_TRUE(offer("visit", {{"jw:candidates", "position:sales_rep"}}).ok());

  EXPECT_THAT(due(), IsEmpty());
}

TEST_F(NoticesTest, leave_by_mail_to_each_and_by_a_robot_once_with_all_names) {
  const std::string robot = set_up({});
  give_mail("sun");

  const int64_t key = *offer("visit", {{"jw:candidates", "position:sales_rep"}});

  const auto all = due();
  ASSERT_THAT(all, SizeIs(2)) << "wang has no mail address";
  EXPECT_EQ(all[0].message.address, "sun@example.com");
  EXPECT_THAT(base::text_or_empty(all[0].message.body, "title"), HasSubstr("待办"));
  EXPECT_EQ(all[1].message.address, robot);
  EXPECT_THAT(base::print(*base::find(all[1].message.body, "people")), HasSubstr("王敏"));
  EXPECT_THAT(base::print(*base::find(all[1].message.body, "people")), HasSubstr("孙悦"));
  EXPECT_EQ(base::text_or_empty(all[1].message.body, "link"), link_of_task(key));
}

TEST_F(NoticesTest, a_robot_names_neither_matter_nor_record_where_not_everybody_may_read_it) {
  set_up({});
  hooks_.is_open_to_all = [](std::string_view) { return false; };

  with("system", [&](Context& c) {
    notify(c, {"sun"}, {"task", {{"待办", "To do"}, {}}, {"事由", "Reason"}, "record/case/7", "a"});
    notify(c, {"sun"}, {"urge", {{"催办", "Urged"}, {}}, {}, "/tasks/8", "b"});
  });

  ASSERT_THAT(due(), SizeIs(2));
  EXPECT_EQ(base::text_or_empty(due()[0].message.body, "title"), "有一项新待办");
  EXPECT_EQ(base::text_or_empty(due()[0].message.body, "text"), "");
  EXPECT_EQ(base::text_or_empty(due()[0].message.body, "link"), "/notices");
  EXPECT_EQ(base::text_or_empty(due()[1].message.body, "link"), "/tasks/8");
}

TEST_F(NoticesTest, of_several_seats_are_one_message_of_a_robot) {
  set_up({});

  ASSERT_TRUE(review().ok());

  ASSERT_THAT(due(), SizeIs(1));
  EXPECT_EQ(base::print(*base::find(due()[0].message.body, "people")), R"(["陈博","林华","赵敏"])");
}

TEST_F(NoticesTest, refused_act_sends_nothing) {
  set_up({});
  give_mail("sun");

  const auto refused = as("system", [&](Context& c) -> base::Result<void> {
    notify(c, {"sun"}, {"task", {{"待办", "To do"}, {}}, {}, "", ""});
    return base::refusal("work.no_task");
  });

  EXPECT_FALSE(refused.ok());
  EXPECT_THAT(due(), IsEmpty());
}

TEST_F(NoticesTest, what_a_person_left_out_does_not_reach_him) {
  const std::string robot = set_up({});
  give_mail("sun");
  with("sun", [&](Context& c) { set_personal_delivery(c.tx, {{{"task", {"mail", robot}}}, {}}); });

  ASSERT_TRUE(offer("visit", {{"jw:candidates", "person:sun, person:wang"}}).ok());

  ASSERT_THAT(due(), SizeIs(1));
  EXPECT_EQ(base::print(*base::find(due()[0].message.body, "people")), R"(["王敏"])");
}

TEST_F(NoticesTest, quiet_hours_hold_back_what_is_not_urgent) {
  Delivery settings;
  settings.quiet = QuietHours{22 * 60, 7 * 60 + 30};
  settings.urgent = {"urge"};
  set_up(settings);
  give_mail("qian");
  store_.now = *base::parse_time("2026-03-02T23:00:00+08:00");

  const int64_t key = *offer("visit", {{"jw:candidates", "position:purchaser"}});
  EXPECT_THAT(due(), IsEmpty());
  ASSERT_EQ(code(as("wang", [&](Context& c) { return urge(c, key); })), "ok");
  EXPECT_THAT(due(), SizeIs(2));

  store_.now = *base::parse_time("2026-03-03T07:29:00+08:00");
  EXPECT_THAT(due(), SizeIs(2));
  store_.now = *base::parse_time("2026-03-03T07:30:00+08:00");
  EXPECT_THAT(due(), SizeIs(4));
}

TEST_F(NoticesTest, own_quiet_hours_count_for_mail) {
  set_up({});
  give_mail("qian");
  with("qian", [](Context& c) { set_personal_delivery(c.tx, {{}, QuietHours{8 * 60, 10 * 60}}); });

  ASSERT_TRUE(offer("visit", {{"jw:candidates", "position:purchaser"}}).ok());  // at 09:00

  ASSERT_THAT(due(), SizeIs(1));
  EXPECT_EQ(due()[0].message.channel, "robot");
}

TEST_F(NoticesTest, quiet_hours_count_where_somebody_works) {
  Delivery settings;
  settings.quiet = QuietHours{22 * 60, 7 * 60 + 30};
  set_up(settings);
  give_mail("sun");
  give_mail("qian");
  with("chen", [](Context& c) {
    org::WorkingHours london;
    london.zone = "Europe/London";
    ASSERT_TRUE(org::set_hours(c.tx, "sales", london).ok());
  });

  // 09:00 in Shanghai, 01:00 in London.
  ASSERT_TRUE(offer("visit", {{"jw:candidates", "position:purchaser, person:sun"}}).ok());

  const auto waits_for = [&](const std::string& address) {
    return std::ranges::none_of(due(), [&](const storage::WaitingMessage& each) {
      return each.message.address == address;
    });
  };
  EXPECT_FALSE(waits_for("qian@example.com"));
  EXPECT_TRUE(waits_for("sun@example.com"));
  store_.now = *base::parse_time("2026-03-02T07:29:00Z");
  EXPECT_TRUE(waits_for("sun@example.com"));
  store_.now = *base::parse_time("2026-03-02T07:30:00Z");
  EXPECT_FALSE(waits_for("sun@example.com"));
}

TEST_F(NoticesTest, what_waits_for_a_done_task_never_leaves) {
  Delivery settings;
  settings.quiet = QuietHours{8 * 60, 10 * 60};
  set_up(settings);
  give_mail("qian");
  const int64_t key = *offer("visit", {{"jw:candidates", "position:purchaser"}});

  ASSERT_EQ(code(act("qian", key, "done")), "ok");

  store_.now = store_.now + base::hours(9);
  EXPECT_THAT(due(), IsEmpty());
}

TEST_F(NoticesTest, robot_that_was_told_hears_once_that_it_is_done) {
  const std::string robot = set_up({});
  const int64_t key = *offer("visit", {{"jw:candidates", "position:purchaser"}});
  with("system", [&](Context& c) { storage::mark_sent(c.tx, due().at(0).id); });

  ASSERT_EQ(code(act("qian", key, "done")), "ok");
  with("system", [&](Context& c) { close_notices(c.tx, link_of_task(key)); });

  ASSERT_THAT(due(), SizeIs(1));
  EXPECT_EQ(due()[0].message.address, robot);
  EXPECT_THAT(base::text_or_empty(due()[0].message.body, "title"), HasSubstr("已处理：待办"));
  EXPECT_EQ(base::text_or_empty(due()[0].message.body, "text"), "钱多");
}

class DeliveryTest : public NoticesTest {};

TEST_F(DeliveryTest, secrets_stay_until_they_are_given_anew) {
  Delivery first;
  first.mail = {"smtps://mail.example.com", "jw", "word", "jw@example.com"};
  first.robots = {{"", "群", "feishu", "https://open.example/hook/x", "s"}};
  with("chen", [&](Context& c) { set_delivery(c.tx, first); });
  Delivery again = delivery(store_.db());
  again.mail.password = "";
  again.robots[0].address = "";
  again.robots[0].secret = "";
  again.robots[0].title = "新名";

  with("chen", [&](Context& c) { set_delivery(c.tx, again); });

  EXPECT_EQ(delivery(store_.db()).mail.password, "word");
  EXPECT_EQ(delivery(store_.db()).robots[0].address, "https://open.example/hook/x");
  EXPECT_EQ(delivery(store_.db()).robots[0].secret, "s");
  EXPECT_EQ(delivery(store_.db()).robots[0].title, "新名");
}

TEST_F(DeliveryTest, password_never_goes_to_another_server) {
  Delivery first;
  first.mail = {"smtps://mail.example.com", "jw", "word", "jw@example.com"};
  with("chen", [&](Context& c) { set_delivery(c.tx, first); });
  first.mail.server = "smtps://other.example.com";
  first.mail.password = "";

  with("chen", [&](Context& c) { set_delivery(c.tx, first); });

  EXPECT_EQ(delivery(store_.db()).mail.password, "");
}

TEST_F(DeliveryTest, channel_that_was_removed_is_dropped) {
  set_up({});
  ASSERT_TRUE(offer("visit", {{"jw:candidates", "position:purchaser"}}).ok());
  Delivery without = delivery(store_.db());
  without.robots.clear();

  with("chen", [&](Context& c) { set_delivery(c.tx, without); });

  EXPECT_THAT(delivery(store_.db()).channels.at("task"), ElementsAre("mail"));
  EXPECT_THAT(due(), IsEmpty()) << "nor does anything wait for it";
}

base::Time at(const char* text) { return *base::parse_time(text); }

TEST_F(DeliveryTest, quiet_hours_end_on_the_right_day) {
  const base::WorkingCalendar zone;
  const QuietHours night{22 * 60, 7 * 60};
  const QuietHours noon{12 * 60, 13 * 60};

  EXPECT_EQ(leaves_at(night, zone, at("2026-03-02T22:00:00+08:00")),
            at("2026-03-03T07:00:00+08:00"));
  EXPECT_EQ(leaves_at(night, zone, at("2026-03-03T06:59:59+08:00")),
            at("2026-03-03T07:00:00+08:00"));
  EXPECT_EQ(leaves_at(night, zone, at("2026-03-03T07:00:00+08:00")),
            at("2026-03-03T07:00:00+08:00"));
  EXPECT_EQ(leaves_at(noon, zone, at("2026-03-02T12:30:00+08:00")),
            at("2026-03-02T13:00:00+08:00"));
  EXPECT_EQ(leaves_at(noon, zone, at("2026-03-02T23:30:00+08:00")),
            at("2026-03-02T23:30:00+08:00"));
  EXPECT_EQ(leaves_at({}, zone, at("2026-03-02T23:30:00+08:00")), at("2026-03-02T23:30:00+08:00"));
}

TEST_F(DeliveryTest, days_off_are_quiet_where_somebody_says_so) {
  base::WorkingCalendar calendar;
  calendar.off = {*base::parse_date("2026-03-09")};
  calendar.work = {*base::parse_date("2026-03-15")};
  const QuietHours night{22 * 60, 7 * 60, true};
  const QuietHours nights_only{22 * 60, 7 * 60};
  const QuietHours noon{12 * 60, 13 * 60, true};

  // From Friday night over the weekend and a holiday to the first morning that is worked.
  for (const char* friday_on : {"2026-03-06T23:00:00+08:00", "2026-03-07T12:00:00+08:00",
                                "2026-03-08T23:30:00+08:00", "2026-03-09T21:00:00+08:00"})
    EXPECT_EQ(leaves_at(night, calendar, at(friday_on)), at("2026-03-10T07:00:00+08:00"))
        << friday_on;
  EXPECT_EQ(leaves_at(nights_only, calendar, at("2026-03-07T12:00:00+08:00")),
            at("2026-03-07T12:00:00+08:00"));
  EXPECT_EQ(leaves_at(noon, calendar, at("2026-03-07T12:00:00+08:00")),
            at("2026-03-10T00:00:00+08:00"));
  EXPECT_EQ(leaves_at(night, calendar, at("2026-03-15T09:00:00+08:00")),
            at("2026-03-15T09:00:00+08:00"))
      << "a Sunday that is worked";
  calendar.working_weekdays.clear();
  calendar.work.clear();
  EXPECT_EQ(leaves_at(noon, calendar, at("2026-03-07T14:00:00+08:00")),
            at("2026-03-07T14:00:00+08:00"))
      << "where no day is worked, none is off";
}

TEST_F(DeliveryTest, quiet_hours_keep_to_the_clock_when_it_is_changed) {
  base::WorkingCalendar berlin;
  berlin.zone = "Europe/Berlin";
  const QuietHours night{22 * 60, 7 * 60};
  EXPECT_EQ(leaves_at(night, berlin, at("2026-03-28T23:00:00+01:00")),
            at("2026-03-29T07:00:00+02:00"));
  EXPECT_EQ(leaves_at(night, berlin, at("2026-10-24T23:00:00+02:00")),
            at("2026-10-25T07:00:00+01:00"));

  // An end that the clock passes over in spring, and has twice in autumn.
  const QuietHours until_half_past_two{22 * 60, 2 * 60 + 30};
  EXPECT_EQ(leaves_at(until_half_past_two, berlin, at("2026-03-29T01:30:00+01:00")),
            at("2026-03-29T03:30:00+02:00"));
  EXPECT_EQ(leaves_at(until_half_past_two, berlin, at("2026-10-25T01:00:00+02:00")),
            at("2026-10-25T02:30:00+02:00"));
  EXPECT_EQ(leaves_at(until_half_past_two, berlin, at("2026-10-25T02:10:00+01:00")),
            at("2026-10-25T02:10:00+01:00"))
      << "never before now";
}

}  // namespace
}  // namespace work::testing
