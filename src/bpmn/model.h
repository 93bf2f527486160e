// A BPMN 2.0 file as values: processes with their elements, flows, lanes, messages, and the
// diagram. Everything that is not modelled here stays in `xml`, which is what is stored and given
// back.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bpmn {

// Where in the file, both from 1.
struct Place {
  int line = 0;
  int column = 0;
  friend bool operator==(const Place&, const Place&) = default;
};

// A text of the file with the place of its first character, so that problems inside it can be
// shown.
struct Written {
  std::string text;
  Place place;
  std::string language = {};  // of an expression that is not FEEL: as the file names it
  bool empty() const { return text.empty(); }
};

enum class Kind {
  Task,
  UserTask,
  ServiceTask,
  ScriptTask,
  SendTask,
  ReceiveTask,
  BusinessRuleTask,
  ManualTask,
  SubProcess,
  EventSubProcess,
  Transaction,
  AdHocSubProcess,
  CallActivity,
  ExclusiveGateway,
  ParallelGateway,
  InclusiveGateway,
  EventBasedGateway,
  ComplexGateway,
  StartEvent,
  EndEvent,
  IntermediateCatchEvent,
  IntermediateThrowEvent,
  BoundaryEvent,
};
// The element's name in BPMN ("userTask"); of an event sub-process "subProcess".
std::string_view tag(Kind kind);
bool is_container(Kind kind);
bool is_activity(Kind kind);
bool is_gateway(Kind kind);
bool is_event(Kind kind);

enum class Trigger {
  None,
  Message,
  Timer,
  Error,
  Escalation,
  Signal,
  Link,
  Terminate,
  Compensation,
  Conditional,
  Cancel,
  Multiple,
};
std::string_view name_of(Trigger trigger);

enum class TimerKind { None, Date, Duration, Cycle };

// The event definition of an event. `ref` is the id of a message, signal, error or escalation, or
// of the activity that a compensation names.
struct EventDefinition {
  Trigger trigger = Trigger::None;
  std::string ref;
  TimerKind timer_kind = TimerKind::None;
  Written timer;                             // text of timeDate, timeDuration or timeCycle
  bool has_several_times = false;            // beside another one
  Written condition;                         // of a conditional event
  std::vector<std::string> variable_names;   // conditionalFilter; empty: every name
  std::vector<std::string> variable_events;  // "create", "update"; empty: both
  std::string link;                          // name of a link event
  bool waits_for_completion = true;          // of a compensation that is thrown
  Place place;
};

struct Mapping {
  Written source;  // FEEL when it starts with "=", else plain text
  std::string target;
  Place place;
};

struct Property {
  std::string name;
  Written value;
};

// zeebe:loopCharacteristics and the standard ones around it.
struct MultiInstance {
  bool is_sequential = false;
  Written input_collection;
  std::string input_element;
  std::string output_collection;
  Written output_element;
  Written completion_condition;
  Written cardinality;   // bpmn:loopCardinality
  std::string behavior;  // empty: All
  Place place;
};

// bpmn:standardLoopCharacteristics: again and again, one after the other.
struct StandardLoop {
  bool is_tested_before = false;
  Written condition;
  int maximum = 0;  // 0: none
  Place place;
};

// What is particular to an ad-hoc sub-process.
struct AdHoc {
  bool is_sequential = false;
  bool cancels_remaining = true;
  Written completion_condition;
  Written active_elements;  // zeebe:adHoc
  std::string output_collection;
  Written output_element;
};

// A zeebe:executionListener or zeebe:taskListener.
struct Listener {
  std::string event;  // "start", "end", "creating" …
  Written type;
  Written retries;
  Place place;
  std::vector<Property> headers;  // taskHeaders
};

// Which version a call goes to.
struct Binding {
  std::string type;  // empty: latest
  std::string version_tag;
  Place place;
};

// A file that a worker is told of: zeebe:linkedResource.
struct LinkedResource {
  std::string id;
  std::string type;
  std::string name;  // linkName
  Binding binding;
};

// A flow node. Indices point into Process::elements and Process::flows.
struct Element {
  Kind kind = Kind::Task;
  std::string id;
  std::string name;
  std::string documentation;  // of what an ad-hoc sub-process may begin
  Place place;
  int parent = -1;            // the container, -1: the process itself
  std::vector<int> incoming;  // flows
  std::vector<int> outgoing;  // flows, in the order of the file
  int default_flow = -1;
  int attached_to = -1;         // host of a boundary event
  bool is_interrupting = true;  // cancelActivity, isInterrupting
  bool is_for_compensation = false;
  bool has_standard_loop = false;
  StandardLoop standard_loop;  // when has_standard_loop
  bool has_multi_instance = false;
  MultiInstance multi_instance;  // when has_multi_instance
  AdHoc ad_hoc;                  // of ad-hoc sub-processes
  // Of events: the one definition, or Trigger::Multiple when `definitions` holds more than one.
  EventDefinition event;
  std::vector<EventDefinition> definitions;
  bool is_parallel_multiple = false;
  bool is_instantiating = false;     // of receive tasks and event-based gateways
  bool is_parallel_gateway = false;  // eventGatewayType Parallel
  Written activation_condition;      // of complex gateways
  int start_quantity = 1;
  int completion_quantity = 1;
  std::string message_ref;  // of send and receive tasks
  std::string lane;         // id of the innermost lane that holds it

