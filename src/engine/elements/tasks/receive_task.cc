// A receive task waits for its message.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

void check(const CheckInput& input) {
  const bpmn::Message* message = input.model.message(input.element.message_ref);
  if (!message) {
    input.complain(input.element.place, "a receive task needs a message");
  } else if (!input.element.is_instantiating) {
    check_awaited_message(input, input.element.place, input.element.message_ref);
  }
}

void enter(Work& work, int64_t key) {
  if (work.open_wait(key, work.at(key).node)) work.wait(key);
}

}  // namespace

const Behaviour kReceiveTask = {.check = check, .enter = enter};

}  // namespace engine
