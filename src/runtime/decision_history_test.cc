#include "runtime/decision_history.h"

#include <gtest/gtest.h>

#include "runtime/testing.h"

namespace runtime {
namespace {

base::JsonArray evaluated(int64_t decision) {
  return {base::JsonObject{{"decisionDefinitionId", "d"},
                           {"decisionDefinitionKey", std::to_string(decision)},
                           {"decisionDefinitionName", "D"},
                           {"decisionDefinitionVersion", 1},
                           {"decisionDefinitionType", "DECISION_TABLE"},
                           {"output", "1"},
                           {"matchedRules", base::JsonArray{}},
                           {"evaluatedInputs", base::JsonArray{}}}};
}

void keep(testing::Workspace& w, int64_t key) {
  const auto done = w.run([&](Op& op) -> base::Result<base::Json> {
    auto decisions = evaluated(3);
    keep_evaluation(op.tx, key, decisions, "", {});
    return base::Json(nullptr);
  });
  ASSERT_TRUE(done.ok());
}

TEST(decision_history, the_oldest_goes_when_there_are_too_many) {
  testing::Workspace w;
  keep(w, 1);
  keep(w, 2);
  ASSERT_TRUE(w.run([](Op& op) -> base::Result<base::Json> {
                 op.tx.db.execute(
                     "UPDATE decision_evaluation SET number = 100000 WHERE id = '2-1'");
                 return base::Json(nullptr);
               }).ok());

  keep(w, 3);

  auto db = w.database().read();
  EXPECT_FALSE(find_decision_instance(*db, "1-1"));
  EXPECT_TRUE(find_decision_instance(*db, "2-1"));
  EXPECT_TRUE(find_decision_instance(*db, "3-1"));
}

TEST(decision_history, a_failure_is_told_of_the_decision_that_was_asked) {
  testing::Workspace w;
  const auto done = w.run([](Op& op) -> base::Result<base::Json> {
    auto decisions = evaluated(3);
    decisions.push_back(evaluated(4)[0]);
    keep_evaluation(op.tx, 9, decisions, "no input", {});
    return base::Json(nullptr);
  });
  ASSERT_TRUE(done.ok());

  auto db = w.database().read();
  EXPECT_EQ(base::text_or_empty(*find_decision_instance(*db, "9-1"), "state"), "EVALUATED");
  const auto asked = *find_decision_instance(*db, "9-2");
  EXPECT_EQ(base::text_or_empty(asked, "state"), "FAILED");
  EXPECT_EQ(base::text_or_empty(asked, "evaluationFailure"), "no input");
  EXPECT_EQ(base::text_or_empty(asked, "rootDecisionDefinitionKey"), "4");
}

}  // namespace
}  // namespace runtime
