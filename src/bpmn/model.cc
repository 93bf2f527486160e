#include "bpmn/model.h"

#include <algorithm>
#include <array>

namespace bpmn {

std::string_view tag(Kind kind) {
  static constexpr std::array<std::string_view, 23> kTags = {"task",
                                                             "userTask",
                                                             "serviceTask",
                                                             "scriptTask",
                                                             "sendTask",
                                                             "receiveTask",
                                                             "businessRuleTask",
                                                             "manualTask",
                                                             "subProcess",
                                                             "subProcess",
                                                             "transaction",
                                                             "adHocSubProcess",
                                                             "callActivity",
                                                             "exclusiveGateway",
                                                             "parallelGateway",
                                                             "inclusiveGateway",
                                                             "eventBasedGateway",
                                                             "complexGateway",
                                                             "startEvent",
                                                             "endEvent",
                                                             "intermediateCatchEvent",
                                                             "intermediateThrowEvent",
                                                             "boundaryEvent"};
  return kTags.at(static_cast<size_t>(kind));
}

bool is_container(Kind kind) {
  return kind == Kind::SubProcess || kind == Kind::EventSubProcess || kind == Kind::Transaction ||
         kind == Kind::AdHocSubProcess;
}

bool is_activity(Kind kind) { return kind <= Kind::CallActivity; }

bool is_gateway(Kind kind) {
  return kind >= Kind::ExclusiveGateway && kind <= Kind::ComplexGateway;
}

bool is_event(Kind kind) { return kind >= Kind::StartEvent; }

std::string_view name_of(Trigger trigger) {
  static constexpr std::array<std::string_view, 12> kNames = {
      "none", "message",   "timer",        "error",       "escalation", "signal",
      "link", "terminate", "compensation", "conditional", "cancel",     "multiple"};
  return kNames.at(static_cast<size_t>(trigger));
}

const Property* Element::find_property(std::string_view wanted) const {
  for (const Property& each : properties) {
    if (each.name == wanted) return &each;
  }
  return nullptr;
}

std::string_view Element::property(std::string_view wanted) const {
  const Property* found = find_property(wanted);
  return found ? std::string_view(found->value.text) : std::string_view();
}

int Process::find(std::string_view element_id) const {
  for (size_t i = 0; i < elements.size(); ++i) {
    if (elements[i].id == element_id) return static_cast<int>(i);
  }
  return -1;
}

std::string_view Process::property(std::string_view wanted) const {
  for (const Property& each : properties) {
    if (each.name == wanted) return each.value.text;
  }
  return {};
}

const Message* Model::message(std::string_view wanted) const {
  for (const Message& each : messages) {
    if (each.id == wanted) return &each;
  }
  return nullptr;
}

namespace {

const Declaration* find_in(const std::vector<Declaration>& all, std::string_view wanted) {
  for (const Declaration& each : all) {
    if (each.id == wanted) return &each;
  }
  return nullptr;
}

}  // namespace

const Declaration* Model::error(std::string_view wanted) const { return find_in(errors, wanted); }
const Declaration* Model::escalation(std::string_view wanted) const {
  return find_in(escalations, wanted);
}
const Declaration* Model::signal(std::string_view wanted) const { return find_in(signals, wanted); }

}  // namespace bpmn
