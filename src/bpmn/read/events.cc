// Event definitions: what an event waits for or throws.
#include <string_view>

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
    {"compensateEventDefinition", Trigger::Compensation, ""},
    {"conditionalEventDefinition", Trigger::Conditional, ""},
    {"cancelEventDefinition", Trigger::Cancel, ""},
};

void read_timer(const Xml& xml, pugi::xml_node node, EventDefinition& event) {
  struct Variant {
    std::string_view tag;
    TimerKind kind;
  };
  constexpr Variant kVariants[] = {{"timeDate", TimerKind::Date},
                                   {"timeDuration", TimerKind::Duration},
                                   {"timeCycle", TimerKind::Cycle}};
  for (const Variant& each : kVariants) {
    const pugi::xml_node found = xml.child(node, Space::Bpmn, each.tag);
    if (!found) continue;
    event.timer_kind = each.kind;
    event.timer = xml.content(found);
  }
}

}  // namespace

EventDefinition read_event(ReadState& state, pugi::xml_node node) {
  const Xml& xml = state.xml;
  EventDefinition event;
  int definitions = 0;
  for (pugi::xml_node each : node.children()) {
    if (each.type() != pugi::node_element || xml.space(each) != Space::Bpmn) continue;
    if (xml.name(each) == "eventDefinitionRef") ++definitions;
    for (const Named& named : kDefinitions) {
      if (xml.name(each) != named.tag) continue;
      ++definitions;
      event.trigger = named.trigger;
      event.place = xml.place(each);
      if (*named.reference) event.ref = each.attribute(named.reference).value();
      if (named.trigger == Trigger::Timer) read_timer(xml, each, event);
      if (named.trigger == Trigger::Link) event.link = each.attribute("name").value();
      if (named.trigger == Trigger::Conditional) {
        event.condition = xml.content(xml.child(each, Space::Bpmn, "condition"));
      }
    }
  }
  if (definitions > 1) event.trigger = Trigger::Multiple;
  return event;
}

}  // namespace bpmn
