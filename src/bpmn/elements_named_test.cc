#include "bpmn/elements_named.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "bpmn/reader.h"
#include "bpmn/testing.h"

namespace bpmn {
namespace {

using namespace testing;
using ::testing::ElementsAre;

std::vector<std::string> named_problems_of(const std::string& xml) {
  auto problems = read("p.bpmn", xml).problems;
  name_elements(xml, problems);
  std::vector<std::string> out;
  for (const auto& each : problems) out.push_back(each.print());
  return out;
}

TEST(elements_named, the_flow_or_element_in_which_a_problem_lies_stands_before_it) {
  const std::string xml = process("p", element("startEvent", "s") + flow("s", "nowhere") +
                                           R"(<bpmn:boundaryEvent id="b" attachedToRef="nobody"/>
<bpmn:receiveTask id="r" messageRef="m"/>)");
  EXPECT_THAT(named_problems_of(xml),
              ElementsAre("p.bpmn:8:1: s_nowhere: the flow ends at an unknown element nowhere",
                          "p.bpmn:9:1: b: the boundary event is attached to an unknown element "
                          "nobody",
                          "p.bpmn:10:1: r: the message m is not declared"));
}

TEST(elements_named, the_event_stands_before_what_is_wrong_with_its_definition) {
  const std::string xml = process(
      "p",
      element("startEvent", "s", R"(<bpmn:signalEventDefinition id="def_1" signalRef="gone"/>)"));
  EXPECT_THAT(named_problems_of(xml),
              ElementsAre("p.bpmn:7:25: s: the signal gone is not declared"));
}

// A problem of a place, as the compiler finds it.
std::string named(const std::string& xml, int line, int column, const std::string& text) {
  std::vector<base::Problem> problems{{"p.bpmn", line, column, text}};
  name_elements(xml, problems);
  return problems.front().text;
}

TEST(elements_named, what_names_its_element_or_lies_in_none_stays_as_it_is) {
  const std::string xml = process("p", "\n" + job("pay", "pay",
                                                  R"(<zeebe:ioMapping><zeebe:input source="=1"/>)"
                                                  "</zeebe:ioMapping>"));
  EXPECT_EQ(named(xml, 8, 130, "the mapping has no target"), "pay: the mapping has no target");
  EXPECT_EQ(named(xml, 8, 1, "pay: is wrong"), "pay: is wrong");
  EXPECT_EQ(named(xml, 8, 1, "pay leads nowhere"), "pay leads nowhere");
  EXPECT_EQ(named(xml, 0, 0, "the file is too large"), "the file is too large");
  EXPECT_EQ(named("<no xml", 1, 1, "not well-formed XML"), "not well-formed XML");
}

}  // namespace
}  // namespace bpmn
