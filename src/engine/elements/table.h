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
extern const Behaviour kComplexGateway;

extern const Behaviour kNoneStart;
extern const Behaviour kTriggeredStart;
extern const Behaviour kCatchEvent;
extern const Behaviour kLinkCatch;
extern const Behaviour kPassThrough;
extern const Behaviour kThrow;
extern const Behaviour kLinkThrow;
extern const Behaviour kBoundary;

extern const Behaviour kSubProcess;
extern const Behaviour kAdHocSubProcess;
extern const Behaviour kEventSubProcess;
extern const Behaviour kCallActivity;

// A job for outside, or a built-in, as taskDefinition says; shared by the tasks and events that may
// have one.
void enter_job(Work& work, int64_t key);
// Complains about a version to call that does not exist or says too little.
void check_binding(const bpmn::Binding& binding, const CheckInput& input);
// Whether a user task is one for people: said by <zeebe:userTask/> or by a setting of ours. All
// others are jobs for a worker.
bool is_for_people(const bpmn::Element& element);
// What the model says now of the tasks that wait.
void tell_migrated_tasks(Work& work);
// Makes the task known, when its listeners have seen it; `values` are those they want, or null.
void create_user_task(Work& work, int64_t key, const feel::Value& values);
// Publishes the message of the element with its correlation key; false: an incident was raised.
bool throw_message(Work& work, int64_t key, const CompiledEvent& event);
// Whether an event that throws several things waits for the delivery of one; then it goes on with
// those behind it.
bool is_throwing(const Work& work, int64_t key);
void go_on_throwing(Work& work, int64_t key);
// Complains about a message without a name, or without a correlation key where one waits for it.
void check_awaited_message(const CheckInput& input, bpmn::Place at, const std::string& ref);

}  // namespace engine
