// The engine inside an operation: steps instances and carries out what they ask for, depth-first.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/step.h"
#include "runtime/runtime.h"
#include "runtime/session/operation_connection.h"
#include "runtime/store/definitions.h"
#include "runtime/store/instances.h"

namespace runtime {

// Refuses with engine.reserved_name when one of `variables`, a context or null, has a name of the
// engine's own: it keeps among them what it has to remember.
base::Result<void> check_names(const feel::Value& variables);
base::Result<void> check_names(const engine::AdHocResult& result);

class Session final : public Engine {
 public:
  Session(storage::Connection& writer, const Settings& settings)
      : definitions_(writer), instances_(writer, definitions_), settings_(settings) {}

  void install(Effects& effects) { effects_ = &effects; }
  void set_functions(std::shared_ptr<const feel::HostFunctions> functions) {
    functions_ = std::move(functions);
  }
  void on_job_offered(std::function<void(std::string_view)> act) { job_offered_ = std::move(act); }
  // Called behind the commit when begin_children has something to do.
  void on_children_left(std::function<void()> act) { children_left_ = std::move(act); }
  Instances& instances() { return instances_; }
  Definitions& definitions() { return definitions_; }

  // Around each operation, on the writer's thread.
  // When it is done again since one of many that it reached failed by a fault of its own, each is
  // reached `apart`: that one is held with an incident, the others go on.
  void begin_operation(Op& op, OperationConnection& connection,
                       const base::WorkingCalendar& calendar, bool is_apart);
  bool has_reached_many() const { return has_reached_many_; }
  // The job whose answer it was; 0: none.
  int64_t answered_job() const { return answered_job_; }
  // Before it is kept: what the operation has left to its end.
  base::Result<void> finish_operation() { return refresh_stale(); }
  // The refusal that the operation must end with, when there is one.
  const std::optional<base::Error>& spoiled() const { return spoiled_; }
  void keep_operation();
  void roll_back_operation();
  void forget();

  // Due timers, as operations of their own.
  base::Result<void> fire_timer(int64_t instance, int64_t key);
  // One that is held since its step failed: an incident where it was due.
  base::Result<void> tell_of_held_timer(int64_t instance, int64_t key, const base::Error& error);
  base::Result<void> fire_start_timer(int64_t key);
  // Of a multi-instance activity that has some left to later steps, the next ones.
  base::Result<void> begin_children(int64_t instance, int64_t body);
  base::Result<void> tell_of_held_children(int64_t instance, int64_t body,
                                           const base::Error& error);
  // One whose answer failed by a fault of the program's own has failed as if its worker had said
  // so.
  base::Result<void> fail_answered(int64_t job, const base::Error& error);

  // Gives a scope whose joins wait for what cannot come its incident.
  base::Result<void> look_at_joins(int64_t instance, int64_t scope);

