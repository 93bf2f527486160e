// A step in progress: the instance being changed, the tokens on their way, the effects so far.
//
// Rows are named by key, because vectors of rows grow while tokens move; a reference is held only
// as long as nothing is activated. Tokens are queued rather than followed by recursion.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/commands.h"
#include "engine/core/subtree.h"
#include "engine/elements/behaviour.h"
#include "engine/step.h"
#include "engine/timers.h"

namespace engine {

// Of an instance, and not a FEEL name: how many listeners of the process are done, those at the
// start before those at the end.
inline constexpr std::string_view kProcessListeners = "jw:listeners";
// Of a sequential ad-hoc sub-process: what comes next, each by the id of its element.
inline constexpr std::string_view kAdHocQueue = "jw:queue";

// With what an element begins: local variables of one that is entered, those that an event passes
// on, what of several things has happened already, the completed activity that is compensated.
struct Beginning {
  enum class How : uint8_t { Entered, Triggered, EventProcess, Compensation, Instantiating };
  How how = How::Entered;
  feel::Value variables = {};
  int64_t completed = 0;
  int others = 0;  // tokens behind it that begin the same, one after the other
};

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
  const Node& node(int index) const {
    base::ensure(index >= 0 && static_cast<size_t>(index) < process.nodes.size(),
                 "the process has no such element");
    return process.nodes[static_cast<size_t>(index)];
  }
  bool is_alive(int64_t scope) const;  // the instance or an active element
  Position position(int64_t key);      // of an element, or of the instance when 0

  // --- tokens (tokens.cc) ---
  void take(int64_t scope, int flow, int count = 1);  // queued: so many tokens
  void spawn(int64_t scope, int node_index);          // queued: activates without a flow
  void spawn(int64_t scope, int node_index, feel::Value locals);  // with local variables
  void spawn_child(int64_t body, int number);  // queued: an instance of a multi-instance body
  // Queued: an event that was triggered; it passes `variables` on and goes on.
  void spawn_triggered(int64_t scope, int node_index, feel::Value variables);
  void run();  // until no token can move; in a suspended instance none does

  // --- beginning of an element (activation.cc) ---
  // An incident was raised on it, and it waits with its beginning, where there is no room.
  void activate(int64_t scope, int node_index, const Beginning& beginning = {},
                Role role = Role::Plain, int number = 0);
  // What waits for room, or could not begin; false: it does not.
  bool begin_held(int64_t key);
  // Whether what an event of `owner` begins beside it waits for room already.
  bool is_held_behind(int64_t owner, int event);

  // --- beginning and end of the instance (beginning.cc) ---
  void start(const Start& command);
  void complete_process_listener(const feel::Value& variables);
  // What hinders the instance itself is tried again.
  void resolve_of_instance(IncidentRow& row);

  // --- life of an element (life.cc) ---
  void enter(int64_t key);       // from the input mappings on
  void begin_work(int64_t key);  // from the boundary events on
  void wait(int64_t key);
  void leave(int64_t key);  // from the output mappings on
  // Ends a wait: `variables` are mapped or merged outwards, then it leaves.
  void finish(int64_t key, const feel::Value& variables, std::string_view actor);
  void terminate(int64_t key, const std::string& reason);
  void terminate_all(const std::vector<int64_t>& keys, const std::string& reason);
  void terminate_children(int64_t scope, const std::string& reason);
  void scope_maybe_done(int64_t scope);
  void cancel_instance(const std::string& reason);
  void purge_tokens(int64_t scope);    // queued ones and those at joins
  bool is_empty(int64_t scope) const;  // no active element, no token on its way
  // Ends what has done its work without choosing flows or mapping anything.
  void end(int64_t key, ElementState state);
  // Terminates the instance when an element has ended that it shall not outlive.
  void end_early();
  // A sub-process that is entered in its middle. An incident on it does not hinder its content.
  int64_t open_container(int64_t scope, int node_index);

  // --- multi-instance (multi_instance.cc) and standard loops (standard_loop.cc) ---
  std::optional<feel::Value> items_of(int64_t key);
  void enter_body(int64_t key);
  void enter_loop(int64_t key);
  void loop_again(int64_t body);  // another round, or the end
  void set_loop_variables(int64_t child);
  bool complete_child(int64_t key);  // false: an incident was raised
  void end_child(int64_t key);
  void body_maybe_done(int64_t body);
  void begin_children(int64_t body);  // the next ones
  bool has_children_left(int64_t body) const;

