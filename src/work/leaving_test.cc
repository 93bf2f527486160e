#include "work/leaving.h"

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
  ASSERT_TRUE(leave("wang", "qian").ok());
  with("system", [&](Context& c) { EXPECT_TRUE(org::deactivate_person(c.tx, "wang").ok()); });
  EXPECT_TRUE(takes_part(store_.db(), 1000, "qian")) << "who follows him sees it";

  const auto targets = return_targets(store_.db(), task(key));

  ASSERT_EQ(targets.size(), 1u);
  EXPECT_THAT(targets[0].persons, IsEmpty());
  ASSERT_EQ(code(as("sun",
                    [&](Context& c) {
                      return return_to(c, key, {"$starter", AfterReturn::Back, "金额有误"});
                    })),
            "ok");
  ASSERT_EQ(box(Box::Todo, "hu").size(), 1u);
  ASSERT_EQ(code(act("hu", box(Box::Todo, "hu").front(), "resubmit")), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(key));
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
