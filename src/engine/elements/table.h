// The behaviours, each defined in the file of its element.
#pragma once

#include "engine/elements/behaviour.h"

namespace engine {

extern const Behaviour kPlainTask;
extern const Behaviour kUserTask;
extern const Behaviour kServiceTask;
extern const Behaviour kSendTask;
extern const Behaviour kReceiveTask;
extern const Behaviour kScriptTask;
extern const Behaviour kBusinessRuleTask;

extern const Behaviour kExclusiveGateway;
extern const Behaviour kParallelGateway;
extern const Behaviour kInclusiveGateway;
extern const Behaviour kEventBasedGateway;

extern const Behaviour kNoneStart;
extern const Behaviour kTriggeredStart;
extern const Behaviour kCatchEvent;
extern const Behaviour kLinkCatch;
extern const Behaviour kNoneThrow;
extern const Behaviour kMessageThrow;
extern const Behaviour kSignalThrow;
extern const Behaviour kEscalationThrow;
extern const Behaviour kLinkThrow;
extern const Behaviour kNoneEnd;
extern const Behaviour kTerminateEnd;
extern const Behaviour kErrorEnd;
extern const Behaviour kBoundary;

extern const Behaviour kSubProcess;
extern const Behaviour kEventSubProcess;
extern const Behaviour kCallActivity;

// A job for outside, or a built-in, as taskDefinition says; shared by the tasks and events that may
// have one.
void enter_job(Work& work, int64_t key);
// Publishes the message of the element with its correlation key; false: an incident was raised.
bool throw_message(Work& work, int64_t key);

}  // namespace engine