  // --- waits and triggers (waits.cc) ---
  // Opens what the event at `node_index` waits for, held by `owner`. False: an incident was raised
  // on it, and it waits for nothing of that.
  bool open_wait(int64_t owner, int node_index);
  bool open_waits(int64_t owner, const std::vector<int>& events);  // all, or none
  // The incident is raised on `told` instead.
  bool open_waits(int64_t owner, const std::vector<int>& events, int64_t told);
  // Of an owner that goes on all the same; it listens again when its incident is resolved.
  void open_late(int64_t owner, int node_index);
  bool open_boundaries(int64_t key);
  const std::vector<int>& event_processes_of(int64_t scope);
  std::vector<int> triggers_inside(int64_t scope);  // the starts of its event sub-processes
  void leave_to_start(int64_t scope);
  bool open_event_processes(int64_t scope);
  // Of a scope that begins at `starts`: when the first start event among them has given what it
  // gives, which its event sub-processes may need; at once where there is none.
  bool open_event_processes_behind(int64_t scope, const std::vector<int>& starts);
  // Those that a start event of the scope, which is leaving, lets wait. False: an incident was
  // raised on it.
  bool open_left_to_start(int64_t start);
  // In a scope that is entered elsewhere before its start event was left: with incidents for those
  // that cannot wait.
  void open_without_start(int64_t scope);
  void begin_start_of_event_process(int64_t key);  // once its start listeners are done
  bool open_wait(int64_t owner, int node_index, const CompiledEvent& event, int64_t told);
  // Of the message or signal of an event of `what`, an element's id. Nothing: an incident was
  // raised.
  std::optional<std::string> event_name(const CompiledEvent& event, int64_t key,
                                        std::string_view what);
  std::optional<std::string> event_name(const CompiledEvent& event, int64_t scope,
                                        std::string_view what, int64_t told);
  void close_waits(int64_t owner);
  void close_wait(int64_t owner, int node_index);
  // Whether `owner` waits for the event at present: one that is leaving does not.
  bool is_listening(int64_t owner, int node_index);
  void fire(int64_t owner, int node_index, const feel::Value& variables);  // when it does
  // The first thing that a parallel multiple start event or a parallel gateway waits for happened.
  void begin_triggered(const Start& command);

  // --- conditions (conditions.cc) ---
  void check_conditions();  // fires those that have come to hold

  void hold_conditions();     // of a suspended instance: looked at when it is resumed
  void release_conditions();  // what was held is looked at

  // --- what comes back to the element that asked for it (returned.cc) ---
  void take_returned(const Returned& returned);
  void hold_returned(const Returned& returned);  // of a suspended instance
  void go_on_with_returned();                    // what was held

  // --- compensation (compensation.cc) ---
  void remember_compensation(int64_t key);  // of an activity that completes
  void forget_compensations(int64_t owner);
  void give_back_compensations(int64_t thrower);
  // The thrower undoes what completed in `owners`, one after the other, the latest first. One that
  // throws a compensation goes on when everything is undone that it names, whoever undoes it.
  void compensate(int64_t thrower, const std::vector<int64_t>& owners, const std::string& activity);
  void compensate_at_once(int64_t thrower, const std::vector<int64_t>& owners,
                          const std::string& activity);
  void continue_compensation(int64_t key);
  bool is_undone_by_event_process(int64_t key);
  bool is_compensating(int64_t key);
  // The scopes whose activities an event that throws a compensation may undo: its own, and around
  // an event sub-process the one that it serves, around an activation its ad-hoc sub-process.
  std::vector<int64_t> compensated_scopes(int64_t thrower);
  // Events that wait for what others undo look again, once something was; whether one went on.
  bool settle_throws();
  // What a cancel end event undoes. Of a multi-instance or looping transaction every instance is
  // canceled with it: those that run are terminated here, what completed in them is kept.
  std::vector<int64_t> canceled_scopes(int64_t key);
  // Before what runs in `scope` is canceled: what completed inside of it is kept for the scope.
  void keep_completed_inside(int64_t scope);

  // --- listeners of a user task (task_listeners.cc) ---
  // What somebody wants of a waiting task.
  struct Asked {
    feel::Value values;     // other values, see UserTaskChanged
    feel::Value variables;  // for the process
    std::string actor;
    feel::Value locals = {};  // variables for the task itself
  };
  // True: nothing (more) to wait for. Otherwise a job was offered or an incident raised.
  bool run_task_listeners(int64_t key, JobKind event);
  // Of a task that waits.
  bool has_task_listeners(int64_t key, JobKind event) const;
  // Whether listeners look at it first; then it takes place when the last of them is done.
  bool ask_task_listeners(int64_t key, JobKind event, const Asked& asked);
  // The job that could not be offered is offered now; false: nothing is asked of the task.
  bool ask_again(int64_t key);
  // What a task shall be when its listeners have seen it.
  void hold_values(int64_t key, const feel::Value& values);
  bool is_asked_for(int64_t key, JobKind event) const;
  void forget_asked(int64_t key);  // it does not take place

