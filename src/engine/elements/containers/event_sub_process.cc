// An event sub-process: begun by its trigger (core/waits.cc).
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

// What is undone is a completed sub-process; the process itself never is.
void check_compensation(const CheckInput& input) {
  if (input.element.parent >= 0) return;
  const auto& elements = input.process.elements;
  for (const bpmn::Element& each : elements) {
    const bool is_inside =
        each.parent >= 0 && &elements[static_cast<size_t>(each.parent)] == &input.element;
    if (is_inside && each.kind == bpmn::Kind::StartEvent &&
        each.event.trigger == bpmn::Trigger::Compensation)
      input.complain(each.place, "compensation starts an event sub-process inside a sub-process");
  }
}

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
  if (process.has_standard_loop)
    input.complain(process.place, "an event sub-process cannot be a loop");
  check_compensation(input);
}

}  // namespace

const Behaviour kEventSubProcess = {.check = check, .enter = [](Work& work, int64_t key) {
                                      work.begin_start_of_event_process(key);
                                    }};

}  // namespace engine
