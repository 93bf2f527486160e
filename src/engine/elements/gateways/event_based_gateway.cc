// An event-based gateway waits for the first of the events behind it.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

bool can_wait(const bpmn::Element& element) {
  if (element.kind == bpmn::Kind::ReceiveTask) return !element.has_multi_instance;
  if (element.kind != bpmn::Kind::IntermediateCatchEvent) return false;
  const bpmn::Trigger trigger = element.event.trigger;
  return trigger == bpmn::Trigger::Message || trigger == bpmn::Trigger::Timer ||
         trigger == bpmn::Trigger::Signal;
}

void check(const CheckInput& input) {
  const bpmn::Element& gateway = input.element;
  if (gateway.outgoing.size() < 2)
    input.complain(gateway.place, "an event-based gateway needs at least two events behind it");
  for (int index : gateway.outgoing) {
    const bpmn::Flow& flow = input.process.flows[static_cast<size_t>(index)];
    if (flow.target < 0) continue;
    const bpmn::Element& target = input.process.elements[static_cast<size_t>(flow.target)];
    if (!can_wait(target))
      input.complain(target.place, target.id + " cannot stand behind an event-based gateway");
    if (target.incoming.size() > 1)
      input.complain(target.place,
                     target.id + " may have no other flow than the one from the gateway");
  }
}

void enter(Work& work, int64_t key) {
  const Node& gateway = work.node_of(key);
  for (int flow : gateway.outgoing) {
    if (!work.open_wait(key, work.process.flows[static_cast<size_t>(flow)].target)) return;
  }
  work.wait(key);
}

}  // namespace

const Behaviour kEventBasedGateway = {.check = check, .enter = enter};

}  // namespace engine
