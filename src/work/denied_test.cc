// A completion that a listener of the process does not accept.
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DeniedTest : public WorkTest {
 protected:
  void deny_task(int64_t key) {
    const auto denied = as("system", [&](Context& c) -> base::Result<void> {
      deny(c, key, "金额不符");
      return {};
    });
    ASSERT_TRUE(denied.ok());
  }
};

TEST_F(DeniedTest, task_is_open_again_for_all_its_candidates) {
  const int64_t key = *offer("visit", {{"jw:candidates", "position:sales_rep"}});
  ASSERT_EQ(code(act("sun", key, "done")), "ok");

  deny_task(key);

  EXPECT_TRUE(task(key).is_open());
  EXPECT_EQ(task(key).outcome, "");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(key));
  EXPECT_THAT(box(Box::Todo, "wang"), ElementsAre(key));
  EXPECT_THAT(box(Box::Done, "sun"), IsEmpty());
  EXPECT_EQ(code(act("wang", key, "done")), "ok");
}

TEST_F(DeniedTest, only_the_deciding_vote_is_given_back) {
  const int64_t key = *review();
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  ASSERT_EQ(code(act("zhao", key, "disagree")), "ok");
  ASSERT_FALSE(task(key).is_open());

  deny_task(key);

  const Task open = task(key);
  std::vector<std::string> outcomes;
  for (const Seat& seat : open.seats) outcomes.push_back(seat.outcome);
  EXPECT_THAT(outcomes, Contains("agree"));
  EXPECT_THAT(outcomes, ::testing::Not(Contains("disagree")));
  EXPECT_EQ(code(act("chen", key, "agree")), "work.already_acted");
  EXPECT_EQ(code(act("zhao", key, "agree")), "ok");
}

TEST_F(DeniedTest, task_that_is_open_stays_as_it_is) {
  const int64_t key = *offer("visit", {{"jw:candidates", "position:sales_rep"}});
  const int64_t version = task(key).version;

  deny_task(key);

  EXPECT_EQ(task(key).version, version);
}

TEST_F(DeniedTest, another_act_leaves_the_task_as_it_was_and_tells_who_wanted_it) {
  const int64_t key = *offer("visit", {{"jw:candidates", "position:sales_rep"}});
  const int64_t version = task(key).version;

  ASSERT_TRUE(as("system", [&](Context& c) -> base::Result<void> {
                deny_change(c, key, "sun", "不在岗");
                return {};
              }).ok());

  EXPECT_TRUE(task(key).is_open());
  EXPECT_EQ(task(key).version, version);
  const auto all = notices(store_.db(), "sun", NoticeChoice::All, 10, 0);
  EXPECT_THAT(all, Contains(::testing::Field(
                       &Notice::text, ::testing::Field(&base::Text::zh, std::string("不在岗")))));
  EXPECT_THAT(notices(store_.db(), "wang", NoticeChoice::All, 10, 0),
              ::testing::Not(Contains(::testing::Field(
                  &Notice::text, ::testing::Field(&base::Text::zh, std::string("不在岗"))))));
}

class NoticeTest : public WorkTest {};

TEST_F(NoticeTest, repeated_one_is_renewed_and_unread_again) {
  const auto tell = [&](const std::string& title) {
    return as("system", [&](Context& c) -> base::Result<void> {
      notify_again(c, {"sun"}, {"message", {{title, title}, {}}, {}, "", "risk/7"});
      return {};
    });
  };
  ASSERT_TRUE(tell("一").ok());
  ASSERT_TRUE(as("sun", [](Context& c) -> base::Result<void> {
                read_notices(c, {});
                return {};
              }).ok());

  ASSERT_TRUE(tell("二").ok());

  const auto all = notices(store_.db(), "sun", NoticeChoice::All, 10, 0);
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].title.zh, "二");
  EXPECT_FALSE(all[0].read_at);
}

}  // namespace
}  // namespace work::testing
