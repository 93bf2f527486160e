// What can be asked of a process instance.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/migration.h"

namespace engine {

struct Start {
  int64_t key = 0;  // of the new instance
  feel::Value variables;
  RecordRef record;
  std::string starter;
  std::vector<int> starts;  // of a plain start: where it begins; empty: everywhere it can
  // Of a plain start: elements that begin in place of its starts. check_starts allows them.
  std::vector<std::string> elements = {};
  // It is terminated when one of these elements has ended.
  std::vector<std::string> ends_after = {};
  int start_node = -1;  // of a triggered start: the event that happened
  // What happened, since a multiple event waits for more than one thing.
  bpmn::Trigger trigger = bpmn::Trigger::None;
  std::string trigger_name;
  std::string correlation_key;  // of the message, see InstanceEnded
  int64_t parent_instance = 0;
  int64_t parent_element = 0;
  int64_t root = 0;
  std::string held = {};  // why it does not begin yet: kStartHeld
};

// Ends the wait of a user task.
struct Complete {
  int64_t element = 0;
  feel::Value variables;
  std::string actor;
  std::string action = {};  // a word for its listeners
};

// An element of an ad-hoc sub-process that shall begin.
struct Activation {
  std::string element_id;
  feel::Value variables;  // local ones, a context or null
};

// What becomes of an ad-hoc sub-process.
struct AdHocResult {
  std::vector<Activation> activate;
  bool is_fulfilled = false;       // it ends, as if its completion condition held
  bool cancels_remaining = false;  // and what runs in it is terminated
};

// Refused as a whole when an element cannot be activated.
struct DirectAdHoc {
  int64_t element = 0;
  AdHocResult result;
};

// Gives a waiting user task other values, when its listeners have seen them.
struct ChangeUserTask {
  int64_t element = 0;
  JobKind event = JobKind::Updating;  // or Assigning
  feel::Value values;                 // see UserTaskChanged
  std::string actor;
};

struct CompleteJob {
  int64_t key = 0;
  feel::Value variables;
  // Of a listener of an assignment, an update or a completion: why it does not take place. Refused
  // with engine.cannot_deny for every other job.
  std::string denied;
  // Of a listener of a user task: values that the task has instead, or null. Refused with
  // engine.cannot_correct for every other job, and beside `denied`.
  feel::Value corrections;
  AdHocResult ad_hoc;  // of the job of an ad-hoc sub-process
};

struct FailJob {
  int64_t key = 0;
  int retries = 0;
  std::string error;
  base::Span back_off;
  feel::Value variables;
};

struct ActivateJob {
  int64_t key = 0;
  std::string worker;
  base::Span timeout;
};

struct SetRetries {
  int64_t key = 0;
  int retries = 1;
};

struct SetPriority {
  int64_t key = 0;
  int priority = 0;
};

// Looks for a catcher from `element` outwards.
struct ThrowError {
  int64_t element = 0;
  std::string code;
  std::string message;
  feel::Value variables;
};

// Of a called instance: none of its callers catches the error that it threw.
struct ErrorUncaught {
  int64_t element = 0;
  std::string code;
  std::string message;
};

// What comes back of that which a step asked for: a built-in, a decision, a called process. A
// suspended instance keeps it and goes on with it when it is resumed.
struct Returned {
  enum class What : uint8_t { Done, Error, Escalation };
  int64_t element = 0;
  What what = What::Done;
  feel::Value variables;
  std::string code = {};  // of an error or escalation
  std::string message = {};
};

// What the runtime could not do for a waiting element, or for the instance.
struct RaiseIncident {
  int64_t element = 0;
  std::string kind;
  std::string message;
};

// Goes on with the instances of a multi-instance activity that were left to later steps, if any.
struct BeginChildren {
  int64_t body = 0;
};

struct FireTimer {
  int64_t key = 0;
};

// A message or signal for a subscription.
struct Trigger {
  int64_t subscription = 0;
  feel::Value variables;
};

struct ChildStarted {
  int64_t element = 0;
  int64_t instance = 0;
};

struct Cancel {
  std::string reason;
};
struct Suspend {};
struct Resume {};

// Variables of one of the scopes that an element begins in.
struct ScopedVariables {
  std::string scope;  // id of the element itself or of a container around it; empty: the instance
  feel::Value values;
};

// An element that shall begin, in the one instance of its container that runs or in a new one.
struct MoveTarget {
  std::string element;
  int64_t source = 0;    // the element instance it takes the place of: it begins in its scopes
  int64_t ancestor = 0;  // a scope around it: what lies between begins anew inside that one
  std::vector<ScopedVariables> variables = {};
};

// Moves tokens: activates first, then terminates, as one.
struct Move {
  std::vector<int64_t> terminate;  // element instances
  std::vector<MoveTarget> activate;
  std::string reason;
  bool is_addition = false;  // nothing begins again: what has come to joins behind it counts
};

// Goes over to another definition. Refused with engine.cannot_migrate, naming every element in the
// way (engine/migration.h).
struct Migrate {
  ProcessRef target;
  std::vector<Mapping> mappings;
};

struct SetVariables {
  int64_t scope = 0;
  feel::Value values;
  bool is_local = false;
};

struct ResolveIncident {
  int64_t key = 0;
};

using Command =
    std::variant<Start, Complete, ChangeUserTask, CompleteJob, DirectAdHoc, FailJob, ActivateJob,
                 SetRetries, SetPriority, ThrowError, ErrorUncaught, Returned, RaiseIncident,
                 BeginChildren, FireTimer, Trigger, ChildStarted, Cancel, Suspend, Resume, Move,
                 Migrate, SetVariables, ResolveIncident>;

}  // namespace engine
