// One writer a workspace: queued operations, group commit, timers, and the engine inside them.
//
// An operation runs on the writer's thread inside a transaction that many operations share. It is
// applied or refused as a whole (a savepoint each) and answered after the commit.
#pragma once

#include <functional>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/random.h"
#include "base/result.h"
#include "base/working_calendar.h"
#include "engine/effects.h"
#include "runtime/engine.h"
#include "storage/database.h"
#include "storage/tx.h"

namespace runtime {

// What an operation works with.
class Op {
 public:
  virtual ~Op() = default;
  storage::Tx& tx;
  Engine& engine;
  const base::WorkingCalendar& calendar;
  // Runs on the writer's thread after the commit, not at all when the operation is refused.
  virtual void after_commit(std::function<void()> act) = 0;

 protected:
  Op(storage::Tx& tx_, Engine& engine_, const base::WorkingCalendar& calendar_)
      : tx(tx_), engine(engine_), calendar(calendar_) {}
};

using Operation = std::function<base::Result<base::Json>(Op&)>;
using Reply = std::function<void(base::Result<base::Json>)>;

// What the engine asks of the rest of the program. Installed by app; called on the writer's thread
// inside the operation's transaction, depth-first, at most 1,000 an operation, in each instance of
// a multi-instance activity, and 50,000 in all.
//
// A refusal of user_task_created or call_builtin refuses the whole operation when a person's act
// led straight to it; on the way of a timer or message it becomes an incident and its writes are
// undone.
// A message or signal that was held for an instance, where nothing waits for it any more.
struct NotTaken {
  int64_t instance = 0;
  std::string element_id;
  std::string name;
  std::string correlation_key;
};

class Effects {
 public:
  virtual ~Effects() = default;
  virtual base::Result<void> user_task_created(Op& op, const engine::UserTask& task) = 0;
  // Its instance has gone over to another definition. A refusal refuses the migration.
  virtual base::Result<void> user_task_migrated(Op&, const engine::UserTask&) { return {}; }
  virtual void user_task_canceled(Op& op, const engine::UserTaskCanceled& task) = 0;
  // Its listeners have seen it. A refusal refuses the whole operation.
  virtual base::Result<void> user_task_changed(Op&, const engine::UserTaskChanged&) { return {}; }
  // A listener refused what was asked of a task, which waits on.
  virtual void user_task_denied(Op&, const engine::UserTaskDenied&) {}
  // Variables (a context) that the task sets, or null.
  virtual base::Result<feel::Value> call_builtin(Op& op, const engine::BuiltinCall& call) = 0;
  // `record` of a bound instance: {id, type, number, state, fields …}.
  virtual feel::Value read_record(Op& op, const engine::RecordRef& record,
                                  const std::vector<std::string>& fields) = 0;
  // A called instance stands still, or goes on, with the one that called it.
  virtual void called_suspended(Op&, int64_t) {}
  virtual void called_resumed(Op&, int64_t) {}
  virtual void instance_ended(Op& op, const engine::InstanceEnded& ended) = 0;
  virtual void incident_raised(Op& op, const engine::IncidentRaised& incident) = 0;
  virtual void event_not_taken(Op&, const NotTaken&) {}
};

struct Settings {
  base::Random* random = nullptr;  // of the FEEL of processes; not owned; absent: the system's
  std::set<std::string, std::less<>> builtin_types = {
      "records:transition", "records:create", "records:update", "notify:send", "report:render"};
  size_t batch_operations_max = 256;
  size_t instances_cached_bytes_max = 256'000'000;
  size_t queue_max = 10'000;   // more are refused with storage.unavailable
  int elements_max = 100'000;  // alive at once in one process instance; more are incidents
  // Of a multi-instance activity in one operation; the rest comes in later ones, between which
  // others are served.
  int children_at_once = 5'000;
  // Called on the writer's thread when nothing can be stored any more, with the reason, and with an
  // empty one when storing goes on.
  std::function<void(const std::string& why)> on_outage = {};
  // Called on the writer's thread when an operation cannot be stored by a fault of its own.
  std::function<void(const std::string& why)> on_defect = {};
};

// Fired by `schedule`, as an operation of its own in due order.
using ScheduleHandler = std::function<base::Result<void>(Op&, const base::Json& payload)>;

class Runtime {
 public:
  // The database must be migrated. Neither is owned. With a VirtualClock timers fire only by
  // advance_to, unless standing_clock.h lets what is due already fire by itself.
  static std::unique_ptr<Runtime> create(storage::Database& database, base::Clock& clock,
                                         Settings settings = {});
  virtual ~Runtime() = default;  // finishes what is queued, then stops

  // Before `start`.
  virtual void install(Effects& effects) = 0;
  virtual void on_schedule(std::string kind, ScheduleHandler handler) = 0;
  virtual void start() = 0;

  // Any thread; what runs from then on sees them. The functions are those of the FEEL of processes.
  virtual void set_functions(feel::HostFunctions functions) = 0;
  virtual void set_calendar(std::shared_ptr<const base::WorkingCalendar> calendar) = 0;

  // Queues, waits for the commit. Not from the writer's thread.
  virtual base::Result<base::Json> run(const storage::Actor& actor, Operation operation) = 0;
  // Replied on the writer's thread after the commit.
  virtual void submit(const storage::Actor& actor, Operation operation, Reply reply) = 0;

  // Whether the last commit that was tried went well. Any thread.
  virtual bool is_storing() const = 0;

  virtual storage::Database& database() = 0;
  virtual base::Clock& clock() = 0;
  virtual bool has_virtual_clock() const = 0;
  // Virtual clock only: fires everything due until `target` in due order, each as an operation of
  // its own at its own time, then stands at `target`. Of a longer time only the last year is played
  // so: what fell due before fires once, late, as after a standstill. Refuses with
  // runtime.clock_backwards and runtime.clock_real; with storage.unavailable it stands where the
  // database failed.
  virtual base::Result<void> advance_to(base::Time target) = 0;
  // Called on the writer's thread after each commit that applied something (SSE hangs on it).
  virtual void on_commit(std::function<void()> act) = 0;
  // Called on the writer's thread after the commit with the type of each job that came up. Before
  // `start`.
  virtual void on_job_offered(std::function<void(std::string_view type)> act) = 0;
};

// How many operations Runtime::run has committed for the calling thread so far: who fails after he
// asked learns from it whether something is done all the same.
int64_t committed_for_this_thread();

// Fires the handler of `kind` at `due`. Survives restarts. Returns its key.
int64_t schedule(storage::Tx& tx, base::Time due, std::string_view kind, const base::Json& payload);
void cancel_schedule(storage::Tx& tx, int64_t key);

std::span<const storage::Migration> migrations();

}  // namespace runtime