  base::Result<Deployed> deploy(const PreparedRef& prepared, Versions versions) override;
  base::Result<Deployed> deploy(const std::vector<File>& files) override;
  base::Result<void> remove_definition(int64_t key) override;
  base::Result<int64_t> start(const StartRequest& request) override;
  base::Result<void> complete_user_task(int64_t key, const feel::Value& variables,
                                        std::string_view action) override;
  base::Result<void> change_user_task(int64_t key, engine::JobKind event,
                                      const feel::Value& values) override;
  bool is_asked(int64_t task) override;
  base::Result<void> cancel_instance(int64_t instance, std::string_view reason) override;
  base::Result<void> suspend_instance(int64_t instance) override;
  base::Result<void> resume_instance(int64_t instance) override;
  base::Result<void> move(int64_t instance, const std::vector<int64_t>& terminate,
                          const std::vector<std::string>& activate,
                          std::string_view reason) override;
  base::Result<void> modify(int64_t instance, const engine::Move& move) override;
  base::Result<void> migrate(int64_t instance, int64_t definition,
                             const std::vector<engine::Mapping>& mappings) override;
  base::Result<engine::MigrationPlan> plan_migration(
      int64_t instance, int64_t definition, const std::vector<engine::Mapping>& mappings) override;
  base::Result<void> return_to(int64_t from, std::string_view element_id,
                               std::string_view reason) override;
  base::Result<Published> publish_message(const Message& message) override;
  base::Result<void> broadcast_signal(std::string_view name, const feel::Value& variables) override;
  base::Result<std::vector<int64_t>> evaluate_conditions(std::string_view process_id,
                                                         const feel::Value& variables) override;
  base::Result<void> direct_ad_hoc(int64_t element, const engine::AdHocResult& result) override;
  base::Result<void> set_variables(int64_t scope, const feel::Value& values) override;
  base::Result<void> set_local_variables(int64_t scope, const feel::Value& values) override;
  using Engine::activate_jobs;
  std::vector<ActivatedJob> activate_jobs(std::string_view type, std::string_view worker,
                                          base::Span timeout, const HandOut& out) override;
  std::optional<base::Time> next_job_due(std::string_view type) override;
  base::Result<void> complete_job(int64_t key, const feel::Value& variables) override;
  base::Result<void> answer_job(int64_t key, const JobResult& result) override;
  base::Result<void> fail_job(int64_t key, int retries, std::string_view error, base::Span back_off,
                              const feel::Value& variables) override;
  base::Result<void> throw_error(int64_t key, std::string_view code, std::string_view message,
                                 const feel::Value& variables) override;
  base::Result<void> set_retries(int64_t key, int retries) override;
  base::Result<void> set_job_priority(int64_t key, int priority) override;
  base::Result<void> set_job_timeout(int64_t key, base::Span timeout) override;
  base::Result<void> resolve_incident(int64_t key) override;
  base::Result<void> resolve_incidents(int64_t instance) override;
  base::Result<void> refresh_record(const engine::RecordRef& record) override;
  feel::Value variables(int64_t scope) override;
  std::vector<ActiveElement> active_elements(int64_t instance) override;
  int64_t instance_of(int64_t key) override;
  std::vector<int64_t> running_instances(const engine::RecordRef& record) override;
  engine::ProcessRef definition_of(int64_t instance) override;

 private:
  // Whose doing it is: a refusal of what an act leads to straight refuses the act; further along
  // the chain it is an incident.
  enum class Origin { Act, Chain };
  struct Pending {
    engine::Effect effect;
    Origin origin;
  };
  struct Carry;  // the visitor over effects (carry.cc)

  base::Result<void> resolve_incident(int64_t instance, int64_t key);
  // What is held at the element: timers are due again, children begin.
  void let_go(std::string_view kind, int64_t instance, int64_t owner);
  // Messages and signals that are held there are taken now, in the order in which they came. What
  // is refused is held again; that nothing waits for one any more is told.
  void release_events(int64_t instance, int64_t owner);
  // Where it fails by a fault of its own, it alone is taken back, and `instead` takes its place.
  template <class Act, class Instead>
  auto apart(const Act& act, const Instead& instead);
  // Throws what keeps the frame from being stored.
  void try_storing();
  // A message or signal for one of those who wait for it.
  base::Result<void> reach(int64_t instance, const engine::Trigger& trigger);
  bool comes_behind_held(int64_t instance, const engine::Trigger& trigger);
  void hold(int64_t instance, const engine::Trigger& trigger, const std::string& why);
  base::Result<void> carry_out(int64_t instance, const engine::Move& move);
  base::Result<void> command(int64_t instance, const engine::Command& command);
  base::Result<void> command(int64_t instance, const engine::Command& command, Origin origin);
  // One step; its effects are stacked.
  base::Result<void> apply(int64_t instance, const engine::Command& command, Origin origin);
  base::Result<void> apply(engine::Instance& instance, const engine::Command& command,
                           Origin origin);
  // Runs `act`, which gives a Result, so that it can be taken back alone: when it refuses or
  // throws.
  template <class Act>
  auto in_frame(const Act& act);
  void begin_frame();
  void end_frame(bool is_kept);
  // Carries out what is stacked above `base`.
  base::Result<void> drive(size_t base);
  // Counts an effect at `at`; whether that is more than an operation may lead to.
  bool is_too_much(const engine::Position& at);
  bool is_active(const engine::Position& at);  // the element
  void raise_incident(const engine::Position& at, std::string kind, std::string message);
  engine::Surroundings around();
  // For what is evaluated outside of an instance.
  feel::Evaluation fresh_evaluation();
  base::Random* random() { return settings_.random ? settings_.random : &system_random_; }
  base::Result<void> refresh(int64_t instance);
  // Before anything looks at what instances hold.
  base::Result<void> refresh_stale();
  int64_t instance_of_scope(int64_t scope);
  base::Result<int64_t> instance_of_task(int64_t key);

