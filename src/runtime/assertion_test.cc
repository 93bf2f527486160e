// An `assert` that does not hold is an incident wherever null alone would be let pass, and what was
// mended goes on where it stopped.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

constexpr std::string_view kAsserted = "=assert(v, v != null)";

std::string extended(const std::string& content) {
  return "<bpmn:extensionElements>" + content + "</bpmn:extensionElements>";
}

std::string around(const std::string& element_xml, const std::string& id) {
  return process("p", element("startEvent", "start") + element_xml + element("endEvent", "end") +
                          flow("start", id) + flow(id, "end"));
}

struct assertion : ::testing::Test {
  Workspace w;

  int64_t started(const std::string& xml, feel::Value variables = {}) {
    EXPECT_EQ(w.deploy("p.bpmn", xml), "ok");
    return w.start("p", std::move(variables));
  }

  std::string the_incident(int64_t instance) {
    const auto open = incidents(*w.database().read(), instance);
    return open.size() == 1 ? open[0].kind + " " + open[0].message : "not one";
  }

  // Gives the scope of the incident a value for `v` and tries again.
  void mend(int64_t instance, const std::string& value) {
    const auto open = incidents(*w.database().read(), instance);
    ASSERT_EQ(open.size(), 1u);
    EXPECT_EQ(w.act([&](Engine& e) {
      return e.set_variables(open[0].element, vars("{v: " + value + "}"));
    }),
              "ok");
    EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incident(open[0].key); }), "ok");
  }
};

TEST_F(assertion, what_an_instance_gives_back) {
  const std::string loop =
      "<bpmn:multiInstanceLoopCharacteristics>" +
      extended(
          "<zeebe:loopCharacteristics inputCollection=\"=[1]\" outputCollection=\"all\" "
          "outputElement=\"" +
          std::string(kAsserted) + "\"/>") +
      "</bpmn:multiInstanceLoopCharacteristics>";
  const int64_t key = started(around(
      "<bpmn:userTask id=\"each\">" + extended("<zeebe:userTask/>") + loop + "</bpmn:userTask>",
      "each"));

  w.complete("each");

  EXPECT_EQ(the_incident(key).substr(0, 39), "EXTRACT_VALUE_ERROR the output element:");
  EXPECT_EQ(w.state(key), "active");
  mend(key, "7");
  EXPECT_EQ(w.variable(key, "all"), "[7]");
  EXPECT_EQ(w.state(key), "completed");
}

TEST_F(assertion, what_an_activation_gives_back) {
  const std::string box = "<bpmn:adHocSubProcess id=\"box\">" +
                          extended(
                              "<zeebe:adHoc activeElementsCollection=\"=[&quot;a&quot;]\" "
                              "outputCollection=\"all\" outputElement=\"" +
                              std::string(kAsserted) + "\"/>") +
                          "<bpmn:userTask id=\"a\">" + extended("<zeebe:userTask/>") +
                          "</bpmn:userTask></bpmn:adHocSubProcess>";
  const int64_t key = started(around(box, "box"));

  w.complete("a");

  EXPECT_EQ(the_incident(key).substr(0, 39), "EXTRACT_VALUE_ERROR the output element:");
  w.reopen();
  mend(key, "7");
  EXPECT_EQ(w.variable(key, "all"), "[7]");
  EXPECT_EQ(w.state(key), "completed");
}

TEST_F(assertion, whom_a_task_is_for_and_what_it_shows) {
  const std::vector<std::pair<std::string, std::string>> settings = {
      {"<zeebe:assignmentDefinition assignee=\"*\"/>", "the assignee"},
      {"<zeebe:assignmentDefinition candidateGroups=\"*\"/>", "candidateGroups"},
      {"<zeebe:assignmentDefinition candidateUsers=\"*\"/>", "candidateUsers"},
      {"<zeebe:taskSchedule dueDate=\"*\"/>", "dueDate"},
      {"<zeebe:formDefinition externalReference=\"*\"/>", "the external form"},
  };
  for (auto [setting, said] : settings) {
    setting.replace(setting.find('*'), 1, kAsserted);
    const std::string task =
        "<bpmn:userTask id=\"t\">" + extended("<zeebe:userTask/>" + setting) + "</bpmn:userTask>";
    const int64_t key = started(around(task, "t"));

    EXPECT_TRUE(the_incident(key).starts_with("EXTRACT_VALUE_ERROR " + said + ":"))
        << the_incident(key);
    EXPECT_TRUE(w.effects.tasks.empty()) << said;
  }
}

// The whole would have a value of the right kind, which nobody may decide by.
TEST_F(assertion, inside_of_an_expression_it_decides_nothing) {
  const std::string inside = "assert(v, v != null) = 1";
  const std::string asks = "<bpmn:userTask id=\"t\">" + extended("<zeebe:userTask/>");
  const auto expression = [](const std::string& text) {
    return "<bpmn:standardLoopCharacteristics testBefore=\"true\"><bpmn:loopCondition>" + text +
           "</bpmn:loopCondition></bpmn:standardLoopCharacteristics>";
  };
  const std::string choice = process(
      "p", element("startEvent", "start") + "<bpmn:exclusiveGateway id=\"t\" default=\"t_b\"/>" +
               element("endEvent", "a") + element("endEvent", "b") + flow("start", "t") +
               flow("t", "a", "=" + inside) + flow("t", "b"));
  const std::vector<std::string> models = {
      choice,
      around(asks + expression("=" + inside) + "</bpmn:userTask>", "t"),
      around(
          asks + "<bpmn:multiInstanceLoopCharacteristics>" +
              extended("<zeebe:loopCharacteristics inputCollection=\"=[assert(v, v != null)]\"/>") +
              "</bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>",
          "t"),
      around("<bpmn:serviceTask id=\"t\">" +
                 extended("<zeebe:taskDefinition type=\"=if " + inside +
                          " then &quot;x&quot; else &quot;y&quot;\"/>") +
                 "</bpmn:serviceTask>",
             "t"),
      around("<bpmn:callActivity id=\"t\">" +
                 extended("<zeebe:calledElement processId=\"=if " + inside +
                          " then &quot;x&quot; else &quot;p&quot;\"/>") +
                 "</bpmn:callActivity>",
             "t"),
      around("<bpmn:intermediateCatchEvent "
             "id=\"t\"><bpmn:timerEventDefinition><bpmn:timeDuration>=if " +
                 inside +
                 " then \"PT1H\" else \"PT1S\"</bpmn:timeDuration></bpmn:timerEventDefinition>"
                 "</bpmn:intermediateCatchEvent>",
             "t"),
  };
  for (const std::string& model : models) {
    const int64_t key = started(model);

    EXPECT_EQ(w.active(key), "t") << model;
    EXPECT_EQ(incidents(*w.database().read(), key).size(), 1u) << model;
    EXPECT_TRUE(w.effects.tasks.empty()) << model;
  }
}

TEST_F(assertion, null_alone_is_nobody) {
  const int64_t key = started(
      around("<bpmn:userTask id=\"t\">" +
                 extended("<zeebe:userTask/><zeebe:assignmentDefinition assignee=\"=nobody\"/>") +
                 "</bpmn:userTask>",
             "t"));

  EXPECT_EQ(w.active(key), "t");
  EXPECT_EQ(w.effects.tasks.at("t").back().assignee, "");
}

}  // namespace
}  // namespace runtime
