// Throw events, intermediate and at the end: none, message, signal, escalation and link.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

bool is_pair(const bpmn::Element& thrower, const bpmn::Element& catcher) {
  return catcher.kind == bpmn::Kind::IntermediateCatchEvent &&
         catcher.event.trigger == bpmn::Trigger::Link && catcher.event.link == thrower.event.link &&
         catcher.parent == thrower.parent;
}

void check_link(const CheckInput& input) {
  int found = 0;
  for (const bpmn::Element& each : input.process.elements)
    found += is_pair(input.element, each) ? 1 : 0;
  if (found != 1)
    input.complain(input.element.place,
                   "a link needs exactly one catch event of the same name beside it");
}

void check_message(const CheckInput& input) {
  const bpmn::Element& event = input.element;
  if (!event.job_type.empty()) return;
  const bpmn::Message* message = input.model.message(event.event.ref);
  if (!message || message->name.empty()) {
    input.complain(event.place, "a message that is thrown needs a name or a zeebe:taskDefinition");
  }
}

void check_signal(const CheckInput& input) {
  const bpmn::Declaration* signal = input.model.signal(input.element.event.ref);
  if (!signal || signal->name.empty())
    input.complain(input.element.place, "the signal has no name");
}

void check_escalation(const CheckInput& input) {
  const bpmn::Declaration* escalation = input.model.escalation(input.element.event.ref);
  if (!escalation || escalation->code.empty())
    input.complain(input.element.place, "the escalation has no code");
}

void enter_message(Work& work, int64_t key) {
  if (!work.node_of(key).job_type.empty()) {
    enter_job(work, key);
  } else if (throw_message(work, key)) {
    work.leave(key);
  }
}

void enter_signal(Work& work, int64_t key) {
  work.effects.push_back(
      SignalThrown{work.position(key), work.node_of(key).event.name, work.locals(key)});
  work.leave(key);
}

void enter_escalation(Work& work, int64_t key) {
  const std::string code = work.node_of(key).event.code;
  work.wait(key);
  work.escalate(key, code, work.locals(key));
  if (work.instance.active(key)) work.leave(key);
}

void enter_link(Work& work, int64_t key) {
  const Node& thrower = work.node_of(key);
  for (size_t i = 0; i < work.process.nodes.size(); ++i) {
    const Node& each = work.process.nodes[i];
    const bool is_catcher = each.kind == bpmn::Kind::IntermediateCatchEvent &&
                            each.event.trigger == bpmn::Trigger::Link &&
                            each.event.name == thrower.event.name && each.parent == thrower.parent;
    if (is_catcher) work.spawn(work.at(key).scope, static_cast<int>(i));
  }
  work.leave(key);
}

}  // namespace

bool throw_message(Work& work, int64_t key) {
  const CompiledEvent& event = work.node_of(key).event;
  std::string correlation;
  if (!event.correlation_key.empty()) {
    const auto text = work.text(event.correlation_key, key, "the correlation key");
    if (!text) return false;
    correlation = *text;
  }
  work.effects.push_back(
      MessageThrown{work.position(key), event.name, correlation, work.locals(key)});
  return true;
}

const Behaviour kNoneThrow = {.enter = [](Work& work, int64_t key) { work.leave(key); }};
const Behaviour kMessageThrow = {.check = check_message, .enter = enter_message};
const Behaviour kSignalThrow = {.check = check_signal, .enter = enter_signal};
const Behaviour kEscalationThrow = {.check = check_escalation, .enter = enter_escalation};
const Behaviour kLinkThrow = {.check = check_link, .enter = enter_link};

}  // namespace engine
