// Pools, message flows, and what is declared beside the processes.
#include "bpmn/read/parts.h"

namespace bpmn {

void read_collaboration(ReadState& state, pugi::xml_node node) {
  const Xml& xml = state.xml;
  for (pugi::xml_node each : node.children()) {
    if (each.type() != pugi::node_element || xml.space(each) != Space::Bpmn) continue;
    const std::string_view name = xml.name(each);
    const std::string label = each.attribute("name").value();
    if (name == "participant") {
      state.model.pools.push_back(
          {state.take_id(each), label, each.attribute("processRef").value(), xml.place(each)});
    } else if (name == "messageFlow") {
      state.model.message_flows.push_back({state.take_id(each), label,
                                           each.attribute("sourceRef").value(),
                                           each.attribute("targetRef").value(), xml.place(each)});
    } else if (each.attribute("id")) {
      state.model.artifacts.push_back({std::string(name), state.take_id(each), xml.place(each)});
    }
  }
}

namespace {

Message read_message(ReadState& state, pugi::xml_node node) {
  const Xml& xml = state.xml;
  Message message{state.take_id(node),
                  node.attribute("name").value(),
                  {},
                  xml.place(node),
                  xml.place(node, "name")};
  const pugi::xml_node extensions = xml.child(node, Space::Bpmn, "extensionElements");
  if (const auto subscription = xml.child(extensions, Space::Zeebe, "subscription")) {
    message.correlation_key = xml.attribute(subscription, "correlationKey");
  }
  return message;
}

}  // namespace

void read_declaration(ReadState& state, pugi::xml_node node) {
  const Xml& xml = state.xml;
  const std::string_view name = xml.name(node);
  if (name == "message") {
    state.model.messages.push_back(read_message(state, node));
    return;
  }
  if (!node.attribute("id")) return;
  Declaration declaration{state.take_id(node), node.attribute("name").value(), "", xml.place(node)};
  if (name == "error") {
    declaration.code = node.attribute("errorCode").value();
    declaration.key_place = xml.place(node, "errorCode");
    state.model.errors.push_back(std::move(declaration));
  } else if (name == "escalation") {
    declaration.code = node.attribute("escalationCode").value();
    declaration.key_place = xml.place(node, "escalationCode");
    state.model.escalations.push_back(std::move(declaration));
  } else if (name == "signal") {
    declaration.key_place = xml.place(node, "name");
    state.model.signals.push_back(std::move(declaration));
  } else {
    state.model.artifacts.push_back({std::string(name), declaration.id, declaration.place});
  }
}

}  // namespace bpmn
