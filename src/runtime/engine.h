// Engine commands inside the current operation's transaction.
//
// A refusal that comes back from here must be given on by the operation. Where a person's act led
// to it the operation is rolled back whatever it answers.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "engine/commands.h"
#include "engine/effects.h"
#include "engine/migration.h"
#include "engine/process.h"
#include "feel/value.h"

namespace runtime {

struct File {
  std::string name;
  std::string content;
};

// Files read and compiled ahead of the operation that deploys them, on any thread.
struct Prepared;
using PreparedRef = std::shared_ptr<const Prepared>;
// .bpmn and .dmn; .form is stored as it is. Refuses with engine.not_deployable, `detail` holding
// every problem, a line each.
base::Result<PreparedRef> prepare(const std::vector<File>& files);

// Which files of a deployment become new versions.
enum class Versions {
  Together,  // all, when one has changed: what was deployed together is found together
  Changed,   // those that have changed; all the same, when one of them binds to its deployment
};

struct Deployed {
  struct Definition {
    std::string kind;  // "process", "decision" (a whole model), "form"
    std::string id;
    int64_t key = 0;
    int version = 0;
    bool is_new = false;  // false: it is in force as it is
    std::string file;
    std::string name = {};
  };
  // One decision of a model.
  struct Decision {
    std::string id;
    std::string name;
    int64_t key = 0;
    int version = 0;
    int64_t model = 0;  // key of its model's definition
  };
  std::vector<Definition> definitions;
  std::vector<Decision> decisions;
};

struct StartRequest {
  std::string process_id;    // the latest version, or
  int64_t definition = 0;    // this very one
  feel::Value variables;     // a context
  engine::RecordRef record;  // bound record, may be absent
  std::string
      starter;  // person id; empty: the actor. Variable `starter` of models with jw: settings
  // Start events without a trigger to begin at; empty: all of them.
  std::vector<std::string> start_elements = {};
  // Elements that begin in place of its starts; refuses with engine.no_element, engine.cannot_move.
  std::vector<std::string> elements = {};
  // The instance is terminated when one of these has ended; refuses with engine.no_element.
  std::vector<std::string> ends_after = {};
  std::string business_id = {};  // the starter's own name for it and all it calls
};

struct Message {
  std::string name;
  std::string correlation_key;
  feel::Value variables;
  base::Span time_to_live;  // 0: only for those who wait now
  std::string message_id;   // unique while buffered, may be empty
  // The record that the correlation key names. Processes bound to its type (jw:record) that start
  // on this message are bound to it.
  engine::RecordRef subject;
  // Who has started what begins on this message; empty: nobody, the rule has ("system").
  std::string starter = {};
};

struct Published {
  int64_t key = 0;
  std::vector<int64_t> started;     // instances
  std::vector<int64_t> correlated;  // instances
};

// What a worker answers beyond variables.
struct JobResult {
  feel::Value variables;
  std::string denied;  // see engine::CompleteJob
  // Of a listener of a user task: other values that it has, by the names of `zeebe:` (assignee,
  // dueDate, followUpDate, candidateUsers, candidateGroups, priority), or null.
  feel::Value corrections = {};
  engine::AdHocResult ad_hoc;  // of the job of an ad-hoc sub-process
};

struct ActivatedJob {
  int64_t key = 0;
  std::string type;
  engine::JobKind kind = engine::JobKind::Work;
  engine::Position at;
  feel::Value headers;
  feel::Value variables;
  int retries = 0;
  int priority = 0;
  base::Time deadline;
  feel::Value asked = {};  // of a listener of a user task: values that the task shall have, or null
  bool changes_variables = false;  // and whether variables are to be set at it
  size_t variables_bytes = 0;      // about how large the variables are that are wanted of it
};

// What is handed out at once. The last job may go beyond the bytes, so that there always is one.
struct HandOut {
  size_t count_max = 1;                     // at least 1
  size_t bytes_max = SIZE_MAX;              // of the variables that are wanted
  std::vector<std::string> variables = {};  // names of those; empty: all
};

// An active element instance.
struct ActiveElement {
  int64_t key = 0;
  int64_t scope = 0;
  std::string element_id;
  std::string kind;  // BPMN tag
  int loop = 0;
};

// What comes from outside brings no variable of a name that begins with "jw:" along: all that takes
// variables refuses that with engine.reserved_name.
class Engine {
 public:
  virtual ~Engine() = default;

  virtual base::Result<Deployed> deploy(const PreparedRef& prepared, Versions versions) = 0;
  virtual base::Result<Deployed> deploy(const std::vector<File>& files) = 0;  // together

  // Takes back a process, a decision model or a form that no instance was made with; then the
  // version before is the latest again. Refuses with engine.definition_in_use and
  // request.no_such_key.
  virtual base::Result<void> remove_definition(int64_t key) = 0;

