// References that leave their region of the file: to messages, signals, processes, drawn elements.
#include <algorithm>

#include "bpmn/read/parts.h"

namespace bpmn {

namespace {

bool is_declared(const Model& model, const EventDefinition& event) {
  switch (event.trigger) {
    case Trigger::Message: return model.message(event.ref) != nullptr;
    case Trigger::Signal: return model.signal(event.ref) != nullptr;
    case Trigger::Error: return model.error(event.ref) != nullptr;
    case Trigger::Escalation: return model.escalation(event.ref) != nullptr;
    case Trigger::Compensation:
      return std::any_of(model.processes.begin(), model.processes.end(),
                         [&](const Process& each) { return each.find(event.ref) >= 0; });
    default: return true;
  }
}

void check_definition(ReadState& state, EventDefinition& event) {
  event.ref = local(event.ref);
  if (event.ref.empty() || is_declared(state.model, event)) return;
  const bool is_compensation = event.trigger == Trigger::Compensation;
  state.complain(event.place, is_compensation
                                  ? "there is no activity " + event.ref + " to compensate"
                                  : "the " + std::string(name_of(event.trigger)) + " " + event.ref +
                                        " is not declared");
}

void check_element(ReadState& state, Element& element) {
  element.message_ref = local(element.message_ref);
  element.event.ref = local(element.event.ref);
  for (EventDefinition& each : element.definitions) check_definition(state, each);
  if (!element.message_ref.empty() && !state.model.message(element.message_ref)) {
    state.complain(element.place, "the message " + element.message_ref + " is not declared");
  }
}

}  // namespace

std::string_view local(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

void check_references(ReadState& state) {
  Model& model = state.model;
  for (Process& process : model.processes) {
    for (Element& element : process.elements) check_element(state, element);
  }
  for (Pool& pool : model.pools) {
    pool.process = local(pool.process);
    if (!pool.process.empty() && !state.ids.contains(pool.process)) {
      state.complain(pool.place, "the pool shows an unknown process " + pool.process);
    }
  }
  for (MessageFlow& flow : model.message_flows) {
    flow.source = local(flow.source);
    flow.target = local(flow.target);
    if (!state.ids.contains(flow.source))
      state.complain(flow.place, "the message flow begins at an unknown element " + flow.source);
    if (!state.ids.contains(flow.target))
      state.complain(flow.place, "the message flow ends at an unknown element " + flow.target);
  }
  for (Shape& shape : model.shapes) shape.element = local(shape.element);
  for (Edge& edge : model.edges) edge.element = local(edge.element);
}

}  // namespace bpmn
