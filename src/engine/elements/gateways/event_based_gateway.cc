// An event-based gateway waits for the first of the events behind it.
#include <algorithm>

#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

bool can_wait(const bpmn::Element& element) {
  if (element.kind == bpmn::Kind::ReceiveTask) return !element.has_multi_instance;
  return element.kind == bpmn::Kind::IntermediateCatchEvent &&
         element.event.trigger != bpmn::Trigger::Link;
}

bool is_message(const bpmn::Element& element) {
  return element.kind == bpmn::Kind::ReceiveTask || element.event.trigger == bpmn::Trigger::Message;
}

// BPMN 2.0, 10.6.6: a receive task there has no attached events; it is not entered but passed.
void check_attached(const CheckInput& input, int target) {
  for (const bpmn::Element& each : input.process.elements) {
    if (each.attached_to == target)
      input.complain(each.place,
                     each.id + " stands at a receive task behind an event-based gateway");
  }
}

void check_target(const CheckInput& input, const bpmn::Element& target) {
  const bpmn::Element& gateway = input.element;
  if (!can_wait(target))
    input.complain(target.place, target.id + " cannot stand behind an event-based gateway");
  if (target.incoming.size() > 1)
    input.complain(target.place,
                   target.id + " may have no other flow than the one from the gateway");
  if (gateway.is_instantiating && !is_message(target) &&
      (gateway.is_parallel_gateway || target.event.trigger != bpmn::Trigger::Signal))
    input.complain(target.place, target.id + " cannot start a process behind this gateway");
}

// A message is waited for in one of the two ways.
void check_mixture(const CheckInput& input) {
  const bpmn::Element* task = nullptr;
  bool has_event = false;
  for (int index : input.element.outgoing) {
    const int target = input.process.flows[static_cast<size_t>(index)].target;
    if (target < 0) continue;
    const bpmn::Element& behind = input.process.elements[static_cast<size_t>(target)];
    if (behind.kind == bpmn::Kind::ReceiveTask) {
      task = &behind;
    } else {
      has_event |= std::ranges::any_of(behind.definitions, [](const bpmn::EventDefinition& each) {
        return each.trigger == bpmn::Trigger::Message;
      });
    }
  }
  if (task && has_event)
    input.complain(task->place, "the receive task " + task->id +
                                    " and a message event stand behind one event-based gateway; "
                                    "make it a message event, or the others receive tasks");
}

void check(const CheckInput& input) {
  const bpmn::Element& gateway = input.element;
  check_mixture(input);
  if (gateway.outgoing.size() < 2)
    input.complain(gateway.place, "an event-based gateway needs at least two events behind it");
  if (gateway.is_parallel_gateway && !gateway.is_instantiating)
    input.complain(gateway.place, "only an event-based gateway that instantiates can be parallel");
  for (int index : gateway.outgoing) {
    const bpmn::Flow& flow = input.process.flows[static_cast<size_t>(index)];
    if (flow.target < 0) continue;
    check_target(input, input.process.elements[static_cast<size_t>(flow.target)]);
    check_attached(input, flow.target);
  }
}

void enter(Work& work, int64_t key) {
  const Node& gateway = work.node_of(key);
  std::vector<int> events;
  for (int flow : gateway.outgoing)
    events.push_back(work.process.flows[static_cast<size_t>(flow)].target);
  if (work.open_waits(key, events)) work.wait(key);
}

}  // namespace

const Behaviour kEventBasedGateway = {.check = check, .enter = enter};

}  // namespace engine
