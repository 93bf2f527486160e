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
    Entry{Kind::ComplexGateway, Trigger::None, &kComplexGateway},

    Entry{Kind::StartEvent, Trigger::None, &kNoneStart},
    Entry{Kind::StartEvent, Trigger::Message, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Timer, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Signal, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Conditional, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Error, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Escalation, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Compensation, &kTriggeredStart},
    Entry{Kind::StartEvent, Trigger::Multiple, &kTriggeredStart},
    Entry{Kind::IntermediateCatchEvent, Trigger::Message, &kCatchEvent},
    Entry{Kind::IntermediateCatchEvent, Trigger::Timer, &kCatchEvent},
    Entry{Kind::IntermediateCatchEvent, Trigger::Signal, &kCatchEvent},
    Entry{Kind::IntermediateCatchEvent, Trigger::Conditional, &kCatchEvent},
    Entry{Kind::IntermediateCatchEvent, Trigger::Multiple, &kCatchEvent},
    Entry{Kind::IntermediateCatchEvent, Trigger::Link, &kLinkCatch},
    Entry{Kind::IntermediateThrowEvent, Trigger::None, &kPassThrough},
    Entry{Kind::IntermediateThrowEvent, Trigger::Message, &kThrow},
    Entry{Kind::IntermediateThrowEvent, Trigger::Signal, &kThrow},
    Entry{Kind::IntermediateThrowEvent, Trigger::Escalation, &kThrow},
    Entry{Kind::IntermediateThrowEvent, Trigger::Compensation, &kThrow},
    Entry{Kind::IntermediateThrowEvent, Trigger::Multiple, &kThrow},
    Entry{Kind::IntermediateThrowEvent, Trigger::Link, &kLinkThrow},
    Entry{Kind::EndEvent, Trigger::None, &kPassThrough},
    Entry{Kind::EndEvent, Trigger::Message, &kThrow},
    Entry{Kind::EndEvent, Trigger::Signal, &kThrow},
    Entry{Kind::EndEvent, Trigger::Escalation, &kThrow},
    Entry{Kind::EndEvent, Trigger::Compensation, &kThrow},
    Entry{Kind::EndEvent, Trigger::Error, &kThrow},
    Entry{Kind::EndEvent, Trigger::Terminate, &kThrow},
    Entry{Kind::EndEvent, Trigger::Cancel, &kThrow},
    Entry{Kind::EndEvent, Trigger::Multiple, &kThrow},
    Entry{Kind::BoundaryEvent, Trigger::Message, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Timer, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Signal, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Conditional, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Error, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Escalation, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Compensation, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Cancel, &kBoundary},
    Entry{Kind::BoundaryEvent, Trigger::Multiple, &kBoundary},

    Entry{Kind::SubProcess, Trigger::None, &kSubProcess},
    Entry{Kind::Transaction, Trigger::None, &kSubProcess},
    Entry{Kind::AdHocSubProcess, Trigger::None, &kAdHocSubProcess},
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
