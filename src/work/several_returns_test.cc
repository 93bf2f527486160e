// A return to several steps at once, each of a branch of its own.
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

// draft → (legal → seal | finance) → review
class SeveralReturns : public WorkTest {
 protected:
  SeveralReturns() {
    hooks_.elements_before = [](int64_t, const std::string& element) {
      using Elements = std::vector<std::string>;
      if (element == "legal" || element == "finance") return Elements{"draft"};
      if (element == "seal") return Elements{"draft", "legal"};
      if (element == "review") return Elements{"draft", "legal", "seal", "finance"};
      return Elements{};
    };
    hooks_.elements_behind = [](int64_t, const std::string& element) {
      using Elements = std::vector<std::string>;
      if (element == "legal") return Elements{"legal", "seal", "review"};
      return Elements{element, "review"};
    };
    for (const char* step : {"draft", "legal", "seal", "finance"}) do_step(step);
    review_ = *offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:lin"}});
  }
  void do_step(const std::string& element, engine::Properties more = {}) {
    more["jw:candidates"] = "person:sun";
    const int64_t key = *offer(element, more);
    EXPECT_EQ(code(act("sun", key, "done")), "ok");
    done_[element] = key;
  }
  std::vector<std::string> beside(const std::string& element) {
    return return_beside(store_.db(), task(review_), element);
  }
  std::string go(const std::string& element, const std::vector<std::string>& others,
                 AfterReturn strategy = AfterReturn::Choose) {
    return code(as("lin", [&](Context& c) {
      return return_to(c, review_, {element, strategy, "补充材料", others});
    }));
  }
  bool counts(const std::string& element) {
    return store_.db()
               .first("SELECT is_superseded FROM work_task WHERE id = ?", {done_[element]})
               ->integer(0) == 0;
  }

  std::map<std::string, int64_t> done_;
  int64_t review_ = 0;
};

TEST_F(SeveralReturns, may_go_to_steps_none_of_which_led_to_the_other) {
  EXPECT_THAT(beside("legal"), ElementsAre("finance"));
  EXPECT_THAT(beside("finance"), UnorderedElementsAre("seal", "legal"));
  EXPECT_THAT(beside("draft"), IsEmpty()) << "it lies before all others";
  EXPECT_THAT(beside(std::string(starter_target)), IsEmpty());
}

TEST_F(SeveralReturns, begin_each_of_them_again_and_what_lies_behind) {
  ASSERT_EQ(go("legal", {"finance"}), "ok");

  EXPECT_THAT(returned_, ElementsAre("legal", "finance"));
  EXPECT_TRUE(counts("draft"));
  for (const char* step : {"legal", "seal", "finance"}) EXPECT_FALSE(counts(step)) << step;
  EXPECT_EQ(task(review_).state, TaskState::Canceled);
  const auto story = timeline_of_record(store_.db(), {"project", 7});
  const auto told = std::ranges::find(story, "returned", &TimelineEntry::act);
  EXPECT_EQ(told->title.zh, "退回 立项评议 → legal、finance");
  EXPECT_EQ(told->title.en, "Returned \"立项评议\" → legal, finance");
}

TEST_F(SeveralReturns, are_refused_where_one_lies_before_the_other) {
  for (const auto& [element, other] : std::vector<std::pair<std::string, std::string>>{
           {"legal", "seal"}, {"seal", "legal"}, {"draft", "finance"}, {"finance", "draft"}})
    EXPECT_EQ(go(element, {other}), "work.return_not_allowed") << element << ", " << other;
  EXPECT_EQ(go("finance", {"legal", "seal"}), "work.return_not_allowed") << "the others too";
  EXPECT_EQ(go("finance", {"finance"}), "work.return_not_allowed") << "twice";
  EXPECT_EQ(go("finance", {"nowhere"}), "work.return_not_allowed");
  EXPECT_EQ(go("finance", {std::string(starter_target)}), "work.return_not_allowed");
  EXPECT_EQ(go(std::string(starter_target), {"finance"}), "work.return_not_allowed");
  EXPECT_THAT(returned_, IsEmpty());
  EXPECT_TRUE(task(review_).is_open());
}

TEST_F(SeveralReturns, come_again_step_by_step_only) {
  EXPECT_EQ(go("legal", {"finance"}, AfterReturn::Back), "work.return_not_allowed");
  EXPECT_EQ(go("legal", {"finance"}, AfterReturn::Again), "ok");
}

}  // namespace
}  // namespace work::testing
