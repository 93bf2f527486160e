// Data of a model by the names of variables, which is where the engine keeps it.
#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "bpmn/read/parts.h"
#include "bpmn/variable_name.h"

namespace bpmn {

namespace {

void remember(pugi::xml_node node, std::map<std::string_view, pugi::xml_node>& nodes) {
  for (pugi::xml_node each : node.children()) {
    if (const pugi::xml_attribute id = each.attribute("id")) nodes.emplace(id.value(), each);
    remember(each, nodes);
  }
}

bool is_data(const Xml& xml, pugi::xml_node node) {
  constexpr std::string_view kTags[] = {"dataObject", "dataObjectReference", "dataStoreReference",
                                        "property",   "dataInput",           "dataOutput"};
  return xml.space(node) == Space::Bpmn &&
         std::ranges::find(kTags, xml.name(node)) != std::end(kTags);
}

std::string_view reference_in(pugi::xml_node node) { return local(base::trim(node.text().get())); }

// What the activity's input is filled from, or its output fills; empty where nothing says so.
std::string_view other_end(const Xml& xml, pugi::xml_node activity, std::string_view id) {
  for (pugi::xml_node each : activity.children()) {
    const bool is_input = xml.is(each, Space::Bpmn, "dataInputAssociation");
    if (!is_input && !xml.is(each, Space::Bpmn, "dataOutputAssociation")) continue;
    const pugi::xml_node source = xml.child(each, Space::Bpmn, "sourceRef");
    const pugi::xml_node target = xml.child(each, Space::Bpmn, "targetRef");
    if (reference_in(is_input ? target : source) == id)
      return reference_in(is_input ? source : target);
  }
  return {};
}

}  // namespace

std::string variable_named_at(pugi::xml_node item, std::string_view other_name) {
  for (const std::string_view name : {std::string_view(item.attribute("name").value()), other_name,
                                      std::string_view(item.attribute("id").value())}) {
    if (is_variable_name(name)) return std::string(name);
  }
  return {};
}

std::string variable_of(ReadState& state, pugi::xml_node activity, std::string_view reference) {
  if (state.nodes.empty()) remember(state.xml.root(), state.nodes);
  const std::string_view id = local(reference);
  const std::string_view far = other_end(state.xml, activity, id);
  const auto found = state.nodes.find(far.empty() ? id : far);
  if (found != state.nodes.end() && is_data(state.xml, found->second)) {
    const auto object = state.nodes.find(local(found->second.attribute("dataObjectRef").value()));
    return variable_named_at(found->second, object == state.nodes.end()
                                                ? std::string_view()
                                                : object->second.attribute("name").value());
  }
  return is_variable_name(id) ? std::string(id) : std::string();
}

}  // namespace bpmn
