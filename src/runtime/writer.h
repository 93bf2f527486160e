// The writer: one thread that takes queued operations, commits many together, and fires what is
// due.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "runtime/runtime.h"
#include "runtime/session/session.h"
#include "storage/keys.h"

namespace runtime {

class Writer final : public Runtime {
 public:
  Writer(storage::Database& database, base::Clock& clock, Settings settings);
  ~Writer() override;

  void install(Effects& effects) override { session_.install(effects); }
  void on_schedule(std::string kind, ScheduleHandler handler) override {
    handlers_[std::move(kind)] = std::move(handler);
  }
  void set_functions(feel::HostFunctions functions) override;
  void start() override;
  void set_calendar(std::shared_ptr<const base::WorkingCalendar> calendar) override;
  base::Result<base::Json> run(const storage::Actor& actor, Operation operation) override;
  void submit(const storage::Actor& actor, Operation operation, Reply reply) override;
  bool is_storing() const override { return is_storing_; }
  storage::Database& database() override { return database_; }
  base::Clock& clock() override { return clock_; }
  bool has_virtual_clock() const override { return virtual_clock_ != nullptr; }
  void fire_what_is_due() { fires_what_is_due_ = true; }  // see standing_clock.h
  base::Result<void> advance_to(base::Time target) override;
  void on_commit(std::function<void()> act) override {
    commit_listeners_.push_back(std::move(act));
  }
  void on_job_offered(std::function<void(std::string_view type)> act) override {
    session_.on_job_offered(std::move(act));
  }

 private:
  struct Queued {
    storage::Actor actor;
    Operation operation;
    Reply reply;
    bool is_apart = false;  // see Session::begin_operation
  };
  struct Answer {
    Reply reply;
    base::Result<base::Json> result;
    std::vector<std::function<void()>> after_commit;
    bool was_job_failed = false;  // the operation was refused, and the job that it answered failed
  };
  // Something due: a timer of an instance, of a start event, or a scheduled act.
  struct Due {
    enum class What { Timer, StartTimer, Scheduled, Children } what;
    int64_t key = 0;  // of children: of the multi-instance activity
    int64_t instance = 0;
    base::Time due;
    std::string kind;
    std::string payload;
    bool is_cycle = false;
  };

  void loop();
  // Queues the next of the waiting joins from before their incident was there, until none is left.
  void look_at_older_joins();
  void run_batch(std::deque<Queued> batch);
  void take_back(bool was_begun);
  void refuse_batch(std::deque<Queued> batch, bool is_fault, const std::string& why);
  // `why` is empty: a commit went well.
  void note_outage(const std::string& why);
  void note_defect(const std::string& why);
  Answer run_one(Queued& queued);
  Answer try_one(Queued& queued, bool is_apart);
  // That says a job has failed whose answer failed with `error`.
  Queued failing_of(int64_t job, const base::Error& error);
  base::Result<base::Json> call(Queued& queued, Op& op);
  std::optional<Due> next_due();
  std::vector<Due> due_until(base::Time until);
  static void leave_behind_cycles(std::vector<Due>& all);
  // Fires what is due first. How long there is nothing to do then; nothing: until somebody comes.
  std::optional<base::Span> fire_due();
  base::Result<void> fire(const std::vector<Due>& all);
  // Has one multi-instance activity go on. When there may be more to do; nothing: when it is told.
  std::optional<base::Span> begin_children();
  base::Result<void> fire_inside(Op& op, const Due& due);
  void set_aside(const Due& due, const base::Error& error);
  // Of more than a year only the last is played: what fell due before fires once, late.
  base::Result<void> advance(base::Time target);
  std::shared_ptr<const base::WorkingCalendar> calendar();
  std::shared_ptr<const feel::HostFunctions> functions();

  storage::Database& database_;
  base::Clock& clock_;
  base::VirtualClock* virtual_clock_;
  std::atomic<bool> fires_what_is_due_ = false;
  const Settings settings_;
  storage::StoredKeys keys_;
  OperationConnection connection_;
  Session session_;
  std::map<std::string, ScheduleHandler, std::less<>> handlers_;
  std::vector<std::function<void()>> commit_listeners_;

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Queued> queue_;
  std::deque<std::function<void()>> alone_;  // acts of the writer that are no operation (advance)
  std::shared_ptr<const base::WorkingCalendar> calendar_;
  std::shared_ptr<const feel::HostFunctions> functions_ =
      std::make_shared<const feel::HostFunctions>();
  bool is_stopping_ = false;
  bool has_children_left_ = false;  // there may be some; on the writer's thread
  std::atomic<bool> is_storing_ = true;
  std::thread thread_;
};

}  // namespace runtime
