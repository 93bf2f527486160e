#include "runtime/searches.h"

#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/running_searches.h"
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

TEST_F(searches, running_instances_are_found_by_definition) {
  const auto deploy = [&](const std::string& work) {
    using namespace bpmn::testing;
    return w.deploy("p.bpmn", process("p", element("startEvent", "start") + job(work, "work") +
                                               flow("start", work)));
  };
  ASSERT_EQ(deploy("first"), "ok");
  const int64_t oldest = w.start("p");
  const int64_t ended = w.start("p");
  w.start("p");
  ASSERT_EQ(w.act([&](Engine& e) { return e.cancel_instance(ended, "no"); }), "ok");
  ASSERT_EQ(deploy("second"), "ok");
  w.start("p");
  const base::Json filter = base::JsonObject{{"processDefinitionId", "p"}};

  const auto counts = count_running_by_definition(db(), filter);
  const auto found = running_found(db(), filter, 1);

  ASSERT_EQ(counts->size(), 2u);
  EXPECT_EQ(counts->at(0).version, 2);
  EXPECT_EQ(counts->at(0).instances, 1);
  EXPECT_EQ(counts->at(1).version, 1);
  EXPECT_EQ(counts->at(1).instances, 2);
  EXPECT_EQ(found->total, 3);
  EXPECT_EQ(found->first, std::vector<int64_t>{oldest});
  const base::Json none = base::JsonObject{{"incidentErrorHashCode", 7}};
  EXPECT_EQ(running_found(db(), none, 1)->total, 0);
  const base::Json unknown = base::JsonObject{{"colour", "red"}};
  EXPECT_EQ(running_found(db(), unknown, 1).error().code, "request.unknown_field");
  EXPECT_EQ(count_running_by_definition(db(), unknown).error().code, "request.unknown_field");
}

}  // namespace
}  // namespace runtime
