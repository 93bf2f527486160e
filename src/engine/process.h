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
  Formula correlation_key;  // of the message
  bpmn::TimerKind timer_kind = bpmn::TimerKind::None;
  Formula timer;
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
  CompiledEvent event;
  std::vector<int> boundaries;       // boundary events attached to it
  std::vector<int> event_processes;  // of containers: event sub-processes directly inside
  int none_start = -1;               // of containers
  int trigger_start = -1;            // of event sub-processes: the start event that waits
  const Behaviour* behaviour = nullptr;

  std::vector<CompiledMapping> inputs;
  std::vector<CompiledMapping> outputs;
  std::vector<std::pair<std::string, Formula>> headers;
  std::map<std::string, std::string, std::less<>> properties;
  Formula job_type;
  Formula retries;
  std::string form_id;
  Formula assignee;
  Formula candidate_groups;
  Formula candidate_users;
  Formula due_date;
  Formula priority;
  Formula called_process;
  bool propagates_all_child_variables = true;
  bool propagates_all_parent_variables = true;
  Formula script;
  std::string result_variable;
  Formula called_decision;

  bool is_multi_instance = false;
  bool is_sequential = false;
  Formula input_collection;
  Formula cardinality;
  std::string input_element;
  std::string output_collection;
  Formula output_element;
  Formula completion_condition;
};

struct Process {
  int64_t key = 0;  // of the definition; 0 until it is deployed
  int version = 0;
  std::string id;
  std::string name;
  std::vector<Node> nodes;
  std::vector<CompiledFlow> flows;
  std::vector<int> event_processes;  // event sub-processes of the process itself
  int none_start = -1;
  std::vector<int> triggered_starts;  // message, timer and signal start events of the process
  std::map<std::string, std::string, std::less<>> properties;
  std::string record_type;                 // jw:record
  std::vector<std::string> record_fields;  // jw:reads

  int find(std::string_view element_id) const;  // -1 when absent
  std::string_view property(std::string_view name) const;
};

using ProcessRef = std::shared_ptr<const Process>;

// Compiles the executable processes of a model. Reports every element that cannot be executed, with
// its place, and every expression that does not parse; `processes` is empty then.
struct Compilation {
  std::vector<std::shared_ptr<Process>> processes;
  std::vector<base::Problem> problems;
};
Compilation compile(const bpmn::Model& model);

}  // namespace engine
