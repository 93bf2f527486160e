// Attributes that say yes or no.
#include <algorithm>
#include <iterator>

#include "bpmn/read/parts.h"

namespace bpmn {

namespace {

// Of BPMN 2.0.2 (Semantic.xsd) and of zeebe.
bool is_boolean(std::string_view attribute) {
  constexpr std::string_view kNames[] = {"cancelActivity",
                                         "cancelRemainingInstances",
                                         "instantiate",
                                         "isClosed",
                                         "isCollection",
                                         "isExecutable",
                                         "isForCompensation",
                                         "isImmediate",
                                         "isInterrupting",
                                         "isSequential",
                                         "parallelMultiple",
                                         "propagateAllChildVariables",
                                         "propagateAllParentVariables",
                                         "testBefore",
                                         "triggeredByEvent",
                                         "waitForCompletion"};
  return std::ranges::find(kNames, attribute) != std::end(kNames);
}

// As XML Schema writes them.
bool says_yes_or_no(std::string_view value) {
  return value == "true" || value == "false" || value == "1" || value == "0";
}

void check_node(ReadState& state, pugi::xml_node node) {
  for (const pugi::xml_attribute each : node.attributes()) {
    if (!is_boolean(each.name()) || says_yes_or_no(each.value())) continue;
    const Space space = state.xml.space(node);
    if (space != Space::Bpmn && space != Space::Zeebe) continue;
    state.complain(state.xml.place(node, each.name()),
                   std::string(each.name()) + " is true or false, not \"" + each.value() + "\"");
  }
}

}  // namespace

void check_booleans(ReadState& state) {
  pugi::xml_node node = state.xml.root();
  while (node) {
    check_node(state, node);
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node && !node.next_sibling()) node = node.parent();
    node = node.next_sibling();
  }
}

}  // namespace bpmn
