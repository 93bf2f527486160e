// Intermediate catch events: message, timer, signal and link.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& event = input.element;
  if (event.event.trigger == bpmn::Trigger::Timer &&
      event.event.timer_kind == bpmn::TimerKind::Cycle) {
    input.complain(event.place, "an intermediate timer cannot be a cycle");
  }
  if (event.event.trigger != bpmn::Trigger::Message) return;
  const bpmn::Message* message = input.model.message(event.event.ref);
  if (!message || message->name.empty()) {
    input.complain(event.place, "the message of the catch event has no name");
  } else if (message->correlation_key.empty()) {
    input.complain(message->place, "the message " + message->name +
                                       " needs a zeebe:subscription with a correlationKey");
  }
}

void enter(Work& work, int64_t key) {
  if (work.open_wait(key, work.at(key).node)) work.wait(key);
}

}  // namespace

const Behaviour kCatchEvent = {.check = check, .enter = enter};
const Behaviour kLinkCatch = {.enter = [](Work& work, int64_t key) { work.leave(key); }};

}  // namespace engine
