// The drawing: shapes with bounds, edges with waypoints.
#include "bpmn/read/parts.h"

namespace bpmn {

namespace {

bool read_box(const Xml& xml, pugi::xml_node node, Box& box) {
  const pugi::xml_node bounds = xml.child(node, Space::Bounds, "Bounds");
  if (!bounds) return false;
  box = {bounds.attribute("x").as_double(), bounds.attribute("y").as_double(),
         bounds.attribute("width").as_double(), bounds.attribute("height").as_double()};
  return true;
}

void read_shape(ReadState& state, pugi::xml_node node) {
  const Xml& xml = state.xml;
  Shape shape;
  shape.element = node.attribute("bpmnElement").value();
  shape.place = xml.place(node);
  shape.is_horizontal = node.attribute("isHorizontal").as_bool(true);
  shape.is_expanded = node.attribute("isExpanded").as_bool(true);
  if (!read_box(xml, node, shape.bounds)) state.complain(shape.place, "the shape has no bounds");
  shape.has_label_bounds = read_box(xml, xml.child(node, Space::Diagram, "BPMNLabel"), shape.label);
  state.model.shapes.push_back(std::move(shape));
}

void read_edge(ReadState& state, pugi::xml_node node) {
  const Xml& xml = state.xml;
  Edge edge;
  edge.element = node.attribute("bpmnElement").value();
  edge.place = xml.place(node);
  for (pugi::xml_node each : node.children()) {
    if (!xml.is(each, Space::Waypoint, "waypoint")) continue;
    edge.waypoints.push_back({each.attribute("x").as_double(), each.attribute("y").as_double()});
  }
  if (edge.waypoints.size() < 2)
    state.complain(edge.place, "the edge has fewer than two waypoints");
  edge.has_label_bounds = read_box(xml, xml.child(node, Space::Diagram, "BPMNLabel"), edge.label);
  state.model.edges.push_back(std::move(edge));
}

}  // namespace

void read_diagram(ReadState& state, pugi::xml_node node) {
  const pugi::xml_node plane = state.xml.child(node, Space::Diagram, "BPMNPlane");
  for (pugi::xml_node each : plane.children()) {
    if (state.xml.is(each, Space::Diagram, "BPMNShape")) read_shape(state, each);
    if (state.xml.is(each, Space::Diagram, "BPMNEdge")) read_edge(state, each);
  }
}

}  // namespace bpmn
