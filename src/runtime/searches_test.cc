#include "runtime/searches.h"

#include <gtest/gtest.h>

#include "runtime/testing.h"

namespace runtime {
namespace {

std::string model(const std::string& id, const std::string& decision, const std::string& text) {
  return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id=")" + id +
         R"(" name="M" namespace="n"><decision id=")" + decision +
         R"(" name="D"><variable name="D"/><literalExpression><text>)" + text +
         "</text></literalExpression></decision></definitions>";
}

struct searches : ::testing::Test {
  testing::Workspace w;
  storage::Connection& db() { return w.database().writer(); }
};

TEST_F(searches, a_decision_has_versions_of_its_own) {
  ASSERT_EQ(w.deploy("a.dmn", model("a", "rate", "1")), "ok");
  ASSERT_EQ(w.deploy("b.dmn", model("b", "rate", "2")), "ok");
  ASSERT_EQ(w.deploy("b.dmn", model("b", "rate", "2")), "ok");

  const auto latest = latest_decision(db(), "rate");

  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->version, 2);
  EXPECT_EQ(latest->model_id, "b");
  EXPECT_EQ(w.count("decision_definition"), 2);
  EXPECT_EQ(decision(db(), latest->key)->text, model("b", "rate", "2"));
  EXPECT_EQ(decisions_of(db(), latest->model).size(), 1u);
}

TEST_F(searches, decisions_of_a_model_that_was_there_before_get_their_rows) {
  ASSERT_EQ(w.deploy("a.dmn", model("a", "rate", "1")), "ok");
  db().execute("DELETE FROM decision_definition");

  ASSERT_EQ(w.deploy("a.dmn", model("a", "rate", "1")), "ok");

  EXPECT_EQ(latest_decision(db(), "rate")->version, 1);
}

TEST_F(searches, what_is_unknown_is_not_there) {
  EXPECT_FALSE(latest_decision(db(), "nothing"));
  EXPECT_FALSE(decision(db(), 1));
  EXPECT_FALSE(source(db(), 1));
}

TEST_F(searches, a_model_with_problems_is_not_deployed) {
  EXPECT_NE(w.deploy("a.dmn", model("a", "rate", "1 +")), "ok");
  EXPECT_EQ(w.count("definition"), 0);
}

}  // namespace
}  // namespace runtime
