// Events with their references resolved.
#include <algorithm>

#include "engine/compile/parts.h"

namespace engine {

namespace {

void take_message(const bpmn::Model& model, std::string_view id, Formulas& formulas,
                  CompiledEvent& event) {
  const bpmn::Message* message = model.message(id);
  if (!message) return;
  event.name = message->name;
  if (!message->correlation_key.empty())
    event.correlation_key = formulas.expression(message->correlation_key);
}

void take_condition(const bpmn::EventDefinition& source, Formulas& formulas, CompiledEvent& event) {
  if (!source.condition.empty()) event.condition = formulas.expression(source.condition);
  event.variable_names = source.variable_names;
  if (source.variable_events.empty()) return;
  const auto has = [&](std::string_view name) {
    return std::find(source.variable_events.begin(), source.variable_events.end(), name) !=
           source.variable_events.end();
  };
  event.sees_created = has("create");
  event.sees_updated = has("update");
}

CompiledEvent compile_event(const bpmn::Model& model, const bpmn::EventDefinition& source,
                            Formulas& formulas) {
  CompiledEvent event;
  event.trigger = source.trigger;
  event.waits_for_completion = source.waits_for_completion;
  if (const bpmn::Declaration* signal = model.signal(source.ref)) event.name = signal->name;
  if (const bpmn::Declaration* error = model.error(source.ref)) event.code = error->code;
  if (const bpmn::Declaration* escalation = model.escalation(source.ref))
    event.code = escalation->code;
  switch (source.trigger) {
    case bpmn::Trigger::Message: take_message(model, source.ref, formulas, event); break;
    case bpmn::Trigger::Conditional: take_condition(source, formulas, event); break;
    case bpmn::Trigger::Compensation: event.activity = source.ref; break;
    case bpmn::Trigger::Link: event.name = source.link; break;
    case bpmn::Trigger::Timer:
      event.timer_kind = source.timer_kind;
      event.timer = formulas.formula(source.timer);
      formulas.check_timer(source);
      break;
    default: break;
  }
  return event;
}

}  // namespace

std::vector<CompiledEvent> compile_events(const bpmn::Model& model, const bpmn::Element& element,
                                          Formulas& formulas) {
  std::vector<CompiledEvent> events;
  for (const bpmn::EventDefinition& each : element.definitions)
    events.push_back(compile_event(model, each, formulas));
  if (element.message_ref.empty()) return events;
  CompiledEvent event;
  event.trigger = bpmn::Trigger::Message;
  take_message(model, element.message_ref, formulas, event);
  events.push_back(std::move(event));
  return events;
}

}  // namespace engine
