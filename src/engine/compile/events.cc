// Events with their references resolved.
#include <algorithm>

#include "engine/compile/parts.h"

namespace engine {

namespace {

// What an event does with the name or code that it is known by.
enum class Use { StartsProcess, Catches, Throws };

// Of what stands at the process itself, by a start event or what does its work.
bool starts_process(const bpmn::Process& process, const bpmn::Element& element) {
  if (element.parent >= 0) return false;
  if (element.kind == bpmn::Kind::StartEvent || element.is_instantiating) return true;
  return std::any_of(element.incoming.begin(), element.incoming.end(), [&](int index) {
    const int source = process.flows[static_cast<size_t>(index)].source;
    return source >= 0 && process.elements[static_cast<size_t>(source)].is_instantiating &&
           process.elements[static_cast<size_t>(source)].kind == bpmn::Kind::EventBasedGateway;
  });
}

Use use_of(const bpmn::Process& process, const bpmn::Element& element) {
  if (starts_process(process, element)) return Use::StartsProcess;
  const bool throws = element.kind == bpmn::Kind::EndEvent ||
                      element.kind == bpmn::Kind::IntermediateThrowEvent ||
                      element.kind == bpmn::Kind::SendTask;
  return throws ? Use::Throws : Use::Catches;
}

// A name waits until it is waited for or thrown, unless it starts the process.
void take_name(const std::string& name, bpmn::Place place, Use use, Formulas& formulas,
               CompiledEvent& event) {
  event.name = name;
  if (!name.starts_with("=")) return;
  if (use == Use::StartsProcess) {
    event.name = formulas.constant({name, place});
  } else {
    event.key = formulas.formula({name, place});
  }
}

// What is caught is known beforehand.
void take_code(const bpmn::Declaration* declaration, Use use, Formulas& formulas,
               CompiledEvent& event) {
  if (!declaration) return;
  event.code = declaration->code;
  if (!event.code.starts_with("=")) return;
  if (use == Use::Throws) {
    event.key = formulas.formula({event.code, declaration->key_place});
  } else {
    formulas.complain(declaration->key_place,
                      "the code that is caught cannot be an expression: " + event.code);
  }
}

void take_message(const bpmn::Model& model, std::string_view id, Use use, Formulas& formulas,
                  CompiledEvent& event) {
  const bpmn::Message* message = model.message(id);
  if (!message) return;
  take_name(message->name, message->name_place, use, formulas, event);
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

CompiledEvent compile_event(const bpmn::Model& model, const bpmn::EventDefinition& source, Use use,
                            Formulas& formulas) {
  CompiledEvent event;
  event.trigger = source.trigger;
  event.waits_for_completion = source.waits_for_completion;
  switch (source.trigger) {
    case bpmn::Trigger::Message: take_message(model, source.ref, use, formulas, event); break;
    case bpmn::Trigger::Signal:
      if (const bpmn::Declaration* signal = model.signal(source.ref))
        take_name(signal->name, signal->key_place, use, formulas, event);
      break;
    case bpmn::Trigger::Error: take_code(model.error(source.ref), use, formulas, event); break;
    case bpmn::Trigger::Escalation:
      take_code(model.escalation(source.ref), use, formulas, event);
      break;
    case bpmn::Trigger::Conditional: take_condition(source, formulas, event); break;
    case bpmn::Trigger::Compensation: event.activity = source.ref; break;
    case bpmn::Trigger::Link: event.name = source.link; break;
    case bpmn::Trigger::Timer:
      event.timer_kind = source.timer_kind;
      event.timer = formulas.formula(source.timer);
      event.timer_place = source.timer.place;
      if (use == Use::StartsProcess) {
        formulas.check_start_timer(source, event);
      } else {
        formulas.check_timer(source);
      }
      break;
    default: break;
  }
  return event;
}

}  // namespace

std::vector<CompiledEvent> compile_events(const bpmn::Model& model, const bpmn::Process& process,
                                          const bpmn::Element& element, Formulas& formulas) {
  const Use use = use_of(process, element);
  std::vector<CompiledEvent> events;
  for (const bpmn::EventDefinition& each : element.definitions)
    events.push_back(compile_event(model, each, use, formulas));
  if (element.message_ref.empty()) return events;
  CompiledEvent event;
  event.trigger = bpmn::Trigger::Message;
  take_message(model, element.message_ref, use, formulas, event);
  events.push_back(std::move(event));
  return events;
}

}  // namespace engine
