// Start events. A triggered one is entered by what triggered it (Work::spawn_triggered).
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

bool is_in_event_process(const CheckInput& input) {
  const int parent = input.element.parent;
  return parent >= 0 &&
         input.process.elements[static_cast<size_t>(parent)].kind == bpmn::Kind::EventSubProcess;
}

void check_none(const CheckInput& input) {
  if (is_in_event_process(input))
    input.complain(input.element.place, "the start of an event sub-process needs a trigger");
}

void check_triggered(const CheckInput& input) {
  const bpmn::Element& start = input.element;
  const bpmn::Trigger trigger = start.event.trigger;
  const bool is_inside = is_in_event_process(input);
  if (start.parent >= 0 && !is_inside) {
    input.complain(start.place, "a sub-process begins with a start event without a trigger");
  }
  if (!is_inside && (trigger == bpmn::Trigger::Error || trigger == bpmn::Trigger::Escalation)) {
    input.complain(start.place, "only an event sub-process starts on an error or an escalation");
  }
  if (trigger == bpmn::Trigger::Error && !start.is_interrupting) {
    input.complain(start.place, "an error always interrupts");
  }
  if (trigger != bpmn::Trigger::Message) return;
  const bpmn::Message* message = input.model.message(start.event.ref);
  if (!message || message->name.empty()) {
    input.complain(start.place, "the message of the start event has no name");
  } else if (is_inside && message->correlation_key.empty()) {
    input.complain(message->place, "the message " + message->name +
                                       " needs a zeebe:subscription with a correlationKey");
  }
}

void pass(Work& work, int64_t key) { work.leave(key); }

}  // namespace

const Behaviour kNoneStart = {.check = check_none, .enter = pass};
const Behaviour kTriggeredStart = {.check = check_triggered, .enter = pass};

}  // namespace engine
