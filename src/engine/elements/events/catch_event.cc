// Intermediate catch events: message, timer, signal, condition, and several of them.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

using bpmn::Trigger;

void check(const CheckInput& input) {
  for (const bpmn::EventDefinition& each : input.element.definitions) {
    if (each.trigger == Trigger::Message) check_awaited_message(input, each.place, each.ref);
    const bool can_wait = each.trigger == Trigger::Message || each.trigger == Trigger::Timer ||
                          each.trigger == Trigger::Signal || each.trigger == Trigger::Conditional;
    if (!can_wait)
      input.complain(each.place,
                     "a catch event cannot wait for " + std::string(name_of(each.trigger)));
  }
}

void enter(Work& work, int64_t key) {
  if (work.open_wait(key, work.at(key).node)) work.wait(key);
}

}  // namespace

void check_awaited_message(const CheckInput& input, bpmn::Place at, const std::string& ref) {
  const bpmn::Message* message = input.model.message(ref);
  if (!message || message->name.empty()) {
    input.complain(at, "the message that it waits for has no name");
  } else if (message->correlation_key.empty()) {
    input.complain(message->place, "the message " + message->name +
                                       " needs a zeebe:subscription with a correlationKey");
  }
}

const Behaviour kCatchEvent = {.check = check, .enter = enter};

}  // namespace engine
