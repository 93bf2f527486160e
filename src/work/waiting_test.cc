#include "work/waiting.h"

#include "work/testing.h"

namespace work {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class WaitingTest : public testing::WorkTest {
 protected:
  int64_t offer_at(base::Time at, const std::string& element, const std::string& candidates) {
    store_.now = at;
    return *offer(element, {{"jw:candidates", candidates}, {"jw:due", "P1D"}});
  }
  std::vector<WaitingStep> steps() { return waiting_steps(store_.db(), "initiation", store_.now); }
  std::vector<int64_t> keys(const WaitingQuery& query) {
    const auto found = waiting_tasks(store_.db(), query);
    EXPECT_EQ(std::ssize(found), count_waiting(store_.db(), query));
    return found;
  }
};

TEST_F(WaitingTest, tells_of_each_step_how_many_for_whom_and_how_long) {
  const base::Time begin = store_.now;
  const int64_t first = offer_at(begin, "check", "person:chen, person:lin");
  const int64_t second = offer_at(begin + base::days(1), "check", "person:chen");
  const int64_t third = offer_at(begin + base::days(3), "check", "person:lin");
  const int64_t fourth = offer_at(begin + base::days(3), "check", "person:chen");
  offer_at(begin + base::days(2), "pay", "person:sun");
  store_.now = begin + base::days(3);

  const auto found = steps();

  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].element, "check");
  EXPECT_EQ(found[0].tasks, 4);
  EXPECT_EQ(found[0].overdue, 2);
  EXPECT_EQ(found[0].oldest, begin);
  EXPECT_EQ(found[0].median, begin + base::days(1));
  ASSERT_THAT(found[0].persons, SizeIs(2));
  EXPECT_EQ(found[0].persons[0].person, "chen");
  EXPECT_EQ(found[0].persons[0].tasks, 3);
  EXPECT_EQ(found[1].overdue, 1);
  EXPECT_THAT(keys({"initiation", "check"}), ElementsAre(first, second, third, fourth));
  EXPECT_THAT(keys({"initiation", "check", "lin"}), ElementsAre(first, third));
  EXPECT_THAT(keys({"initiation", "", "sun"}), SizeIs(1));
  EXPECT_THAT(waiting_tasks(store_.db(), {"initiation", "check", "", 2, 1}),
              ElementsAre(second, third));
}

TEST_F(WaitingTest, what_was_returned_waits_for_nobody_while_the_step_is_done_over) {
  const base::Time begin = store_.now;
  const int64_t first = offer_at(begin, "first", "person:chen");
  ASSERT_EQ(code(act("chen", first, "done")), "ok");
  const int64_t earlier = offer_at(begin + base::days(1), "review", "person:lin");
  const int64_t later = offer_at(begin + base::days(3), "review", "person:lin");
  store_.now = begin + base::days(4);

  ASSERT_EQ(code(as("lin",
                    [&](Context& c) {
                      return return_to(c, earlier, {"first", AfterReturn::Back, "补充材料"});
                    })),
            "ok");

  const auto found = steps();
  ASSERT_THAT(found, SizeIs(2));
  for (const WaitingStep& step : found) {
    EXPECT_EQ(step.tasks, 1) << step.element;
    EXPECT_EQ(step.median, step.element == "review" ? begin + base::days(3) : store_.now);
  }
  EXPECT_THAT(keys({"initiation", "review"}), ElementsAre(later));
  EXPECT_THAT(keys({"initiation"}), SizeIs(2));
}

TEST_F(WaitingTest, what_is_claimed_waits_for_one_and_what_is_done_for_nobody) {
  const int64_t key = offer_at(store_.now, "check", "person:chen, person:lin");
  ASSERT_EQ(code(as("lin", [&](Context& c) { return claim(c, key); })), "ok");

  ASSERT_THAT(steps(), SizeIs(1));
  ASSERT_THAT(steps()[0].persons, SizeIs(1));
  EXPECT_EQ(steps()[0].persons[0].person, "lin");
  EXPECT_THAT(keys({"initiation", "", "chen"}), IsEmpty());

  ASSERT_EQ(code(act("lin", key, "done")), "ok");
  EXPECT_THAT(steps(), IsEmpty());
}

}  // namespace
}  // namespace work