  // --- what waits for canceling listeners (lingering.cc) ---
  // Whether what is terminated waits for them, its own or those inside it.
  bool lingers(int64_t key);
  bool is_lingering(int64_t key) const;
  bool has_lingering(int64_t scope) const;
  bool is_deserted(int64_t scope) const;  // nothing goes on in it, nor will
  bool is_canceling() const;              // the instance
  // The event takes over when nothing of what it interrupts lingers: a boundary event from `owner`,
  // the start of an event sub-process inside it.
  void hold_event(int64_t owner, int event, const feel::Value& variables);
  void forget_held_event(int64_t owner);  // the boundary event is terminated too
  void end_lingering(int64_t key);

  // --- listeners of an element (listeners.cc) ---
  // Each true: nothing (more) to wait for. Otherwise a job was offered or an incident raised.
  bool run_start_listeners(int64_t key);
  bool run_listeners(int64_t key);
  base::Result<void> complete_job(const CompleteJob& command);
  bool offer_job(int64_t key, JobKind kind, const Formula& type, const Formula& retries);
  // Nothing: an incident was raised. Jobs of listeners have none of their own.
  std::optional<int> priority_of_job(int64_t key, JobKind kind);
  void end_job(int64_t element, JobState how);  // if it has one

  // --- ad-hoc sub-processes (ad_hoc.cc) ---
  void set_ad_hoc_variables(int64_t key);  // before its input mappings
  void tell_ad_hoc_elements(int64_t key);  // those that it may begin
  void enter_ad_hoc(int64_t key);
  base::Result<void> direct_ad_hoc(int64_t key, const AdHocResult& result);
  // A scope for what is activated in the ad-hoc sub-process, all that follows it included.
  int64_t open_inner(int64_t key, const feel::Value& variables);
  void leave_inner(int64_t key);
  bool collect_ad_hoc_output(int64_t key);
  void ad_hoc_branch_done(int64_t scope);
  bool is_ad_hoc(int64_t scope);
  void stop_ad_hoc(int64_t scope);     // begins nothing more
  bool may_begin_more(int64_t scope);  // is an ad-hoc sub-process that was not stopped
  bool can_begin_in(int64_t key, const std::string& element_id);
  bool is_between_turns(int64_t key) const;
  // Of a sequential one. False: an incident was raised.
  bool begin_next_in_ad_hoc(int64_t key);
  void go_on_in_ad_hoc(int64_t scope);  // something in it was terminated
  // An incident where its worker has begun nothing, nothing runs, and no event is waited for.
  void tell_idle_ad_hoc(int64_t key);

  // --- errors (errors.cc) ---
  void throw_error(int64_t key, const std::string& code, const std::string& message,
                   const feel::Value& variables);
  // An incident where it was thrown; the job that threw it waits for its resolution.
  void leave_uncaught(int64_t key, const std::string& code, const std::string& message);
  void escalate(int64_t key, const std::string& code, const feel::Value& variables);
  void incident(int64_t key, std::string kind, std::string message);
  // An output collection that cannot hold more; false.
  bool incident_of_size(int64_t key, const std::string& collection);
  void resolve(IncidentRow& row);
  void resolve_as_over(IncidentRow& row);

