#include "bpmn/differences.h"

#include <gmock/gmock.h>

#include "bpmn/testing.h"

namespace bpmn {
namespace {

using namespace bpmn::testing;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string task(std::string_view name, std::string_view candidates) {
  return "<bpmn:userTask id=\"ask\" name=\"" + std::string(name) +
         "\"><bpmn:extensionElements><zeebe:properties><zeebe:property name=\"jw:candidates\" "
         "value=\"" +
         std::string(candidates) +
         "\"/></zeebe:properties></bpmn:extensionElements></bpmn:userTask>\n";
}

std::string model(const std::string& middle, const std::string& more = "") {
  return process("p", element("startEvent", "start") + middle + element("endEvent", "end") +
                          flow("start", "ask") + flow("ask", "end") + more);
}

std::vector<std::string> told(std::string_view before, std::string_view after) {
  std::vector<std::string> out;
  for (const Differing& each : differences(before, after)) {
    std::string line = std::string(name_of(each.what)) + " " + each.tag + " " + each.id;
    for (const std::string& part : each.parts) line += " " + part;
    out.push_back(line);
  }
  return out;
}

TEST(differences, an_element_is_added_removed_or_changed_and_the_parts_are_named) {
  const auto before = model(task("审批", "position:a"), element("userTask", "old"));
  const auto after = model(task("复核", "position:b"), element("serviceTask", "fresh"));

  EXPECT_THAT(told(before, after), ElementsAre("changed userTask ask jw:candidates name",
                                               "added serviceTask fresh", "removed userTask old"));
}

TEST(differences, a_flow_that_leads_elsewhere_or_asks_otherwise_has_changed) {
  const auto before = model(task("审批", "a"), flow("end", "x", "=a"));
  std::string after = before;
  after.replace(after.find("=a<"), 3, "=b<");
  EXPECT_THAT(told(before, after), ElementsAre("changed sequenceFlow end_x conditionExpression"));

  std::string moved = before;
  moved.replace(moved.find("targetRef=\"ask\""), 15, "targetRef=\"end\"");
  EXPECT_THAT(told(before, moved), ElementsAre("changed sequenceFlow start_ask targetRef"));
}

TEST(differences, what_is_one_text_is_told_as_it_was_and_as_it_is) {
  const auto before = model(task("审批", "position:a"), flow("end", "x", "=a"));
  std::string after = model(task("复核", "position:b"), flow("end", "x", "=b"));
  after.replace(after.find("targetRef=\"ask\""), 15, "targetRef=\"end\"");

  std::vector<std::string> values;
  for (const Differing& each : differences(before, after)) {
    for (const Rewritten& value : each.values)
      values.push_back(each.id + " " + value.part + " " + value.before + " > " + value.after);
  }
  EXPECT_THAT(values,
              ElementsAre("ask jw:candidates position:a > position:b", "ask name 审批 > 复核",
                          "start_ask targetRef ask > end", "end_x conditionExpression =a > =b"));
}

TEST(differences, a_lane_tells_which_elements_stand_in_it) {
  const auto with = [](const std::string& inside) {
    return model("<bpmn:laneSet id=\"lanes\"><bpmn:lane id=\"lane\" name=\"财务\">" + inside +
                 "</bpmn:lane></bpmn:laneSet>");
  };
  const std::string start = "<bpmn:flowNodeRef>start</bpmn:flowNodeRef>";
  const std::string end = "<bpmn:flowNodeRef>end</bpmn:flowNodeRef>";

  EXPECT_THAT(differences(with(end + start), with(start + end)), IsEmpty());
  const auto found = differences(with(start), with(start + end));

  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].values.size(), 1u);
  EXPECT_EQ(found[0].values[0].part, "flowNodeRef");
  EXPECT_EQ(found[0].values[0].before, "start");
  EXPECT_EQ(found[0].values[0].after, "end start");
}

TEST(differences, elements_are_called_by_name_and_flows_by_their_ends) {
  const auto called = called_in(model(task("审批", "a")));

  EXPECT_EQ(called.at("ask").name, "审批");
  EXPECT_EQ(called.at("start_ask").from, "start");
  EXPECT_EQ(called.at("start_ask").to, "ask");
  EXPECT_EQ(called.at("end").tag, "endEvent");
}

TEST(differences, what_stands_in_a_sub_process_is_told_by_itself) {
  const auto with = [](const std::string& inside) {
    return model(element("subProcess", "ask", inside));
  };

  EXPECT_THAT(told(with(element("task", "a")), with(element("task", "a") + element("task", "b"))),
              ElementsAre("added task b"));
}

TEST(differences, the_drawing_and_the_layout_of_the_file_make_none) {
  const auto before = model(task("审批", "a"));
  std::string after = before;
  after.replace(after.find("<bpmn:userTask"), 0, "\n\n  <!-- here -->  ");
  after.replace(after.find("</bpmn:definitions>"), 0,
                "<bpmndi:BPMNDiagram id=\"d\"><bpmndi:BPMNPlane id=\"pl\" "
                "bpmnElement=\"p\"/></bpmndi:BPMNDiagram>");

  EXPECT_THAT(told(before, after), IsEmpty());
  EXPECT_THAT(told("no model", "none either"), IsEmpty());
}

}  // namespace
}  // namespace bpmn
