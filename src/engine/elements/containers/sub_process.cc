// An embedded sub-process: a scope of its own that begins at its none start event.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  int starts = 0;
  for (const bpmn::Element& each : input.process.elements) {
    const bool is_inside =
        each.parent >= 0 &&
        &input.process.elements[static_cast<size_t>(each.parent)] == &input.element;
    if (is_inside && each.kind == bpmn::Kind::StartEvent) ++starts;
  }
  if (starts != 1)
    input.complain(input.element.place, "a sub-process needs exactly one start event");
}

void enter(Work& work, int64_t key) {
  if (!work.open_event_processes(key)) return;
  work.wait(key);
  work.spawn(key, work.node_of(key).none_start);
}

}  // namespace

const Behaviour kSubProcess = {.check = check, .enter = enter};

}  // namespace engine
