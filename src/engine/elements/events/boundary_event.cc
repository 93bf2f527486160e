// Boundary events: held open by their host (core/waits.cc), entered when they fire.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& event = input.element;
  const bpmn::Trigger trigger = event.event.trigger;
  if (!event.incoming.empty()) input.complain(event.place, "no flow may lead to a boundary event");
  if (trigger == bpmn::Trigger::Error && !event.is_interrupting)
    input.complain(event.place, "an error always interrupts");
  const bool is_cycle =
      trigger == bpmn::Trigger::Timer && event.event.timer_kind == bpmn::TimerKind::Cycle;
  if (is_cycle && event.is_interrupting)
    input.complain(event.place, "a cycle needs a boundary event that does not interrupt");
  if (trigger != bpmn::Trigger::Message) return;
  const bpmn::Message* message = input.model.message(event.event.ref);
  if (!message || message->name.empty()) {
    input.complain(event.place, "the message of the boundary event has no name");
  } else if (message->correlation_key.empty()) {
    input.complain(message->place, "the message " + message->name +
                                       " needs a zeebe:subscription with a correlationKey");
  }
}

}  // namespace

const Behaviour kBoundary = {.check = check,
                             .enter = [](Work& work, int64_t key) { work.leave(key); }};

}  // namespace engine
