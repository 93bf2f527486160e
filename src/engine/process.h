// A process definition ready to run: every expression compiled, every reference resolved to an
// index. Immutable and shared.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bpmn/model.h"
#include "feel/feel.h"

namespace engine {

struct Behaviour;  // engine/elements/behaviour.h

// A text of the model that is FEEL when it starts with "=" and itself otherwise.
struct Formula {
  std::string text;
  std::optional<feel::Expression> expression;
  bool empty() const { return text.empty(); }
};

struct CompiledMapping {
  Formula source;
  std::vector<std::string> target;  // "a.b" is {"a", "b"}
};

// What an event waits for or throws, with references resolved.
struct CompiledEvent {
  bpmn::Trigger trigger = bpmn::Trigger::None;
  std::string name;         // of the message, signal or link
  std::string code;         // of the error or escalation; empty catches all
  Formula key;              // the name or code where it is an expression, else empty
  Formula correlation_key;  // of the message
  bpmn::TimerKind timer_kind = bpmn::TimerKind::None;
  Formula timer;
  bpmn::Place timer_place;
  Formula condition;                        // of a conditional event
  std::vector<std::string> variable_names;  // whose change is looked at; empty: every name
  bool sees_created = true;                 // variables that are new
  bool sees_updated = true;
  std::string activity;  // that a compensation names; empty: all of the scope
  bool waits_for_completion = true;
};

// A job before or after an element, or around a user task.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct CompiledListener {
  Formula type;
  Formula retries;
  Headers headers;  // for its worker, before those of the element
};

// What is particular to an ad-hoc sub-process.
struct CompiledAdHoc {
  bool is_sequential = false;
  bool cancels_remaining = true;
  Formula completion_condition;
  Formula active_elements;
  std::string output_collection;
  Formula output_element;
  feel::Value elements;  // that it may begin, described for whoever chooses
};

struct CompiledFlow {
  std::string id;
  int source = -1;
  int target = -1;
  Formula condition;
  bool has_condition = false;
};

struct Node {
  bpmn::Kind kind = bpmn::Kind::Task;
  std::string id;
  std::string name;
  int parent = -1;
  std::vector<int> incoming;
  std::vector<int> outgoing;
  int default_flow = -1;
  int attached_to = -1;
  bool is_interrupting = true;
  // Of events and of tasks with a message: what it waits for or throws; more than one of a multiple
  // event.
  std::vector<CompiledEvent> events;
  bool is_parallel_multiple = false;  // all of `events` must happen
  bool is_instantiating = false;
  bool is_parallel_gateway = false;  // of event-based gateways: all events behind it must happen
  Formula activation_condition;      // of complex gateways
  int start_quantity = 1;
  int completion_quantity = 1;
  std::vector<int> boundaries;       // boundary events attached to it
  std::vector<int> event_processes;  // of containers: event sub-processes directly inside
  std::vector<int> starts;           // of containers: where its content begins
  int trigger_start = -1;            // of event sub-processes: the start event that waits
  bool is_for_compensation = false;
  int compensation_boundary = -1;  // of activities
  int compensation_handler = -1;   // of compensation boundary events: the activity
  int compensation_process = -1;   // of containers: the event sub-process
  const Behaviour* behaviour = nullptr;

  std::vector<CompiledMapping> inputs;
  std::vector<CompiledMapping> outputs;
  std::vector<std::pair<std::string, Formula>> headers;
  std::map<std::string, std::string, std::less<>> properties;
  Formula job_type;
  Formula retries;
  Formula job_priority;  // its own or that of the process; empty: none
  std::string form_id;
  Formula form;  // where an expression says it; form_id is empty then
  Formula external_form;
  Formula assignee;
  Formula candidate_groups;
  Formula candidate_users;
  Formula due_date;
  Formula follow_up_date;
  Formula priority;
  Formula called_process;
  bool inherits_business_id = true;
  Formula called_business_id;
  bpmn::Binding binding;
  bool propagates_all_child_variables = true;
  bool propagates_all_parent_variables = true;
  Formula script;
  std::string result_variable;
  Formula called_decision;
  std::vector<bpmn::LinkedResource> linked_resources;
  std::vector<CompiledListener> start_listeners;
  std::vector<CompiledListener> end_listeners;
  std::map<std::string, std::vector<CompiledListener>, std::less<>> task_listeners;  // by event
  CompiledAdHoc ad_hoc;

  bool is_loop = false;  // standard loop
  bool is_tested_before = false;
  Formula loop_condition;
  int loop_maximum = 0;  // 0: none

  bool is_multi_instance = false;
  bool is_sequential = false;
  Formula input_collection;
  Formula cardinality;
  std::string input_element;
  std::string output_collection;
  Formula output_element;
  std::string output_variable;  // which it names, itself ("=sum") or in part ("=result.sum")
  Formula completion_condition;

  // What kind of event it is: Multiple when there are several definitions.
  bpmn::Trigger trigger() const {
    if (events.size() > 1) return bpmn::Trigger::Multiple;
    return events.empty() ? bpmn::Trigger::None : events.front().trigger;
  }
  const CompiledEvent& event() const { return events.front(); }
};

struct Process {
  int64_t key = 0;  // of the definition; 0 until it is deployed
  int version = 0;
  int64_t deployment = 0;
  std::string id;
  std::string name;
  std::string version_tag;
  std::vector<Node> nodes;
  std::vector<CompiledFlow> flows;
  std::vector<int> event_processes;   // event sub-processes of the process itself
  std::vector<int> starts;            // where a plain start begins
  std::vector<int> triggered_starts;  // what an event begins: start events, receive tasks,
                                      // events behind an instantiating gateway
  std::vector<CompiledListener> start_listeners;
  std::vector<CompiledListener> end_listeners;
  Headers headers;  // for workers of its listeners
  std::map<std::string, std::string, std::less<>> properties;
  bool has_settings = false;               // of ours (jw:…), its own or those of an element
  std::string record_type;                 // jw:record
  std::vector<std::string> record_fields;  // jw:reads

  int find(std::string_view element_id) const;  // -1 when absent
  // Where a link goes on; -1 when `node` is no throwing link event.
  int link_target(const Node& node) const;
  // The instantiating gateway before a node, -1 when there is none.
  int instantiating_gateway(int node) const;
  std::string_view property(std::string_view name) const;
};

using ProcessRef = std::shared_ptr<const Process>;

// A whole number of 32 bits, given as a number or as text; nothing: it is none.
std::optional<int> as_job_priority(const feel::Value& value);

// Compiles the executable processes of a model. Reports every element that cannot be executed, with
// its place, and every expression that does not parse; `processes` is empty then.
struct Compilation {
  std::vector<std::shared_ptr<Process>> processes;
  std::vector<base::Problem> problems;
};
Compilation compile(const bpmn::Model& model);
// Of a model that was deployed before: rules that came later do not stop what runs.
Compilation compile_deployed(const bpmn::Model& model);

}  // namespace engine
