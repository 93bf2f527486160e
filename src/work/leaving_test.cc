#include "work/leaving.h"

#include "work/acting_starter.h"
#include "work/assignment.h"
#include "work/instances.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class LeavingTest : public WorkTest {
 protected:
  base::Result<int64_t> leave(const std::string& from, const std::string& to,
                              std::map<int64_t, std::string> to_of_task = {},
                              const std::string& reason = "离职交接") {
    return as("system", [&](Context& c) {
      return hand_over(c, {from, to, std::move(to_of_task), reason});
    });
  }
  std::vector<int64_t> held(const std::string& person) {
    return with("system", [&](Context& c) {
      std::vector<int64_t> tasks;
      for (const HeldSeat& seat : held_seats(c, person)) tasks.push_back(seat.task);
      return tasks;
    });
  }
  void gone(const std::string& person) {
    with("system", [&](Context& c) { EXPECT_TRUE(org::deactivate_person(c.tx, person).ok()); });
  }
  std::string back(int64_t key) {
    return code(as("sun", [&](Context& c) {
      return return_to(c, key, {"$starter", AfterReturn::Back, "金额有误"});
    }));
  }
  std::string take_out(const std::string& person) {
    return code(as(person, [&](Context& c) { return withdraw(c, 1000, "不再需要"); }));
  }
};

TEST_F(LeavingTest, everything_open_goes_to_its_successor_in_one_act) {
  const int64_t first = *offer("work", {{"jw:candidates", "person:sun"}});
  const int64_t second = *offer("more", {{"jw:candidates", "person:sun"}});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, first); })), "ok");
  EXPECT_THAT(held("sun"), ElementsAre(first, second));

  EXPECT_EQ(*leave("sun", "hu", {{second, "qian"}}), 2);

  EXPECT_THAT(held("sun"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "sun"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "hu"), ElementsAre(first));
  EXPECT_THAT(box(Box::Todo, "qian"), ElementsAre(second));
  EXPECT_THAT(titles("hu"), Contains(HasSubstr("待办")));
  EXPECT_EQ(code(act("hu", first, "done")), "ok");
}

TEST_F(LeavingTest, what_he_started_is_mended_without_him) {
  roles_["administrator"] = {"hu"};
  const int64_t key = *offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "").ok());
  gone("wang");

  const auto targets = return_targets(store_.db(), task(key));

  ASSERT_EQ(targets.size(), 1u);
  EXPECT_THAT(targets[0].persons, IsEmpty());
  ASSERT_EQ(back(key), "ok");
  ASSERT_EQ(box(Box::Todo, "hu").size(), 1u);
  ASSERT_EQ(code(act("hu", box(Box::Todo, "hu").front(), "resubmit")), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(key));
}

TEST_F(LeavingTest, who_takes_over_mends_what_is_returned) {
  roles_["administrator"] = {"hu"};
  const int64_t key = *offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang");
  EXPECT_TRUE(takes_part(store_.db(), 1000, "qian"));
  EXPECT_THAT(titles("qian"), Contains(HasSubstr("接手")));

  EXPECT_THAT(return_targets(store_.db(), task(key))[0].persons, ElementsAre("qian"));
  ASSERT_EQ(back(key), "ok");

  EXPECT_THAT(box(Box::Todo, "hu"), IsEmpty()) << "no administrator while somebody was named";
  ASSERT_EQ(box(Box::Todo, "qian").size(), 1u);
  ASSERT_EQ(code(act("qian", box(Box::Todo, "qian").front(), "resubmit")), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(key));
}

TEST_F(LeavingTest, who_takes_over_urges_and_withdraws) {
  const int64_t key = *offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "qian").ok());
  EXPECT_EQ(take_out("qian"), "work.withdraw_not_allowed") << "the starter is still there";
  gone("wang");

  EXPECT_EQ(code(as("qian", [&](Context& c) { return urge_instance(c, 1000); })), "ok");
  EXPECT_EQ(take_out("hu"), "work.no_instance");
  EXPECT_EQ(take_out("sun"), "work.withdraw_not_allowed");
  EXPECT_EQ(take_out("qian"), "ok");
  EXPECT_FALSE(task(key).is_open());
}

