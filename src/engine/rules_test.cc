// Every rule of the standard that a deployment is refused by: the element and the place are named.
#include <gtest/gtest.h>

#include "bpmn/reader.h"
#include "bpmn/testing.h"
#include "engine/process.h"
#include "engine/testing.h"

namespace engine {
namespace {

using namespace bpmn::testing;

TEST(rules, each_is_refused_with_its_element_and_place) {
  for (const testing::Rule& rule : testing::kRules) {
    const bpmn::Reading reading =
        bpmn::read("p.bpmn", process("p", rule.content, testing::kBeside));
    EXPECT_TRUE(reading.problems.empty()) << rule.name << reading.problems.front().print();

    std::string all;
    for (const base::Problem& each : compile(reading.model).problems) all += each.print() + "\n";

    EXPECT_NE(all.find(rule.expected), std::string::npos) << rule.name << "\n" << all;
  }
}

// What Camunda 8 runs is no reason to refuse a model that was made for it.
TEST(rules, what_others_run_is_accepted) {
  const std::string xml = process(
      "p",
      element("startEvent", "begin") +
          "<bpmn:exclusiveGateway id=\"x\" gatewayDirection=\"Converging\" "
          "default=\"x_t\"/><bpmn:serviceTask id=\"t\"><bpmn:extensionElements>"
          "<zeebe:taskDefinition type=\"a\" retries=\"=n\"/><zeebe:ioMapping><zeebe:input "
          "source=\"=1\" target=\"a.b_2\"/><zeebe:input source=\"=1\" target=\"金额\"/>"
          "</zeebe:ioMapping></bpmn:extensionElements></bpmn:serviceTask><bpmn:boundaryEvent "
          "id=\"b\" attachedToRef=\"t\"><bpmn:signalEventDefinition signalRef=\"named\"/>"
          "</bpmn:boundaryEvent><bpmn:adHocSubProcess id=\"a\"><bpmn:intermediateThrowEvent "
          "id=\"i\"/></bpmn:adHocSubProcess>" +
          flow("begin", "x") + flow("x", "t") + flow("x", "a", "=n &gt; 1"),
      testing::kBeside);

  const Compilation compiled = compile(bpmn::read("p.bpmn", xml).model);

  EXPECT_TRUE(compiled.problems.empty()) << compiled.problems.front().print();
}

TEST(rules, feel_may_be_named_as_the_language) {
  const std::string xml = process(
      "p", element("startEvent", "begin") +
               "<bpmn:exclusiveGateway id=\"x\" default=\"x_t\"/><bpmn:task id=\"t\"/>" +
               flow("begin", "x") + flow("x", "t") +
               "<bpmn:sequenceFlow id=\"f\" sourceRef=\"x\" targetRef=\"t\"><bpmn:"
               "conditionExpression language=\"https://www.omg.org/spec/DMN/20191111/FEEL/\">a "
               "&gt; 1</bpmn:conditionExpression></bpmn:sequenceFlow>");

  const Compilation compiled = compile(bpmn::read("p.bpmn", xml).model);

  EXPECT_TRUE(compiled.problems.empty()) << compiled.problems.front().print();
}

}  // namespace
}  // namespace engine
