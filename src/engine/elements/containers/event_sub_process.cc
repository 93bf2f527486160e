// An event sub-process: begun by its trigger (core/waits.cc).
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& process = input.element;
  int starts = 0;
  for (const bpmn::Element& each : input.process.elements) {
    const bool is_inside =
        each.parent >= 0 && &input.process.elements[static_cast<size_t>(each.parent)] == &process;
    if (is_inside && each.kind == bpmn::Kind::StartEvent) ++starts;
  }
  if (starts != 1)
    input.complain(process.place, "an event sub-process needs exactly one start event");
  if (!process.incoming.empty() || !process.outgoing.empty()) {
    input.complain(process.place, "no flow may lead to or from an event sub-process");
  }
  if (process.has_multi_instance)
    input.complain(process.place, "an event sub-process cannot be multi-instance");
}

// Only after an incident at its beginning was resolved.
void enter(Work& work, int64_t key) {
  if (!work.open_event_processes(key)) return;
  work.wait(key);
  work.spawn_triggered(key, work.node_of(key).trigger_start, {});
}

}  // namespace

const Behaviour kEventSubProcess = {.check = check, .enter = enter};

}  // namespace engine