  // --- variables and expressions (variables.cc) ---
  void set_local(int64_t scope, std::string_view name, feel::Value value);
  void set_locals(int64_t scope, const feel::Value& context);
  // Each where the first of the scopes has it, else in the last of them.
  void set_many(const std::vector<int64_t>& scopes, const feel::Value& context);
  // Of a list; nothing else has items. False when the list would be too large for a variable.
  bool set_item(int64_t scope, std::string_view name, size_t index, feel::Value item);
  void remove_local(int64_t scope, std::string_view name);
  const feel::Value* local(int64_t scope, std::string_view name) const;
  // Into the nearest scope outwards that has it, else the instance.
  void set_outwards(int64_t scope, std::string_view name, const feel::Value& value);
  void merge_outwards(int64_t scope, const feel::Value& context);
  feel::Value locals(int64_t scope) const;
  feel::Value evaluate(const Formula& formula, int64_t scope, std::string& why);
  feel::Value evaluate(const Formula& formula, int64_t scope, const feel::Names& more,
                       std::string& why);
  // Raises an incident of `kind` on `key` and gives nothing when the evaluation fails; what goes
  // wrong in an expression beside that is null, which is a value.
  std::optional<feel::Value> value(const Formula& formula, int64_t key, std::string_view what,
                                   std::string kind = "EXTRACT_VALUE_ERROR");
  // With names that come before those of the scope.
  std::optional<feel::Value> value(const Formula& formula, int64_t key, const feel::Names& more,
                                   std::string_view what, std::string kind);
  // Each raises an incident on `key` and gives nothing when the value is of the wrong kind.
  std::optional<std::string> text(const Formula& formula, int64_t key, std::string_view what);
  // By the variables of `scope`; the incident is raised on `owner`.
  std::optional<std::string> text(const Formula& formula, int64_t scope, std::string_view what,
                                  int64_t owner);
  std::optional<bool> boolean(const Formula& formula, int64_t key, std::string_view what);
  bool map_inputs(int64_t key);
  bool map_outputs(int64_t key);

  // --- joins that nothing reaches (starved_joins.cc) ---
  // At the end of a step: scopes in which only tokens at joins are left have an incident, as long
  // as that is so. Looks at scopes in which something ended or came to a join.
  void tell_starved_joins();
  bool is_starved(int64_t scope);
  void look_at_joins(int64_t scope);  // at the end of the step, as if something had ended there
  void resolve_starved(IncidentRow& row);  // it comes again if nothing has changed

  // --- joins that look at the whole scope (inclusive.cc, complex.cc) ---
  bool settle_inclusive_joins();   // whether one was activated
  bool settle_complex_gateways();  // whether one was reset
  void come_to_complex_gateway(int64_t scope, int flow, int count);
  void enter_complex_gateway(int64_t key);

  void count_flow(int flow, int count);
  void remove_arrivals(int64_t scope, int flow, int count);

 private:
  struct Todo {
    enum class What { Token, Spawn, Child, Triggered, Leave } what;
    int64_t scope = 0;  // of Leave: the element
    int index = -1;     // flow, node or number
    feel::Value variables;
    int count = 1;  // of Token and Spawn
  };
  friend struct Tokens;

  feel::Evaluation fresh_evaluation() const;
  int64_t allowed(const feel::Evaluation& evaluation) const;
  void note_spent(const feel::Evaluation& evaluation);
  void do_token(int64_t scope, int flow, int count);
  int take_from_join(int64_t scope, int flow, int count);
  void begin_others(int64_t scope, int node_index, const Beginning& beginning);
  int64_t add_element(int64_t scope, int node_index, Role role, int number = 0);
  int64_t alive();             // elements
  bool has_room(int64_t key);  // false: an incident was raised
  bool has_room_for(int64_t key, int64_t children);
  void begin_element(int64_t key, const Beginning& beginning);
  void hold(int64_t key, const Beginning& beginning);
  void enter_event_process(int64_t key, const Beginning& beginning);
  void enter_compensation(int64_t key, int64_t completed);
  void enter_instantiating(int64_t key, const Beginning& beginning);
  bool open_others_behind(int64_t gateway, const std::string& happened);
  bool open_other_events(int64_t key, const feel::Value& happened);
  void add_arrival(int64_t scope, int flow, int count = 1);
  int arrived(int64_t scope, int flow) const;
  size_t flows_arrived(int64_t scope, int join) const;  // flows of the join with a token
  void do_leave(int64_t key);
  void begin_next(int64_t body);  // of a sequential multi-instance
  bool leave_children(int64_t body, int number);
  bool go_on_with_children();
  bool has_time() const;
  int total_of(int64_t body) const;
  int64_t children_left() const;
  void note_end(const std::string& element_id);
  void go_on(int64_t scope, int node_index, const std::vector<int>& flows);
  void publish_collection(int64_t key, const std::string& collection);
  std::string describe_starved(int64_t scope) const;
  bool choose_flows(int64_t key, std::vector<int>& flows);
  bool has_pending(int64_t scope) const;
  void resolve_incidents(int64_t key);
  void complete_instance();
  void end_instance(InstanceState state, const std::string& reason);
  void begin(const Start& command);
  bool begins_behind_one(const Start& command) const;
  const std::vector<int>& starts_of(const Start& command) const;
  int process_listeners_done() const;
  base::Result<void> check_task_listener(JobKind event, const CompleteJob& command) const;
  void complete_task_listener(int64_t key, JobKind event, const CompleteJob& command);
  Asked take_asked(int64_t key, JobKind event);
  void carry_out(int64_t key, JobKind event);
  void go_on_without_lingering(int64_t scope);
  void hold_cancellation(const std::string& reason);
  void end_canceled(const std::string& reason);
  bool run_process_listeners(JobKind event, int done);
  void go_on_with_instance();
  bool open_wait_of(int64_t owner, int node_index, int64_t told);
  bool schedule_timer(int64_t owner, int node_index, const CompiledEvent& event, int64_t told);
  bool subscribe(int64_t owner, int node_index, const CompiledEvent& event, int64_t told);
  void watch(int64_t owner, int node_index, const CompiledEvent& event);
  bool is_still_waiting(int64_t owner, int node_index) const;
  bool is_behind_gateway(int64_t owner, int node_index);
  void fire_behind_gateway(int64_t gateway, int node_index, const feel::Value& variables);
  void begin_event_process(int64_t owner, int start, const feel::Value& variables);
  void resolve_waiting(int64_t key);
  bool listen_again(int64_t owner);  // false: there is nothing that could not
  void reopen(JobRow& job);
  bool try_catch(int64_t key, bpmn::Trigger trigger, const std::string& code,
                 const feel::Value& variables);
  void catch_with(int64_t owner, int node_index, const feel::Value& variables);

