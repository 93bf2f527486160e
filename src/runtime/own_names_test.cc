// What the engine remembers among the variables nobody writes from outside.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

const std::string kRefused = "engine.reserved_name";

struct own_names : ::testing::Test {
  const feel::Value given =
      feel::Fields().set("amount", feel::Value(1)).set("jw:items", feel::Value(7)).build();
  Workspace w;
  int64_t key = 0;

  void SetUp() override {
    const std::string both =
        element("userTask", "ask",
                "<bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>"
                "<bpmn:multiInstanceLoopCharacteristics isSequential=\"true\">"
                "<bpmn:extensionElements><zeebe:loopCharacteristics inputCollection=\"=[1, 2]\"/>"
                "</bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics>");
    ASSERT_EQ(
        w.deploy("p.bpmn",
                 process("p", element("startEvent", "start") + both + job("work", "work") +
                                  "<bpmn:adHocSubProcess id=\"box\">" + element("userTask", "in") +
                                  "</bpmn:adHocSubProcess>" + flow("start", "ask") +
                                  flow("ask", "work") + flow("work", "box"))),
        "ok");
    key = w.start("p");
  }

  int64_t active(std::string_view id) {
    for (const ElementView& each : elements(*w.database().read(), key))
      if (each.element_id == id && each.state == "active") return each.key;
    return 0;
  }
};

TEST_F(own_names, come_with_no_start_message_or_signal) {
  EXPECT_EQ(w.start("p", given), 0);
  EXPECT_EQ(w.last_refusal, kRefused);
  EXPECT_EQ(w.publish("m", "1", given), kRefused);
  EXPECT_EQ(w.act([&](Engine& e) { return e.broadcast_signal("s", given); }), kRefused);
  EXPECT_EQ(w.act([&](Engine& e) -> base::Result<void> {
    if (auto done = e.evaluate_conditions("", given); !done) return done.error();
    return {};
  }),
            kRefused);
}

TEST_F(own_names, come_with_no_completion_of_a_task) {
  EXPECT_EQ(w.complete("ask", given), kRefused);
  EXPECT_EQ(w.active(key), "ask ask");
  // The second is still asked.
  EXPECT_EQ(w.complete("ask"), "ok");
  EXPECT_EQ(w.active(key), "ask ask");
  EXPECT_EQ(w.effects.tasks.at("ask").size(), 2u);
}

TEST_F(own_names, come_with_no_answer_of_a_worker) {
  w.complete("ask");
  w.complete("ask");
  int64_t job = 0;
  w.act([&](Engine& e) {
    job = e.activate_jobs("work", "worker", base::minutes(5), 1).at(0).key;
    return base::Result<void>();
  });

  EXPECT_EQ(w.act([&](Engine& e) { return e.complete_job(job, given); }), kRefused);
  EXPECT_EQ(w.act([&](Engine& e) { return e.fail_job(job, 1, "no", {}, given); }), kRefused);
  EXPECT_EQ(w.act([&](Engine& e) { return e.throw_error(job, "E", "no", given); }), kRefused);
  JobResult result;
  result.ad_hoc.activate.push_back({"in", given});
  EXPECT_EQ(w.act([&](Engine& e) { return e.answer_job(job, result); }), kRefused);
  EXPECT_EQ(w.act([&](Engine& e) { return e.complete_job(job, vars("{amount: 1}")); }), "ok");

  const int64_t box = active("box");
  EXPECT_EQ(w.act([&](Engine& e) {
    return e.direct_ad_hoc(box, {{{"in", given}}, false, false});
  }),
            kRefused);
  EXPECT_EQ(w.active(key), "box");
}

TEST_F(own_names, are_read_by_no_model) {
  const auto counting = [&](const std::string& condition) {
    const std::string ask = element(
        "userTask", "ask",
        "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
        "<zeebe:loopCharacteristics inputCollection=\"=[1, 2]\"/>"
        "</bpmn:extensionElements><bpmn:completionCondition>" +
            condition + "</bpmn:completionCondition></bpmn:multiInstanceLoopCharacteristics>");
    return w.deploy("reader.bpmn",
                    process("reader", element("startEvent", "start") + ask + flow("start", "ask")));
  };

  const std::string refused = counting("=count(`jw:items`) = 1");
  EXPECT_NE(refused.find("\"jw:items\" is a name of the engine's own"), std::string::npos)
      << refused;
  // What data call so is theirs.
  EXPECT_EQ(counting("={`jw:items`: [1]}.`jw:items` = [1]"), "ok");
}

TEST_F(own_names, are_set_by_no_operator) {
  EXPECT_EQ(w.act([&](Engine& e) { return e.set_variables(key, given); }), kRefused);
  EXPECT_EQ(w.act([&](Engine& e) { return e.set_local_variables(key, given); }), kRefused);
  engine::Move move{{}, {}, "modified"};
  move.activate.push_back({"work", 0, 0, {{"", given}}});
  EXPECT_EQ(w.act([&](Engine& e) { return e.modify(key, move); }), kRefused);
  EXPECT_EQ(w.active(key), "ask ask");
}

}  // namespace
}  // namespace runtime
