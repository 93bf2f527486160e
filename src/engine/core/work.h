// A step in progress: the instance being changed, the tokens on their way, the effects so far.
//
// Rows are named by key, because vectors of rows grow while tokens move; a reference is held only
// as long as nothing is activated. Tokens are queued rather than followed by recursion.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/elements/behaviour.h"
#include "engine/step.h"
#include "engine/timers.h"

namespace engine {

class Work {
 public:
  Work(Instance& instance_, const Surroundings& around_)
      : instance(instance_), process(*instance_.process), around(around_) {}

  Instance& instance;
  const Process& process;
  const Surroundings& around;
  std::vector<Effect> effects;

  // --- rows ---
  ElementRow& at(int64_t key);  // ensures that it is active
  const Node& node_of(int64_t key);
  const Node& node(int index) const { return process.nodes[static_cast<size_t>(index)]; }
  bool is_alive(int64_t scope) const;  // the instance or an active element
  Position position(int64_t key);      // of an element, or of the instance when 0

  // --- tokens (tokens.cc) ---
  void take(int64_t scope, int flow);          // queued
  void spawn(int64_t scope, int node_index);   // queued: activates without a flow
  void spawn_child(int64_t body, int number);  // queued: an instance of a multi-instance body
  // Queued: an event that was triggered; it passes `variables` on and goes on.
  void spawn_triggered(int64_t scope, int node_index, feel::Value variables);
  void run();  // until no token can move

  // --- life of an element (life.cc) ---
  void enter(int64_t key);  // from the input mappings on
  void wait(int64_t key);
  void leave(int64_t key);  // from the output mappings on
  // Ends a wait: `variables` are mapped or merged outwards, then it leaves.
  void finish(int64_t key, const feel::Value& variables, std::string_view actor);
  void terminate(int64_t key, const std::string& reason);
  void terminate_children(int64_t scope, const std::string& reason);
  void scope_maybe_done(int64_t scope);
  void cancel_instance(const std::string& reason);
  void purge_tokens(int64_t scope);    // queued ones and those at joins
  bool is_empty(int64_t scope) const;  // no active element, no token on its way
  // A sub-process that is entered in its middle. An incident on it does not hinder its content.
  int64_t open_container(int64_t scope, int node_index);

  // --- multi-instance (multi_instance.cc) ---
  void enter_body(int64_t key);
  void set_loop_variables(int64_t child);
  bool complete_child(int64_t key);  // false: an incident was raised
  void body_maybe_done(int64_t body);

  // --- waits and triggers (waits.cc) ---
  // Opens what the event at `node_index` waits for, held by `owner`. False: an incident was raised
  // on it.
  bool open_wait(int64_t owner, int node_index);
  bool open_boundaries(int64_t key);
  bool open_event_processes(int64_t scope);
  void close_waits(int64_t owner);
  void fire(int64_t owner, int node_index, const feel::Value& variables);

  // --- errors (errors.cc) ---
  void throw_error(int64_t key, const std::string& code, const std::string& message,
                   const feel::Value& variables);
  void escalate(int64_t key, const std::string& code, const feel::Value& variables);
  void incident(int64_t key, std::string kind, std::string message);
  void resolve(IncidentRow& row);

  // --- variables and expressions (variables.cc) ---
  void set_local(int64_t scope, std::string_view name, feel::Value value);
  // Into the nearest scope outwards that has it, else the instance.
  void set_outwards(int64_t scope, std::string_view name, const feel::Value& value);
  void merge_outwards(int64_t scope, const feel::Value& context);
  feel::Value locals(int64_t scope) const;
  feel::Value evaluate(const Formula& formula, int64_t scope, std::string& why);
  feel::Value evaluate(const Formula& formula, int64_t scope, const feel::Names& more,
                       std::string& why);
  // Each raises an incident on `key` and gives nothing when the value is of the wrong kind.
  std::optional<std::string> text(const Formula& formula, int64_t key, std::string_view what);
  std::optional<bool> boolean(const Formula& formula, int64_t key, std::string_view what);
  bool map_inputs(int64_t key);
  bool map_outputs(int64_t key);

  // --- inclusive joins (inclusive.cc) ---
  bool settle_inclusive_joins();  // whether one was activated

  void count_flow(int flow);
  void remove_arrivals(int64_t scope, int flow, int count);

 private:
  struct Todo {
    enum class What { Token, Spawn, Child, Triggered, Leave } what;
    int64_t scope = 0;  // of Leave: the element
    int index = -1;     // flow, node or number
    feel::Value variables;
  };
  friend struct Tokens;

  void do_token(int64_t scope, int flow);
  int64_t activate(int64_t scope, int node_index, Role role);
  void do_leave(int64_t key);
  bool choose_flows(int64_t key, std::vector<int>& flows);
  void end(int64_t key, ElementState state);
  bool has_pending(int64_t scope) const;
  void complete_instance();
  bool schedule_timer(int64_t owner, int node_index);
  bool subscribe(int64_t owner, int node_index);
  bool try_catch(int64_t key, bpmn::Trigger trigger, const std::string& code,
                 const feel::Value& variables);
  void catch_with(int64_t owner, int node_index, const feel::Value& variables);

  std::deque<Todo> queue_;
  int activations_ = 0;
};

// Whether `code` is what a catching event asks for.
bool catches(const CompiledEvent& event, bpmn::Trigger trigger, const std::string& code);

// Moves (move.cc).
base::Result<void> move(Work& work, const Move& command);

}  // namespace engine
