// What a step asks of the world around the engine. The runtime carries them out in order, each with
// all its consequences before the next.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/rows.h"

namespace engine {

using Properties = std::map<std::string, std::string, std::less<>>;

// Where in which process something happens.
struct Position {
  int64_t instance = 0;
  int64_t element = 0;  // key of the element instance
  std::string element_id;
  std::string element_name;
  int64_t definition = 0;
  std::string process_id;
  RecordRef record;
  std::string starter;
};

// A user task began to wait. It ends by complete_user_task with `key`.
struct UserTask {
  int64_t key = 0;  // of the element instance
  Position at;
  Properties properties;  // zeebe:properties of the task: jw:…
  Properties process_properties;
  std::string form_id;
  bpmn::Binding form_binding;
  int64_t form_key = 0;       // the version that a binding names; 0: the latest
  std::string external_form;  // where the form is, in words of its client
  std::string assignee;
  std::vector<std::string> candidate_groups;
  std::vector<std::string> candidate_users;
  std::string due_date;  // as evaluated: ISO text, or empty
  std::string follow_up_date;
  int priority = 50;
  int loop = 0;        // number of the child in a multi-instance, else 0
  feel::Value locals;  // its local variables (input mappings, loop element)
};

// The instance of a waiting task has gone over to another definition: what the model says of it
// now. Whom it belongs to and when it is due stay.
struct UserTaskMigrated {
  UserTask task;
};

// Comes without a UserTask before when its listeners had not let it be created yet.
struct UserTaskCanceled {
  int64_t key = 0;
  Position at;
  std::string reason;
  bool was_completing = false;  // listeners were looking at its completion
};

// What was asked of a waiting task takes place. `values` are other ones that it has from now on, by
// the names of `zeebe:` (assignee, dueDate, followUpDate, candidateUsers, candidateGroups,
// priority), or null. Of a completion it comes only when listeners have seen it.
struct UserTaskChanged {
  int64_t key = 0;
  Position at;
  JobKind event = JobKind::Updating;
  feel::Value values;
  std::string actor;  // who asked for it
};

// A listener refused what was asked of the task, which waits on as it was.
struct UserTaskDenied {
  int64_t key = 0;
  Position at;
  JobKind event = JobKind::Completing;
  std::string actor;
  std::string reason;
};

// A service task of a built-in type. Answered in the same transaction.
struct BuiltinCall {
  std::string type;  // "records:transition" …
  Position at;
  std::map<std::string, feel::Value, std::less<>> headers;  // "=…" evaluated, others as text
  feel::Value inputs;                                       // context of the input mappings
};

struct DecisionCall {
  Position at;
  std::string decision;
  bpmn::Binding binding;
  std::string result_variable;
  feel::Value variables;
};

struct JobOffered {
  std::string type;
  int64_t key = 0;
};

struct StartChild {
  Position at;
  std::string process_id;
  bpmn::Binding binding;
  feel::Value variables;
  std::optional<std::string> business_id;  // nothing: the caller's
};

struct ChildCanceled {
  int64_t instance = 0;
  std::string reason;
};

struct ChildEnded {
  int64_t parent_instance = 0;
  int64_t parent_element = 0;
  int64_t instance = 0;
  feel::Value variables;
};

// An error that no one caught inside a called process, and where it was thrown.
struct ErrorToParent {
  int64_t instance = 0;
  int64_t element = 0;
  int64_t parent_instance = 0;
  int64_t parent_element = 0;
  std::string code;
  std::string message;
  feel::Value variables;
};

struct EscalationToParent {
  int64_t parent_instance = 0;
  int64_t parent_element = 0;
  std::string code;
  feel::Value variables;
};

struct MessageThrown {
  Position at;
  std::string name;
  std::string correlation_key;
  feel::Value variables;
};

struct SignalThrown {
  Position at;
  std::string name;
  feel::Value variables;
};

// A subscription was opened: a buffered message may be waiting for it.
struct Subscribed {
  int64_t instance = 0;
  int64_t subscription = 0;
  std::string name;
  std::string correlation_key;
};

struct SuspendChild {
  int64_t instance = 0;
};
struct ResumeChild {
  int64_t instance = 0;
};

struct IncidentRaised {
  Position at;
  int64_t key = 0;
  std::string kind;
  std::string message;
};

struct InstanceEnded {
  Position at;
  InstanceState state = InstanceState::Completed;
  std::string reason;
  feel::Value variables;
  std::string correlation_key = {};  // of the message that started it
};

// A multi-instance activity has instances that are left to later steps: BeginChildren, until there
// are none.
struct ChildrenLeft {
  int64_t instance = 0;
  int64_t body = 0;
};

// The incident about messages and signals that an element could not take is over: it takes them
// now, or waits for them no more.
struct EventsReleased {
  int64_t instance = 0;
  int64_t element = 0;
};

using Effect = std::variant<ChildrenLeft, EventsReleased, UserTask, UserTaskMigrated,
                            UserTaskCanceled, UserTaskChanged, UserTaskDenied, BuiltinCall,
                            DecisionCall, JobOffered, StartChild, ChildCanceled, ChildEnded,
                            ErrorToParent, EscalationToParent, MessageThrown, SignalThrown,
                            Subscribed, SuspendChild, ResumeChild, IncidentRaised, InstanceEnded>;

}  // namespace engine