  struct Begin {
    engine::ProcessRef process;
    feel::Value variables;
    engine::RecordRef record;
    std::string starter;
    std::vector<int> starts;  // of a plain start
    std::vector<std::string> elements = {};
    std::vector<std::string> ends_after = {};
    std::string business_id = {};
    int start_node = -1;  // of a triggered one
    bpmn::Trigger trigger = bpmn::Trigger::None;
    std::string trigger_name;
    std::string correlation_key;  // of a message of which one instance runs at a time
    int64_t parent_instance = 0;
    int64_t parent_element = 0;
    int64_t root = 0;
    std::string held = {};  // see engine::Start
  };
  base::Result<engine::ProcessRef> target_of(int64_t instance, int64_t definition);
  base::Result<int64_t> begin_instance(const Begin& begin, Origin origin);
  // Of an event, for which others may wait, too: by a fault of its own it is held.
  base::Result<int64_t> begin_beside(const Begin& begin, Origin origin);
  // Its first step alone; the effects are stacked.
  base::Result<int64_t> apply_begin(const Begin& begin, Origin origin);
  // Gives the processes that it does not start any more.
  std::vector<std::string> correlate(const Message& message, int64_t message_key,
                                     Published& published);
  base::Result<void> start_on(const Message& message, int64_t message_key,
                              const std::vector<std::string>& served, Published& published);
  // What waits for an instance that a message started to end: the next one begins.
  base::Result<void> start_next(int64_t ended);
  bool has_started(const std::string& process_id, const std::string& correlation_key);
  // A kept message goes to one instance a process; false: the process has had it.
  bool take_receipt(int64_t message_key, const std::string& process_id);
  void return_receipt(int64_t message_key, const std::string& process_id);
  struct Correlation {
    int64_t message = 0;
    int64_t subscription = 0;
    int64_t instance = 0;
    int64_t element = 0;  // 0: of a beginning
    std::string element_id;
    std::string name;
    std::string correlation_key;
  };
  Correlation correlation_of(int64_t message_key, const engine::Instance& instance,
                             const engine::SubscriptionRow& row) const;
  void keep(const Correlation& correlation);
  void keep_beginning(int64_t message_key, const Begin& begin, int64_t instance,
                      const std::string& correlation_key);
  void offer_buffered(int64_t instance, int64_t subscription, const std::string& name,
                      const std::string& correlation_key);
  // Gives those that have no time, without their file.
  std::vector<base::Problem> store_start_timers(const engine::Process& process);
  std::string store_start_timer(const engine::Process& process, const engine::Node& start,
                                const engine::CompiledEvent& event);

  Definitions definitions_;
  Instances instances_;
  const Settings& settings_;
  Effects* effects_ = nullptr;
  std::shared_ptr<const feel::HostFunctions> functions_;
  base::SystemRandom system_random_;
  std::function<void(std::string_view)> job_offered_;
  std::function<void()> children_left_;

  Op* op_ = nullptr;
  OperationConnection* connection_ = nullptr;
  const base::WorkingCalendar* calendar_ = nullptr;
  std::optional<base::Error> spoiled_;
  std::vector<Pending> stack_;
  std::vector<int64_t> stale_;  // instances whose record has changed since they read it
  Origin origin_ = Origin::Act;
  std::unordered_map<int64_t, int> carried_;  // by part, see is_too_much
  int carried_in_all_ = 0;
  int signals_under_way_ = 0;  // one inside the other
  int depth_ = 0;
  int frames_ = 0;
  bool is_apart_ = false;
  bool has_reached_many_ = false;
  int64_t answered_job_ = 0;
};

template <class Act>
auto Session::in_frame(const Act& act) {
  begin_frame();
  try {
    auto result = act();
    end_frame(result.ok());
    return result;
  } catch (...) {
    end_frame(false);
    throw;
  }
}

}  // namespace runtime
