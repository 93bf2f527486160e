// Event definitions: what an event waits for or throws.
#include <string_view>

#include "base/text.h"
#include "bpmn/read/parts.h"

namespace bpmn {

namespace {

struct Named {
  std::string_view tag;
  Trigger trigger;
  const char* reference;  // attribute that names what it refers to
};

constexpr Named kDefinitions[] = {
    {"messageEventDefinition", Trigger::Message, "messageRef"},
    {"timerEventDefinition", Trigger::Timer, ""},
    {"errorEventDefinition", Trigger::Error, "errorRef"},
    {"escalationEventDefinition", Trigger::Escalation, "escalationRef"},
    {"signalEventDefinition", Trigger::Signal, "signalRef"},
    {"linkEventDefinition", Trigger::Link, ""},
    {"terminateEventDefinition", Trigger::Terminate, ""},
    {"compensateEventDefinition", Trigger::Compensation, "activityRef"},
    {"conditionalEventDefinition", Trigger::Conditional, ""},
    {"cancelEventDefinition", Trigger::Cancel, ""},
};

void read_timer(const ReadState& state, pugi::xml_node node, EventDefinition& event) {
  struct Variant {
    std::string_view tag;
    TimerKind kind;
  };
  constexpr Variant kVariants[] = {{"timeDate", TimerKind::Date},
                                   {"timeDuration", TimerKind::Duration},
                                   {"timeCycle", TimerKind::Cycle}};
  for (const Variant& each : kVariants) {
    const pugi::xml_node found = state.xml.child(node, Space::Bpmn, each.tag);
    if (!found) continue;
    event.has_several_times = event.has_several_times || event.timer_kind != TimerKind::None;
    event.timer_kind = each.kind;
    event.timer = state.xml.content(found);
  }
}

void read_condition(const ReadState& state, pugi::xml_node node, EventDefinition& event) {
  const Xml& xml = state.xml;
  event.condition = state.expression(xml.child(node, Space::Bpmn, "condition"));
  const pugi::xml_node filter = xml.child(xml.child(node, Space::Bpmn, "extensionElements"),
                                          Space::Zeebe, "conditionalFilter");
  event.variable_names = base::split(filter.attribute("variableNames").value(), ',');
  event.variable_events = base::split(filter.attribute("variableEvents").value(), ',');
}

const Named* named(std::string_view tag) {
  for (const Named& each : kDefinitions) {
    if (each.tag == tag) return &each;
  }
  return nullptr;
}

EventDefinition read_definition(const ReadState& state, pugi::xml_node node, const Named& kind) {
  EventDefinition event;
  event.trigger = kind.trigger;
  event.place = state.xml.place(node);
  if (*kind.reference) event.ref = node.attribute(kind.reference).value();
  if (kind.trigger == Trigger::Timer) read_timer(state, node, event);
  if (kind.trigger == Trigger::Link) event.link = node.attribute("name").value();
  if (kind.trigger == Trigger::Conditional) read_condition(state, node, event);
  event.waits_for_completion = node.attribute("waitForCompletion").as_bool(true);
  return event;
}

// A definition that stands beside the processes and is used by its id.
pugi::xml_node shared_definition(const Xml& xml, pugi::xml_node reference) {
  std::string id = xml.content(reference).text;
  if (const size_t colon = id.find(':'); colon != std::string::npos) id = id.substr(colon + 1);
  for (pugi::xml_node each : xml.root().children()) {
    if (xml.space(each) == Space::Bpmn && id == each.attribute("id").value()) return each;
  }
  return {};
}

}  // namespace

void read_events(ReadState& state, pugi::xml_node node, Element& element) {
  const Xml& xml = state.xml;
  for (pugi::xml_node each : node.children()) {
    if (each.type() != pugi::node_element || xml.space(each) != Space::Bpmn) continue;
    pugi::xml_node definition = each;
    if (xml.name(each) == "eventDefinitionRef") {
      definition = shared_definition(xml, each);
      if (!definition || !named(xml.name(definition)))
        state.complain(xml.place(each), "there is no event definition " + xml.content(each).text);
    }
    if (const Named* kind = named(xml.name(definition)))
      element.definitions.push_back(read_definition(state, definition, *kind));
  }
  element.is_parallel_multiple = node.attribute("parallelMultiple").as_bool();
  if (element.definitions.size() == 1) element.event = element.definitions.front();
  if (element.definitions.size() > 1) {
    element.event.trigger = Trigger::Multiple;
    element.event.place = element.definitions.front().place;
  }
}

}  // namespace bpmn
