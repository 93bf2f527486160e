#include "work/evaluation.h"

#include "work/testing.h"

namespace work::testing {
namespace {

class EvaluationTest : public WorkTest {
 protected:
  EvaluationTest() { (void)*offer("visit", {{"jw:candidates", "position:sales_rep"}}); }
  void end(std::string_view state) {
    with("sun", [&](Context& c) { close_instance(c, 1000, state, ""); });
  }
  std::string evaluates(const std::string& person, int64_t score, const std::string& words = "") {
    return code(as(person, [&](Context& c) { return evaluate(c, 1000, score, words); }));
  }
};

TEST_F(EvaluationTest, the_starter_evaluates_what_has_ended_and_the_story_says_so) {
  EXPECT_EQ(evaluates("wang", 5), "work.evaluate_not_allowed") << "it runs";
  end("completed");

  EXPECT_EQ(evaluates("wang", 4, " 很快 "), "ok");

  const auto found = evaluation(store_.db(), 1000);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->score, 4);
  EXPECT_EQ(found->text, "很快");
  const auto story = timeline_of_instance(store_.db(), 1000);
  const auto told = std::ranges::find(story, "evaluated", &TimelineEntry::act);
  ASSERT_NE(told, story.end());
  EXPECT_EQ(told->text, "★★★★☆ 很快");
  EXPECT_EQ(evaluates("wang", 2), "ok");
  EXPECT_EQ(evaluation(store_.db(), 1000)->score, 2);
  EXPECT_EQ(evaluation(store_.db(), 1000)->text, "");
}

TEST_F(EvaluationTest, others_and_what_has_no_result_are_refused) {
  end("completed");
  EXPECT_EQ(evaluates("sun", 5), "work.evaluate_not_allowed");
  EXPECT_EQ(evaluates("hu", 5), "work.no_instance");
  EXPECT_EQ(evaluates("wang", 0), "work.bad_score");
  EXPECT_EQ(evaluates("wang", 6), "work.bad_score");
  EXPECT_EQ(evaluates("wang", 5, std::string(4001, 'x')), "work.text_required");
  EXPECT_FALSE(evaluation(store_.db(), 1000));

  with("sun", [](Context& c) { reclose_instance(c, 1000, "voided", "重复"); });

  EXPECT_EQ(evaluates("wang", 5), "work.evaluate_not_allowed");
}

}  // namespace
}  // namespace work::testing