TEST_F(LeavingTest, what_he_took_over_is_among_what_he_started_and_not_his_to_decide) {
  (void)*offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  EXPECT_THAT(box(Box::Started, "qian"), IsEmpty());
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang");

  EXPECT_EQ(box(Box::Started, "qian").size(), 1u);
  const int64_t second = *offer("second", {{"jw:kind", "approve"},
                                           {"jw:candidates", "person:qian, person:hu"},
                                           {"jw:applicant", "skip"}});
  EXPECT_THAT(open_now(second), ElementsAre("hu"));
}

TEST_F(LeavingTest, what_was_taken_over_is_handed_on_and_goes_back_to_who_returns) {
  (void)*offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang");
  ASSERT_TRUE(leave("qian", "hu").ok());
  gone("qian");
  EXPECT_EQ(acting_starter(store_.db(), *instance(store_.db(), 1000)), "hu");

  with("system", [&](Context& c) {
    EXPECT_TRUE(org::change_person(c.tx, {"wang", {"王敏", ""}, "", ""}).ok());
  });

  EXPECT_EQ(acting_starter(store_.db(), *instance(store_.db(), 1000)), "wang");
}

TEST_F(LeavingTest, a_task_without_successor_keeps_all_of_them) {
  const int64_t first = *offer("work", {{"jw:candidates", "person:sun"}});
  const int64_t second = *offer("more", {{"jw:candidates", "person:sun"}});

  const auto refused = leave("sun", "", {{first, "hu"}});

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "work.no_successor");
  ASSERT_EQ(refused.error().missing.size(), 1u);
  EXPECT_EQ(refused.error().missing[0].name, std::to_string(second));
  EXPECT_THAT(held("sun"), ElementsAre(first, second));
  EXPECT_EQ(code(leave("sun", "sun")), "work.no_successor");
  EXPECT_EQ(code(leave("sun", "ghost")), "work.unknown_person");
  EXPECT_EQ(code(leave("sun", "hu", {}, " ")), "work.reason_required");
}

TEST_F(LeavingTest, what_would_return_to_the_leaver_returns_to_the_successor) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:kind", "approve"}});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "hu", "请看"); })), "ok");
  EXPECT_THAT(held("sun"), ElementsAre(key));

  ASSERT_EQ(*leave("sun", "qian"), 1);
  ASSERT_EQ(code(as("hu", [&](Context& c) { return reply(c, key, {"可以"}); })), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("qian"));
}

TEST_F(LeavingTest, a_seat_of_several_is_not_given_twice) {
  const int64_t key = *offer("pool", {{"jw:candidates", "person:sun, person:hu"}});

  ASSERT_EQ(*leave("sun", "hu"), 1);

  EXPECT_THAT(open_now(key), ElementsAre("hu"));
}

TEST_F(LeavingTest, seats_of_a_position_are_counted_and_follow_it) {
  const int64_t key = *review();

  EXPECT_THAT(held("zhao"), IsEmpty());
  EXPECT_EQ(count_position_seats(store_.db(), "product_manager"), 1);
  ASSERT_EQ(code(act("zhao", key, "agree")), "ok");
  EXPECT_EQ(count_position_seats(store_.db(), "product_manager"), 0);
}

TEST_F(LeavingTest, an_assigned_task_keeps_its_people_when_seats_are_resolved_again) {
  auto plain = user_task("plain", {});
  plain.assignee = "sun";
  ASSERT_EQ(code(as("system", [&](Context& c) { return create_task(c, plain); })), "ok");
  ASSERT_EQ(
      code(as("system", [&](Context& c) { return assign(c, plain.key, "hu", Override::Allowed); })),
      "ok");

  with("system", [&](Context& c) { resolve_open_seats(c); });

  EXPECT_THAT(open_now(plain.key), ElementsAre("hu"));
  EXPECT_THAT(held("hu"), ElementsAre(plain.key));
}

}  // namespace
}  // namespace work::testing
