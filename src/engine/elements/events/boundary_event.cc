// Boundary events: held open by their host (core/waits.cc), entered when they fire. One for
// compensation is looked for when its host has completed (core/compensation.cc).
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

using bpmn::Trigger;

void check(const CheckInput& input) {
  const bpmn::Element& event = input.element;
  for (const bpmn::EventDefinition& each : event.definitions) {
    if (each.trigger == Trigger::Error && !event.is_interrupting)
      input.complain(event.place, "an error always interrupts");
    if (each.trigger == Trigger::Message) check_awaited_message(input, each.place, each.ref);
    const bool cannot_be_caught =
        each.trigger == Trigger::Link || each.trigger == Trigger::Terminate;
    const bool stands_alone =
        each.trigger == Trigger::Cancel || each.trigger == Trigger::Compensation;
    if (cannot_be_caught || (stands_alone && event.definitions.size() > 1))
      input.complain(each.place, "a boundary event with several triggers cannot wait for " +
                                     std::string(name_of(each.trigger)));
  }
}

}  // namespace

const Behaviour kBoundary = {.check = check,
                             .enter = [](Work& work, int64_t key) { work.leave(key); }};

}  // namespace engine
