#include "bpmn/measure.h"

#include <gtest/gtest.h>

#include "bpmn/reader.h"
#include "bpmn/testing.h"

namespace bpmn {
namespace {

using namespace testing;

std::string shape(const std::string& id, double x, double y, double width = 100,
                  double height = 80) {
  return "<bpmndi:BPMNShape bpmnElement=\"" + id + "\"><dc:Bounds x=\"" + std::to_string(x) +
         "\" y=\"" + std::to_string(y) + "\" width=\"" + std::to_string(width) + "\" height=\"" +
         std::to_string(height) + "\"/></bpmndi:BPMNShape>";
}

std::string edge(const std::string& id, const std::vector<Point>& points) {
  std::string xml = "<bpmndi:BPMNEdge bpmnElement=\"" + id + "\">";
  for (const Point& each : points)
    xml +=
        "<di:waypoint x=\"" + std::to_string(each.x) + "\" y=\"" + std::to_string(each.y) + "\"/>";
  return xml + "</bpmndi:BPMNEdge>";
}

Measures measured(const std::string& elements, const std::string& drawing) {
  const Reading reading =
      read("p.bpmn", process("p", elements,
                             "<bpmndi:BPMNDiagram><bpmndi:BPMNPlane>" + drawing +
                                 "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"));
  EXPECT_TRUE(reading.problems.empty());
  return measure(reading.model);
}

const std::string kFour =
    element("task", "a") + element("task", "b") + element("task", "c") + element("task", "d");

TEST(measure, clear_drawing_measures_zero) {
  const Measures m =
      measured(kFour + flow("a", "b") + flow("c", "d"),
               shape("a", 0, 0) + shape("b", 200, 0) + shape("c", 0, 200) + shape("d", 200, 200) +
                   edge("a_b", {{100, 40}, {200, 40}}) + edge("c_d", {{100, 240}, {200, 240}}));
  EXPECT_EQ(m.total(), 0);
}

TEST(measure, counts_crossings_passes_and_overlaps) {
  const Measures m =
      measured(kFour + flow("a", "d") + flow("c", "b"),
               shape("a", 0, 0) + shape("b", 400, 0) + shape("c", 0, 200) + shape("d", 400, 200) +
                   edge("a_d", {{100, 40}, {400, 240}}) + edge("c_b", {{100, 240}, {400, 40}}));
  EXPECT_EQ(m.edge_crossings, 1);
  EXPECT_EQ(m.total(), 1);

  const Measures through = measured(kFour + flow("a", "c"),
                                    shape("a", 0, 0) + shape("b", 150, 0) + shape("c", 300, 0) +
                                        shape("d", 310, 10) + edge("a_c", {{100, 40}, {300, 40}}));
  EXPECT_EQ(through.edges_through_shapes, 1);
  EXPECT_EQ(through.shape_overlaps, 1);
  EXPECT_EQ(through.findings.size(), 2u);
}

TEST(measure, labels_wrap_inside_the_box) {
  const auto labelled = [](const std::string& name) {
    return measured("<bpmn:task id=\"a\" name=\"" + name + "\"/>", shape("a", 0, 0)).wide_labels;
  };
  EXPECT_EQ(labelled("评议"), 0);
  EXPECT_EQ(labelled("二十个汉字在一个任务框里可以换行显示的"), 0);
  EXPECT_EQ(
      labelled(std::string("超") +
               "过五行每行七个字共三十五个字的名称放不进一百乘八十的任务框所以会溢出到外面去"),
      1);
  EXPECT_EQ(labelled("Incomprehensibilities"), 1);
}

TEST(measure, finds_what_is_not_drawn_or_outside_its_lane) {
  const std::string xml = document(
      R"(<bpmn:process id="p"><bpmn:laneSet id="ls"><bpmn:lane id="l">)"
      R"(<bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>)" +
      element("task", "a") + element("task", "b") +
      "</bpmn:process><bpmndi:BPMNDiagram><bpmndi:BPMNPlane>" + shape("l", 0, 0, 300, 100) +
      shape("a", 0, 50) + "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>");
  const Measures m = measure(read("p.bpmn", xml).model);
  EXPECT_EQ(m.outside_lanes, 1);
  EXPECT_EQ(m.undrawn, 1);
}

}  // namespace
}  // namespace bpmn
