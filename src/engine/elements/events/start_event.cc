// Start events. A triggered one is entered by what triggered it (Work::spawn_triggered).
#include "engine/core/work.h"
#include "engine/elements/forms.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

bool is_in_event_process(const CheckInput& input) {
  const int parent = input.element.parent;
  return parent >= 0 &&
         input.process.elements[static_cast<size_t>(parent)].kind == bpmn::Kind::EventSubProcess;
}

void check_none(const CheckInput& input) {
  check_form(input);
  if (is_in_event_process(input))
    input.complain(input.element.place, "the start of an event sub-process needs a trigger");
}

void check_definition(const CheckInput& input, const bpmn::EventDefinition& event) {
  using bpmn::Trigger;
  const bpmn::Element& start = input.element;
  const bool is_inside = is_in_event_process(input);
  const bool is_for_inside = event.trigger == Trigger::Error ||
                             event.trigger == Trigger::Escalation ||
                             event.trigger == Trigger::Compensation;
  if (!is_inside && is_for_inside)
    input.complain(event.place,
                   "only an event sub-process starts on " + std::string(name_of(event.trigger)));
  if (event.trigger == Trigger::Error && !start.is_interrupting)
    input.complain(event.place, "an error always interrupts");
  if (event.trigger == Trigger::Compensation && start.definitions.size() > 1)
    input.complain(event.place, "a compensation start event has no other trigger");
  const bool cannot_start = event.trigger == Trigger::Link || event.trigger == Trigger::Cancel ||
                            event.trigger == Trigger::Terminate;
  if (cannot_start)
    input.complain(event.place, "nothing starts on " + std::string(name_of(event.trigger)));
  if (event.trigger != Trigger::Message) return;
  // Two messages that must both come are brought together by their correlation key.
  if (is_inside || start.is_parallel_multiple) {
    check_awaited_message(input, event.place, event.ref);
    return;
  }
  const bpmn::Message* message = input.model.message(event.ref);
  if (!message || message->name.empty())
    input.complain(event.place, "the message of the start event has no name");
}

void check_triggered(const CheckInput& input) {
  const bpmn::Element& start = input.element;
  if (start.parent >= 0 && !is_in_event_process(input))
    input.complain(start.place, "a sub-process begins with a start event without a trigger");
  for (const bpmn::EventDefinition& each : start.definitions) check_definition(input, each);
}

void pass(Work& work, int64_t key) { work.leave(key); }

}  // namespace

const Behaviour kNoneStart = {.check = check_none, .enter = pass};
const Behaviour kTriggeredStart = {.check = check_triggered, .enter = pass};

}  // namespace engine
