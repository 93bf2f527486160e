// A send task: a job when it has a taskDefinition, else its message is published here.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Element& element = input.element;
  if (!element.job_type.empty()) return;
  const bpmn::Message* message = input.model.message(element.message_ref);
  if (!message)
    input.complain(element.place, "a send task needs a zeebe:taskDefinition or a message");
}

void enter(Work& work, int64_t key) {
  if (!work.node_of(key).job_type.empty()) {
    enter_job(work, key);
  } else if (throw_message(work, key, work.node_of(key).event())) {
    work.wait(key);  // until it was delivered
  }
}

}  // namespace

const Behaviour kSendTask = {.check = check, .enter = enter};

}  // namespace engine