  // zeebe: extension elements
  Written job_type;  // taskDefinition
  Written retries;
  std::vector<Mapping> inputs;
  std::vector<Mapping> outputs;
  std::vector<Property> headers;     // taskHeaders
  std::vector<Property> properties;  // zeebe:properties, the jw:… settings among them
  std::string form_id;
  Written form;  // a formId that is an expression; form_id is empty then
  std::string form_key;
  Written external_form;             // externalReference of formDefinition
  bool is_engine_user_task = false;  // <zeebe:userTask/>
  Written assignee;
  Written candidate_groups;
  Written candidate_users;
  Written due_date;
  Written follow_up_date;
  Written priority;
  Written job_priority;
  Written called_process;  // calledElement: processId or processIdExpression
  bool inherits_business_id = true;
  Written called_business_id;  // of calledElement, where it does not inherit; empty: none
  Binding binding;             // of calledElement, calledDecision or formDefinition
  bool propagates_all_child_variables = true;
  bool propagates_all_parent_variables = true;
  Written script;               // zeebe:script
  std::string result_variable;  // of script and calledDecision
  Written called_decision;
  std::vector<LinkedResource> linked_resources;
  std::vector<Listener> execution_listeners;
  std::vector<Listener> task_listeners;
  std::vector<Written> doubled_extensions;  // names of those that stand there again

  // Value of a zeebe:property, empty when absent.
  std::string_view property(std::string_view name) const;
  const Property* find_property(std::string_view name) const;
};

struct Flow {
  std::string id;
  std::string name;
  int source = -1;
  int target = -1;
  Written condition;
  Place place;
};

// From a compensation boundary event to its handler, from an element to its annotation ….
struct Association {
  std::string source;
  std::string target;
  Place place;
};

struct Lane {
  std::string id;
  std::string name;
  std::string parent;  // the lane around it
  std::vector<std::string> elements;
  Place place;
};

struct Process {
  std::string id;
  std::string name;
  bool is_executable = false;
  Place place;
  std::vector<Element> elements;
  std::vector<Flow> flows;
  std::vector<Lane> lanes;
  std::vector<Association> associations;
  std::vector<Property> properties;
  std::vector<Listener> execution_listeners;
  std::vector<Property> headers;  // taskHeaders
  Written job_priority;           // of elements that name none
  std::string version_tag;

  int find(std::string_view element_id) const;  // -1 when absent
  std::string_view property(std::string_view name) const;
};

struct Pool {
  std::string id;
  std::string name;
  std::string process;  // empty: a black box
  Place place;
};

struct MessageFlow {
  std::string id;
  std::string name;
  std::string source;
  std::string target;
  Place place;
};

struct Message {
  std::string id;
  std::string name;  // an expression when it begins with "="
  Written correlation_key;
  Place place;
  Place name_place = {};
};

// An error, escalation or signal. What it is known by, the name of a signal and the code of the
// others, is an expression when it begins with "=".
struct Declaration {
  std::string id;
  std::string name;
  std::string code;
  Place place;
  Place key_place = {};  // of what it is known by
};

// An element with an id that is not executed: data objects, annotations, associations, groups ….
struct Artifact {
  std::string tag;
  std::string id;
  Place place;
};

struct Point {
  double x = 0;
  double y = 0;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

struct Shape {
  std::string element;
  Box bounds;
  bool has_label_bounds = false;
  Box label;
  bool is_horizontal = true;  // of pools and lanes
  bool is_expanded = true;
  Place place;
};

struct Edge {
  std::string element;
  std::vector<Point> waypoints;
  bool has_label_bounds = false;
  Box label;
  Place place;
};

struct Model {
  std::string file;
  std::string xml;  // the file as it was read
  std::string id;
  std::vector<Process> processes;
  std::vector<Pool> pools;
  std::vector<MessageFlow> message_flows;
  std::vector<Message> messages;
  std::vector<Declaration> errors;
  std::vector<Declaration> escalations;
  std::vector<Declaration> signals;
  std::vector<Artifact> artifacts;
  std::vector<Shape> shapes;
  std::vector<Edge> edges;

  const Message* message(std::string_view id) const;
  const Declaration* error(std::string_view id) const;
  const Declaration* escalation(std::string_view id) const;
  const Declaration* signal(std::string_view id) const;
};

}  // namespace bpmn