  // Refuses with engine.no_process and engine.process_closed.
  virtual base::Result<int64_t> start(const StartRequest& request) = 0;
  // `action` is a word of whoever asks, for listeners; it may be empty.
  virtual base::Result<void> complete_user_task(int64_t key, const feel::Value& variables,
                                                std::string_view action = {}) = 0;
  // Other values of a waiting task, by the names of `zeebe:`; `event` is Assigning or Updating.
  // Effects::user_task_changed follows, at once or when its listeners have seen them. These two
  // refuse with engine.not_waiting, and with engine.listened while listeners look at another act.
  virtual base::Result<void> change_user_task(int64_t key, engine::JobKind event,
                                              const feel::Value& values) = 0;
  // Whether what was asked of a task waits for its listeners.
  virtual bool is_asked(int64_t task) = 0;
  virtual base::Result<void> cancel_instance(int64_t instance, std::string_view reason) = 0;
  // With everything that it has called. Nothing of them moves; what others did meanwhile (a
  // built-in that was running, a variable that was set) is looked at when they are resumed.
  virtual base::Result<void> suspend_instance(int64_t instance) = 0;
  // With everything that it has called. Refuses with engine.not_suspended, and with
  // engine.caller_suspended while the instance that called it is.
  virtual base::Result<void> resume_instance(int64_t instance) = 0;
  // Activates, then terminates, as one. For return, jump and modification.
  virtual base::Result<void> move(int64_t instance,
                                  const std::vector<int64_t>& terminate_element_instances,
                                  const std::vector<std::string>& activate_element_ids,
                                  std::string_view reason) = 0;
  // The same with scopes and variables. Refuses with engine.no_instance, engine.no_element,
  // engine.cannot_move and engine.ambiguous_scope.
  virtual base::Result<void> modify(int64_t instance, const engine::Move& move) = 0;
  // Goes back from `from` (an element instance) to an earlier element of the same instance;
  // everything behind it in its branch is terminated. Refuses with engine.no_element.
  virtual base::Result<void> return_to(int64_t from, std::string_view element_id,
                                       std::string_view reason) = 0;

  // To another definition of a process; what is active goes over with its work
  // (engine/migration.h). Refuses with engine.no_process and with engine.cannot_migrate, which
  // names all that hinders.
  virtual base::Result<void> migrate(int64_t instance, int64_t definition,
                                     const std::vector<engine::Mapping>& mappings) = 0;
  // What `migrate` would do. Without mappings elements of the same id and kind go to each other.
  virtual base::Result<engine::MigrationPlan> plan_migration(
      int64_t instance, int64_t definition, const std::vector<engine::Mapping>& mappings) = 0;

  virtual base::Result<Published> publish_message(const Message& message) = 0;
  virtual base::Result<void> broadcast_signal(std::string_view name,
                                              const feel::Value& variables) = 0;
  // Starts an instance of every process that has a conditional start event whose condition holds
  // over `variables`; `process_id` limits it to one process when it is not empty. Gives them.
  virtual base::Result<std::vector<int64_t>> evaluate_conditions(std::string_view process_id,
                                                                 const feel::Value& variables) = 0;
  // Activates elements of a running ad-hoc sub-process, or ends it. Refuses with
  // engine.cannot_activate and engine.not_waiting.
  virtual base::Result<void> direct_ad_hoc(int64_t element, const engine::AdHocResult& result) = 0;

  // `scope` is an instance or an active element instance.
  virtual base::Result<void> set_variables(int64_t scope, const feel::Value& values) = 0;
  virtual base::Result<void> set_local_variables(int64_t scope, const feel::Value& values) = 0;

  virtual std::vector<ActivatedJob> activate_jobs(std::string_view type, std::string_view worker,
                                                  base::Span timeout, const HandOut& out) = 0;
  std::vector<ActivatedJob> activate_jobs(std::string_view type, std::string_view worker,
                                          base::Span timeout, size_t count_max) {
    return activate_jobs(type, worker, timeout, HandOut{count_max});
  }
  // When the next job of the type that is handed out or backs off becomes free, as far as it was
  // committed.
  virtual std::optional<base::Time> next_job_due(std::string_view type) = 0;
  virtual base::Result<void> complete_job(int64_t key, const feel::Value& variables) = 0;
  virtual base::Result<void> answer_job(int64_t key, const JobResult& result) = 0;
  virtual base::Result<void> fail_job(int64_t key, int retries, std::string_view error,
                                      base::Span back_off, const feel::Value& variables) = 0;
  virtual base::Result<void> throw_error(int64_t key, std::string_view code,
                                         std::string_view message,
                                         const feel::Value& variables) = 0;
  virtual base::Result<void> set_retries(int64_t key, int retries) = 0;
  virtual base::Result<void> set_job_priority(int64_t key, int priority) = 0;
  // From now on. Refuses with engine.job_not_activated when nobody has the job.
  virtual base::Result<void> set_job_timeout(int64_t key, base::Span timeout) = 0;
  virtual base::Result<void> resolve_incident(int64_t key) = 0;
  // All that stand in the way of an instance; jobs without retries get one more. What cannot be
  // resolved is refused as a whole.
  virtual base::Result<void> resolve_incidents(int64_t instance) = 0;

  // Reads `record` again (Effects::read_record) for running instances bound to it.
  virtual base::Result<void> refresh_record(const engine::RecordRef& record) = 0;

  // What the current operation sees, its own changes included.
  virtual feel::Value variables(int64_t scope) = 0;  // visible ones; null when not running
  virtual std::vector<ActiveElement> active_elements(int64_t instance) = 0;
  // Of itself, an active element, an open job or an incident; 0: there is none.
  virtual int64_t instance_of(int64_t key) = 0;
  virtual std::vector<int64_t> running_instances(const engine::RecordRef& record) = 0;
  virtual engine::ProcessRef definition_of(int64_t instance) = 0;  // nullptr when unknown
};

}  // namespace runtime
