// The one list of what the engine executes.
#include "engine/elements/table.h"

#include <array>

namespace engine {

namespace {

using bpmn::Kind;
using bpmn::Trigger;

struct Entry {
  Kind kind;
  Trigger trigger;
  const Behaviour* behaviour;
};

const std::array kTable = {
    Entry{Kind::Task, Trigger::None, &kPlainTask},
    Entry{Kind::ManualTask, Trigger::None, &kPlainTask},
    Entry{Kind::UserTask, Trigger::None, &kUserTask},
    Entry{Kind::ServiceTask, Trigger::None, &kServiceTask},
    Entry{Kind::SendTask, Trigger::None, &kSendTask},
    Entry{Kind::ReceiveTask, Trigger::None, &kReceiveTask},
    Entry{Kind::ScriptTask, Trigger::None, &kScriptTask},
    Entry{Kind::BusinessRuleTask, Trigger::None, &kBusinessRuleTask},

    Entry{Kind::ExclusiveGateway, Trigger::None, &kExclusiveGateway},
    Entry{Kind::ParallelGateway, Trigger::None, &kParallelGateway},
    Entry{Kind::InclusiveGateway, Trigger::None, &kInclusiveGateway},
    Entry{Kind::EventBasedGateway, Trigger::None, &kEventBasedGateway},

    Entry{Kind::StartEvent, Trigger::None, &kNoneStart},
    Entry{Kind::StartEvent, Trigger::Message, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Timer, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Signal, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Error, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Escalation, &kTriggeredStart},
    Entry{Kind::IntermediateCatchEvent, Trigger::Message, &kCatchEvent},
    Entry{Kind::IntermediateCatchEvent, Trigger::Timer, &kCatchEvent},
    Entry{Kind::IntermediateCatchEvent, Trigger::Signal, &kCatchEvent},
    Entry{Kind::IntermediateCatchEvent, Trigger::Link, &kLinkCatch},
    Entry{Kind::IntermediateThrowEvent, Trigger::None, &kNoneThrow},
    Entry{Kind::IntermediateThrowEvent, Trigger::Message, &kMessageThrow},
    Entry{Kind::IntermediateThrowEvent, Trigger::Signal, &kSignalThrow},
    Entry{Kind::IntermediateThrowEvent, Trigger::Escalation, &kEscalationThrow},
    Entry{Kind::IntermediateThrowEvent, Trigger::Link, &kLinkThrow},
    Entry{Kind::EndEvent, Trigger::None, &kNoneEnd},
    Entry{Kind::EndEvent, Trigger::Terminate, &kTerminateEnd},
    Entry{Kind::EndEvent, Trigger::Error, &kErrorEnd},
    Entry{Kind::EndEvent, Trigger::Message, &kMessageThrow},
    Entry{Kind::EndEvent, Trigger::Signal, &kSignalThrow},
    Entry{Kind::EndEvent, Trigger::Escalation, &kEscalationThrow},
    Entry{Kind::BoundaryEvent, Trigger::Message, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Timer, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Signal, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Error, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Escalation, &kBoundary},

    Entry{Kind::SubProcess, Trigger::None, &kSubProcess},
    Entry{Kind::EventSubProcess, Trigger::None, &kEventSubProcess},
    Entry{Kind::CallActivity, Trigger::None, &kCallActivity},
};

}  // namespace

const Behaviour* behaviour_of(bpmn::Kind kind, bpmn::Trigger trigger) {
  for (const Entry& each : kTable) {
    if (each.kind == kind && each.trigger == trigger) return each.behaviour;
  }
  return nullptr;
}

}  // namespace engine
