// Loops of activities, and what is particular to ad-hoc sub-processes.
#include <charconv>

#include "base/text.h"
#include "bpmn/read/parts.h"

namespace bpmn {

int count_in(pugi::xml_attribute attribute) {
  const std::string_view text = base::trim(attribute.value());
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool is_count = error == std::errc() && end == text.data() + text.size() && count > 0;
  return is_count ? count : -1;
}

namespace {

void read_standard_loop(const ReadState& state, pugi::xml_node loop, StandardLoop& to) {
  to.place = state.xml.place(loop);
  to.is_tested_before = loop.attribute("testBefore").as_bool();
  if (const pugi::xml_attribute maximum = loop.attribute("loopMaximum"))
    to.maximum = count_in(maximum);
  to.condition = state.expression(state.xml.child(loop, Space::Bpmn, "loopCondition"));
}

bool is_executed(const Xml& xml, pugi::xml_node node) {
  while (node && !xml.is(node, Space::Bpmn, "process")) node = node.parent();
  return node.attribute("isExecutable").as_bool();
}

// A drawing may name its data as it likes.
void complain_of_data(ReadState& state, pugi::xml_node loop, Place place, const std::string& what) {
  if (!is_executed(state.xml, loop)) return;
  state.complain(place, std::string(loop.parent().attribute("id").value()) + ": " + what +
                            " names no variable");
}

// The variable of a loopDataInputRef or loopDataOutputRef.
std::string collection_in(ReadState& state, pugi::xml_node loop, std::string_view tag) {
  const Written reference = state.xml.content(state.xml.child(loop, Space::Bpmn, tag));
  if (reference.empty()) return {};
  std::string variable = variable_of(state, loop.parent(), reference.text);
  if (variable.empty()) complain_of_data(state, loop, reference.place, reference.text);
  return variable;
}

// The variable of an inputDataItem or outputDataItem.
std::string item_in(ReadState& state, pugi::xml_node loop, std::string_view tag) {
  const pugi::xml_node item = state.xml.child(loop, Space::Bpmn, tag);
  std::string variable = variable_named_at(item);
  if (item && variable.empty())
    complain_of_data(state, loop, state.xml.place(item), "the " + std::string(tag));
  return variable;
}

// What a variable gives, as if it stood at `place`.
Written value_of(const std::string& variable, Place place) {
  if (variable.empty()) return {};
  return {"=" + variable, {place.line, place.column - 1}};
}

// Of a model that says in BPMN's own words what the instances are of.
void read_data_of_loop(ReadState& state, pugi::xml_node loop, MultiInstance& multi) {
  const Xml& xml = state.xml;
  const auto place_of = [&](std::string_view tag) {
    return xml.content(xml.child(loop, Space::Bpmn, tag)).place;
  };
  if (multi.cardinality.empty()) {
    multi.input_collection =
        value_of(collection_in(state, loop, "loopDataInputRef"), place_of("loopDataInputRef"));
    multi.input_element = item_in(state, loop, "inputDataItem");
  }
  multi.output_collection = collection_in(state, loop, "loopDataOutputRef");
  multi.output_element =
      value_of(item_in(state, loop, "outputDataItem"), place_of("outputDataItem"));
}

void read_multi_instance(ReadState& state, pugi::xml_node loop, MultiInstance& multi) {
  const Xml& xml = state.xml;
  multi.place = xml.place(loop);
  multi.is_sequential = loop.attribute("isSequential").as_bool();
  multi.behavior = loop.attribute("behavior").value();
  multi.completion_condition =
      state.expression(xml.child(loop, Space::Bpmn, "completionCondition"));
  multi.cardinality = state.expression(xml.child(loop, Space::Bpmn, "loopCardinality"));
  const pugi::xml_node extensions = xml.child(loop, Space::Bpmn, "extensionElements");
  const pugi::xml_node zeebe = xml.child(extensions, Space::Zeebe, "loopCharacteristics");
  if (!zeebe) return read_data_of_loop(state, loop, multi);
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
  const std::string_view ordering = node.attribute("ordering").as_string("Parallel");
  if (ordering != "Parallel" && ordering != "Sequential")
    state.complain(xml.place(node, "ordering"),
                   "the ordering is Parallel or Sequential, not " + std::string(ordering));
  ad_hoc.is_sequential = ordering == "Sequential";
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