  void add_compensation(int64_t owner, int node_index, const std::string& activity, int64_t key);
  void remember_body(int64_t key, const Node& here);
  std::vector<int64_t> take_compensations(int64_t thrower, const std::vector<int64_t>& owners,
                                          const std::string& activity, int64_t before = INT64_MAX);
  void take_given_back(int64_t thrower);
  int64_t latest_compensation(int64_t owner) const;  // 0: there is none
  bool waits_for_others(int64_t thrower);
  bool undoes(const ElementRow& row) const;
  void run_compensation(int64_t scope, int64_t subscription);
  void keep_compensations(int64_t key);
  void keep_of_running(int64_t key);
  void renew_compensations(int64_t owner);
  void cancel_transaction(int64_t key);
  bool is_condition_due(const SubscriptionRow& row);
  std::span<SubscriptionRow> conditions_touched();
  bool is_open_gateway(int64_t scope, int gateway) const;
  bool look_at_complex_gateway(int64_t scope, int gateway);  // whether it was activated
  bool settle_complex_gateway(int64_t key);
  enum class Round { Activation, Reset };
  bool choose_complex_flows(int64_t key, Round round, std::vector<int>& flows);
  feel::Value complex_counts(int64_t scope, int gateway) const;

  // While things are terminated (clearing.cc): what was active in which of their scopes, and what
  // is over by now, whose jobs, waits and incidents are taken care of together at the end.
  struct Clearing {
    Subtree inside;
    std::unordered_set<int64_t> over;
    bool has_compensations = false;
  };
  bool begin_clearing(std::span<const int64_t> elements);  // false: it has begun further out
  void finish_clearing();
  void keep_ended(JobRow job, JobState how);
  std::vector<int64_t> active_children(int64_t scope) const;

  // A variable that was set in this step.
  struct Change {
    int64_t scope = 0;
    std::string name;
    bool is_new = false;
  };
  std::deque<Todo> queue_;
  std::vector<int64_t> touched_;         // scopes in which joins wait and something ended or came
  std::string ended_;                    // the element that the instance shall not outlive
  std::vector<Change> changes_;          // not yet looked at by conditions
  std::vector<int64_t> new_conditions_;  // likewise
  std::optional<Clearing> clearing_;
  bool is_less_to_undo_ = false;  // something was undone, or whoever was about to has let it go
  std::unordered_map<int64_t, int> activations_;  // by part of the instance
  int activations_in_all_ = 0;
  std::optional<int64_t> alive_;     // counted once there may be too many
  int64_t feel_used_ = 0;            // steps of FEEL in this step
  int children_begun_ = 0;           // likewise
  std::vector<int64_t> unfinished_;  // bodies that have children left, to go on in this step
};

// One that waits for its incident is nobody's: failed again it would have two, or go on under the
// first.
base::Result<JobRow*> answerable_job(Instance& instance, int64_t key);

// Whether no token outside of a joining gateway can still reach one of the `empty` incoming flows,
// as BPMN words it for inclusive gateways.
struct Join {
  int64_t scope;
  int gateway;
  std::vector<int> marked;
  std::vector<int> empty;
};
bool is_settled(const Instance& instance, const Process& process, const Join& join);

// Moves (move.cc).
base::Result<void> move(Work& work, const Move& command);

}  // namespace engine
