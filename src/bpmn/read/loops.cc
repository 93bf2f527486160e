// Loops of activities, and what is particular to ad-hoc sub-processes.
#include "bpmn/read/parts.h"

namespace bpmn {

namespace {

void read_standard_loop(const ReadState& state, pugi::xml_node loop, StandardLoop& to) {
  to.place = state.xml.place(loop);
  to.is_tested_before = loop.attribute("testBefore").as_bool();
  to.maximum = loop.attribute("loopMaximum").as_int();
  to.condition = state.expression(state.xml.child(loop, Space::Bpmn, "loopCondition"));
}

void read_multi_instance(const ReadState& state, pugi::xml_node loop, MultiInstance& multi) {
  const Xml& xml = state.xml;
  multi.place = xml.place(loop);
  multi.is_sequential = loop.attribute("isSequential").as_bool();
  multi.behavior = loop.attribute("behavior").value();
  multi.completion_condition =
      state.expression(xml.child(loop, Space::Bpmn, "completionCondition"));
  multi.cardinality = state.expression(xml.child(loop, Space::Bpmn, "loopCardinality"));
  const pugi::xml_node extensions = xml.child(loop, Space::Bpmn, "extensionElements");
  const pugi::xml_node zeebe = xml.child(extensions, Space::Zeebe, "loopCharacteristics");
  if (!zeebe) return;
  multi.input_collection = xml.attribute(zeebe, "inputCollection");
  multi.input_element = zeebe.attribute("inputElement").value();
  multi.output_collection = zeebe.attribute("outputCollection").value();
  multi.output_element = xml.attribute(zeebe, "outputElement");
}

}  // namespace

void read_loops(ReadState& state, pugi::xml_node node, Element& element) {
  const Xml& xml = state.xml;
  if (const auto loop = xml.child(node, Space::Bpmn, "standardLoopCharacteristics")) {
    element.has_standard_loop = true;
    read_standard_loop(state, loop, element.standard_loop);
  }
  if (const auto loop = xml.child(node, Space::Bpmn, "multiInstanceLoopCharacteristics")) {
    element.has_multi_instance = true;
    read_multi_instance(state, loop, element.multi_instance);
  }
}

void read_ad_hoc(ReadState& state, pugi::xml_node node, Element& element) {
  const Xml& xml = state.xml;
  AdHoc& ad_hoc = element.ad_hoc;
  ad_hoc.is_sequential = std::string_view(node.attribute("ordering").value()) == "Sequential";
  ad_hoc.cancels_remaining = node.attribute("cancelRemainingInstances").as_bool(true);
  ad_hoc.completion_condition =
      state.expression(xml.child(node, Space::Bpmn, "completionCondition"));
  const pugi::xml_node extensions = xml.child(node, Space::Bpmn, "extensionElements");
  const pugi::xml_node zeebe = xml.child(extensions, Space::Zeebe, "adHoc");
  if (!zeebe) return;
  ad_hoc.active_elements = xml.attribute(zeebe, "activeElementsCollection");
  ad_hoc.output_collection = zeebe.attribute("outputCollection").value();
  ad_hoc.output_element = xml.attribute(zeebe, "outputElement");
}

}  // namespace bpmn
