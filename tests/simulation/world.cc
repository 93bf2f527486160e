#include "world.h"

#include <algorithm>

#include "invariants.h"
#include "open.h"
#include "runtime/queries.h"
#include "runtime/session/session.h"

namespace simulation {

namespace {

using base::Result;
using runtime::Op;

base::Error nothing_there() { return base::refusal("engine.no_element"); }

template <class T>
const T* pick(const std::vector<T>& from, uint64_t number) {
  return from.empty() ? nullptr : &from[number % from.size()];
}

// Looking at so many elements after every act would take the time of thousands of other acts.
constexpr size_t kElementsMax = 300;
// Few enough that models that multiply what they begin come upon it.
constexpr int kRoom = 60;
constexpr int kChildrenAtOnce = 2;
constexpr std::string_view kLeft = "SELECT 1 FROM unfinished_body WHERE is_held = 0 LIMIT 1";
constexpr int kOvergrownMax = 2;  // examinations
constexpr int64_t kInstancesMax = 100;
constexpr int64_t kTimersMax = 1'000;

// Mostly minutes, sometimes a day, seldom a month.
base::Span jump(uint64_t number) {
  if (number % 100 == 0) return base::days(40);
  return base::minutes(number % 10 == 0 ? 1500 : static_cast<int64_t>(number % 50));
}

constexpr storage::Migration kTasks{"simulation", 1,
                                    "CREATE TABLE open_task (key INTEGER PRIMARY KEY)"};

std::vector<storage::Migration> tables() {
  std::vector<storage::Migration> all(runtime::migrations().begin(), runtime::migrations().end());
  all.push_back(kTasks);
  return all;
}

}  // namespace

// The correlation key is missing at times, which is an incident wherever it is needed.
feel::Value variables(uint64_t number) {
  feel::Fields fields;
  fields.set("x", feel::Value(static_cast<int>(number % 10)));
  if (number % 16 != 0) fields.set("k", feel::Value("k1"));
  return fields.build();
}

std::string_view name_of(Act act) {
  static constexpr std::string_view kNames[] = {
      "complete job", "answer agent", "fail job",     "throw error",   "complete task",
      "publish",      "buffer",       "signal",       "set variables", "advance",
      "move",         "direct",       "suspend",      "resume",        "set retries",
      "resolve",      "evaluate",     "start",        "cancel",        "migrate",
      "repeat",       "reopen",       "fail storage", "lose reply",    "slow storage"};
  return kNames[static_cast<size_t>(act)];
}

// Keeps the user tasks that are open in the transaction, as the rest of the program does.
class World::Tasks final : public runtime::Effects {
 public:
  explicit Tasks(Counts& counts) : counts_(counts) {}

  Result<void> user_task_created(Op& op, const engine::UserTask& task) override {
    op.tx.db.execute("INSERT INTO open_task (key) VALUES (?)", {task.key});
    return {};
  }
  void user_task_canceled(Op& op, const engine::UserTaskCanceled& task) override {
    op.tx.db.execute("DELETE FROM open_task WHERE key = ?", {task.key});
  }
  void user_task_denied(Op& op, const engine::UserTaskDenied& task) override {
    if (task.event != engine::JobKind::Completing) return;
    op.tx.db.execute("INSERT INTO open_task (key) VALUES (?)", {task.key});
  }
  Result<feel::Value> call_builtin(Op&, const engine::BuiltinCall&) override {
    return feel::Value();
  }
  feel::Value read_record(Op&, const engine::RecordRef&, const std::vector<std::string>&) override {
    return {};
  }
  void instance_ended(Op&, const engine::InstanceEnded&) override {}
  void incident_raised(Op&, const engine::IncidentRaised& incident) override {
    if (incident.kind == "TOO_MANY_ELEMENTS") ++counts_.without_room;
  }

 private:
  Counts& counts_;
};

World::World(Counts& counts)
    : counts_(counts),
      place_(storage::migrated_place(storage::testing::server(), tables())),
      tasks_(std::make_unique<Tasks>(counts)) {
  open();
}
World::~World() = default;

void World::open() {
  runtime_.reset();
  database_.reset();
  auto opened = storage::Database::open(place_.settings());
  base::ensure(opened.ok(), "the database opens");
  database_ = std::make_unique<FaultyDatabase>(std::move(opened).value(), clock_);
  runtime::Settings settings;
  settings.elements_max = kRoom;
  settings.children_at_once = kChildrenAtOnce;
  runtime_ = runtime::Runtime::create(*database_, clock_, std::move(settings));
  runtime_->install(*tasks_);
  runtime_->start();
  if (database_->read()->first(kLeft, {})) settle();
}

Result<void> World::run(const std::function<Result<void>(Op&)>& act) {
  const auto result = runtime_->run({"simulation", {}, "test"}, [&](Op& op) -> Result<base::Json> {
    if (auto done = act(op); !done.ok()) return std::move(done).error();
    return base::Json(nullptr);
  });
  if (database_->has_left_children()) settle();
  if (!result.ok()) return result.error();
  return {};
}

// Until the writer waits for the next act, with nothing left to operations of its own. It looks
// once more behind the last of those.
void World::settle() {
  const auto wait = [&] {
    (void)runtime_->run({"simulation", {}, "test"},
                        [](Op&) -> Result<base::Json> { return base::Json(nullptr); });
  };
  do wait();
  while (database_->read()->first(kLeft, {}));
  wait();
  (void)database_->has_left_children();
}

// Two versions, so that instances can go from one to the other.
std::optional<std::string> World::deploy(const std::string& xml) {
  for (const char* version : {"<!-- one -->", "<!-- two -->"}) {
    const auto done = run([&](Op& op) -> Result<void> {
      auto deployed = op.engine.deploy({{"main.bpmn", xml + version}});
      if (!deployed.ok()) return std::move(deployed).error();
      return {};
    });
    if (!done.ok()) return done.error().code + "\n" + done.error().detail;
  }
  return {};
}

World::Open World::look() {
  Open open;
  auto lease = database_->read();
  storage::Connection& db = *lease;
  db.each("SELECT key, parent_instance FROM process_instance WHERE state = 'active' ORDER BY key",
          {}, [&](const storage::Row& row) {
            open.all.push_back(row.integer(0));
            if (row.integer(1) == 0) open.instances.push_back(row.integer(0));
            return true;
          });
  open.jobs = runtime::open_jobs(db, {.limit = 1'000});
  for (const runtime::JobView& job : open.jobs)
    open.job_kinds.push_back(db.first("SELECT kind FROM job WHERE key = ?", {job.key})->text(0));
  db.each("SELECT key FROM open_task ORDER BY key", {}, [&](const storage::Row& row) {
    open.tasks.push_back(row.integer(0));
    return true;
  });
  db.each(
      "SELECT DISTINCT name FROM subscription WHERE kind = 'message' UNION SELECT name FROM "
      "process_start WHERE kind = 'message' ORDER BY 1",
      {}, [&](const storage::Row& row) {
        open.messages.push_back(row.text(0));
        return true;
      });
  open.incidents = runtime::open_incidents(db, 100'000);
  db.each(
      "SELECT key FROM element_instance WHERE state = 'active' AND kind = 'adHocSubProcess' ORDER "
      "BY key",
      {}, [&](const storage::Row& row) {
        open.ad_hocs.push_back(row.integer(0));
        return true;
      });
  return open;
}

Result<void> World::answer_job(int64_t key, const std::string& kind, uint64_t number) {
  auto done = run([&](Op& op) {
    runtime::JobResult result;
    result.variables = variables(number);
    const bool may_deny = kind == "assigning" || kind == "completing" || kind == "updating";
    if (may_deny && number % 5 == 0) result.denied = "not now";
    if (kind == "ad_hoc") result.ad_hoc.is_fulfilled = true;
    return op.engine.answer_job(key, result);
  });
  if (done.ok()) last_job_ = key;
  return done;
}

Result<void> World::complete_task(int64_t key, uint64_t number) {
  auto done = run([&](Op& op) -> Result<void> {
    op.tx.db.execute("DELETE FROM open_task WHERE key = ?", {key});
    return op.engine.complete_user_task(key, variables(number));
  });
  if (done.ok()) last_task_ = key;
  return done;
}

std::optional<std::string> World::play(const Choice& choice) {
  const Open open = look();
  if (choice.act == Act::Reopen) {
    this->open();
    ++counts_.applied[static_cast<size_t>(choice.act)];
    return examine();
  }
  if (choice.act > Act::Reopen) return play_with_fault(choice, open);
  if (choice.act == Act::Repeat) return repeat(choice.number, open);
  const auto done = perform(choice, open);
  count(choice.act, done.ok());
  if (!done.ok() && done.error().code == "internal.defect") return "defect: " + done.error().detail;
  return examine();
}

void World::count(Act act, bool is_applied) {
  ++(is_applied ? counts_.applied : counts_.refused)[static_cast<size_t>(act)];
}

// Delivers once more what was acknowledged: it must be refused, and it leaves nothing behind.
std::optional<std::string> World::repeat(uint64_t number, const Open& open) {
  const bool is_job = number % 2 == 0;
  const int64_t key = is_job ? last_job_ : last_task_;
  // A task whose completion was denied later is open again.
  const bool is_open = !is_job && std::count(open.tasks.begin(), open.tasks.end(), key) > 0;
  const bool was_delivered = key != 0 && !is_open;
  count(Act::Repeat, was_delivered);
  if (!was_delivered) return examine();
  const auto done = run([&](Op& op) {
    return is_job ? op.engine.complete_job(key, {}) : op.engine.complete_user_task(key, {});
  });
  if (done.ok()) return is_job ? "a job was completed twice" : "a task was completed twice";
  return examine();
}

// Any other act, in the midst of which the storage fails or stands still; every second time the
// program dies of a failure.
std::optional<std::string> World::play_with_fault(const Choice& choice, const Open& open) {
  constexpr auto kKind = [](Act act) {
    if (act == Act::FailStorage) return Fault::Kind::Fails;
    return act == Act::LoseReply ? Fault::Kind::LosesReply : Fault::Kind::IsSlow;
  };
  const uint64_t n = choice.number;
  const auto act = static_cast<Act>(n % static_cast<uint64_t>(Act::Repeat));
  database_->expect({kKind(choice.act), static_cast<int>(n / 32 % 40), jump(n / 64)});
  const auto done = perform({act, n / 32}, open);
  const bool was_met = database_->was_met();
  count(choice.act, was_met);
  if (choice.act == Act::SlowStorage) {
    (void)runtime_->advance_to(clock_.now());
    return examine();
  }
  if (was_met && done.ok()) return "an act whose commit failed was acknowledged";
  if (was_met && done.error().code != "storage.unavailable")
    return "a failure of the storage is answered with " + done.error().code;
  if (was_met && n % 2 == 0) this->open();
  return examine();
}

Result<void> World::perform(const Choice& choice, const Open& open) {
  const uint64_t n = choice.number;
  const int64_t* instance = pick(open.instances, n);
  const runtime::JobView* job = pick(open.jobs, n);
  switch (choice.act) {
    case Act::CompleteJob:
      if (!job) return nothing_there();
      return answer_job(job->key, open.job_kinds[n % open.jobs.size()], n / 7);
    case Act::AnswerAgent:
      for (size_t i = 0; i < open.jobs.size(); ++i) {
        if (open.job_kinds[i] != "ad_hoc") continue;
        return run([&](Op& op) {
          const engine::ProcessRef process = op.engine.definition_of(open.jobs[i].instance);
          const engine::Node& node =
              process->nodes[static_cast<size_t>(process->find(open.jobs[i].element_id))];
          runtime::JobResult result;
          const int start = node.starts[n % node.starts.size()];
          result.ad_hoc.activate.push_back({process->nodes[static_cast<size_t>(start)].id, {}});
          return op.engine.answer_job(open.jobs[i].key, result);
        });
      }
      return nothing_there();
    case Act::FailJob:
      if (!job) return nothing_there();
      return run([&](Op& op) {
        return op.engine.fail_job(job->key, static_cast<int>(n / 3 % 3), "failed", {}, {});
      });
    case Act::ThrowError:
      if (!job) return nothing_there();
      return run([&](Op& op) {
        return op.engine.throw_error(job->key, n / 5 % 2 == 0 ? "E1" : "E2", "", variables(n / 10));
      });
    case Act::CompleteTask: {
      const int64_t* task = pick(open.tasks, n);
      if (!task) return nothing_there();
      return complete_task(*task, n / 7);
    }
    case Act::Publish:
    case Act::PublishLater:
      return run([&](Op& op) -> Result<void> {
        runtime::Message message;
        const std::string* awaited = pick(open.messages, n);
        message.name = awaited && n / 3 % 8 != 0 ? *awaited : "m1";
        message.correlation_key = n / 2 % 5 == 0 ? "other" : "k1";
        message.variables = variables(n / 10);
        if (choice.act == Act::PublishLater) {
          message.time_to_live = base::minutes(30);
          message.message_id = n / 7 % 3 == 0 ? "" : "delivered " + std::to_string(n / 7 % 3);
        }
        auto published = op.engine.publish_message(message);
        return published.ok() ? Result<void>() : Result<void>(std::move(published).error());
      });
    case Act::Signal:
      return run([&](Op& op) {
        return op.engine.broadcast_signal(n % 2 == 0 ? "s1" : "s2", variables(n / 2));
      });
    case Act::SetVariables:
      if (!instance) return nothing_there();
      return run([&](Op& op) { return op.engine.set_variables(*instance, variables(n / 7)); });
    case Act::Advance: return advance_to(clock_.now() + jump(n));
    case Act::Move:
      if (!instance) return nothing_there();
      return run([&](Op& op) {
        const auto active = op.engine.active_elements(*instance);
        const engine::ProcessRef process = op.engine.definition_of(*instance);
        std::vector<int64_t> terminate;
        if (!active.empty()) terminate.push_back(active[n / 11 % active.size()].key);
        return op.engine.move(*instance, terminate,
                              {process->nodes[n / 13 % process->nodes.size()].id}, "moved");
      });
    case Act::DirectAdHoc: {
      const int64_t* element = pick(open.ad_hocs, n);
      if (!element) return nothing_there();
      return run([&](Op& op) {
        const auto& instances = static_cast<runtime::Session&>(op.engine).instances();
        auto& mutable_instances = const_cast<runtime::Instances&>(instances);
        const auto* found = mutable_instances.find(mutable_instances.instance_of_element(*element));
        engine::AdHocResult result;
        if (found) {
          const engine::Node& node =
              found->process->nodes[static_cast<size_t>(found->active(*element)->node)];
          const int start = node.starts[n / 3 % node.starts.size()];
          result.activate.push_back(
              {found->process->nodes[static_cast<size_t>(start)].id, variables(n / 9)});
        }
        result.is_fulfilled = n / 17 % 4 == 0;
        if (result.is_fulfilled) result.activate.clear();
        return op.engine.direct_ad_hoc(*element, result);
      });
    }
    case Act::Suspend:
      if (!instance) return nothing_there();
      return run([&](Op& op) { return op.engine.suspend_instance(*instance); });
    case Act::Resume:
      if (!instance) return nothing_there();
      return run([&](Op& op) { return op.engine.resume_instance(*instance); });
    case Act::SetRetries:
      if (!job) return nothing_there();
      return run([&](Op& op) { return op.engine.set_retries(job->key, 2); });
    case Act::Resolve: {
      const auto* incident = pick(open.incidents, n);
      if (!incident) return nothing_there();
      return run([&](Op& op) { return op.engine.resolve_incident(incident->key); });
    }
    case Act::EvaluateConditions:
      return run([&](Op& op) -> Result<void> {
        auto started = op.engine.evaluate_conditions("", variables(n));
        return started.ok() ? Result<void>() : Result<void>(std::move(started).error());
      });
    case Act::Start:
      if (open.all.size() > 6) return nothing_there();
      return run([&](Op& op) -> Result<void> {
        runtime::StartRequest request;
        request.process_id = "main";
        request.variables = variables(n);
        auto key = op.engine.start(request);
        return key.ok() ? Result<void>() : Result<void>(std::move(key).error());
      });
    case Act::Cancel:
      if (!instance) return nothing_there();
      return run([&](Op& op) { return op.engine.cancel_instance(*instance, "canceled"); });
    case Act::Migrate:
      if (!instance) return nothing_there();
      return run([&](Op& op) {
        const engine::ProcessRef present = op.engine.definition_of(*instance);
        const auto other = op.tx.db.first(
            "SELECT key FROM definition WHERE kind = 'process' AND id = ? AND key <> ?",
            {present->id, present->key});
        return op.engine.migrate(*instance, other->integer(0),
                                 engine::same_elements(*present, *present));
      });
    case Act::Repeat:
    case Act::Reopen:
    case Act::FailStorage:
    case Act::LoseReply:
    case Act::SlowStorage: break;
  }
  return nothing_there();
}

std::optional<std::string> World::examine() {
  // What timers began, and whatever an act whose answer was lost began all the same.
  if (database_->has_left_children()) settle();
  std::string faults;
  const auto done = runtime_->run({"examiner", {}, "test"}, [&](Op& op) -> Result<base::Json> {
    auto& session = static_cast<runtime::Session&>(op.engine);
    std::set<int64_t> known;
    std::set<int64_t> open_tasks;
    for (const auto& row : op.tx.db.query("SELECT key FROM open_task"))
      open_tasks.insert(row.integer(0));
    op.tx.db.each(
        "SELECT key FROM process_instance WHERE state = 'active'", {},
        [&](const storage::Row& row) {
          const engine::Instance* memory = session.instances().find(row.integer(0));
          if (!memory) {
            faults += "a running instance cannot be found\n";
            return true;
          }
          if (memory->elements.size() > kElementsMax) ++overgrown_;
          std::set<int64_t> tasks;
          for (int64_t key : open_tasks) {
            if (memory->active(key)) tasks.insert(key);
          }
          known.insert(tasks.begin(), tasks.end());
          for (const std::string& fault : faults_of(*memory, tasks)) faults += fault + "\n";
          engine::Instance stored;
          (void)runtime::load_instance(op.tx.db, session.definitions(), row.integer(0), stored);
          if (print(*memory) != print(stored))
            faults += "memory\n" + print(*memory) + "differs from storage\n" + print(stored);
          return true;
        });
    for (int64_t key : open_tasks) {
      if (!known.contains(key))
        faults += "the user task " + std::to_string(key) + " was never taken back\n";
    }
    for (const char* query :
         {"SELECT 'job' FROM job j WHERE NOT EXISTS (SELECT 1 FROM element_instance e WHERE e.key "
          "= j.element AND e.state = 'active') AND NOT EXISTS (SELECT 1 FROM process_instance i "
          "WHERE "
          "i.key = j.element AND i.state = 'active')",
          "SELECT 'timer' FROM timer t WHERE instance <> 0 AND NOT EXISTS (SELECT 1 FROM "
          "process_instance i WHERE i.key = t.instance AND i.state = 'active')",
          "SELECT 'subscription' FROM subscription s WHERE NOT EXISTS (SELECT 1 FROM "
          "process_instance i WHERE i.key = s.instance AND i.state = 'active')",
          "SELECT 'token' FROM join_token s WHERE NOT EXISTS (SELECT 1 FROM process_instance i "
          "WHERE i.key = s.instance AND i.state = 'active')"}) {
      if (const auto row = op.tx.db.first(query))
        faults += "a stored " + row->text(0) + " hangs on nothing\n";
    }
    // Set aside since firing it failed.
    if (const auto row = op.tx.db.first(
            "SELECT t.element_id FROM timer t JOIN process_instance i ON i.key = t.instance WHERE "
            "t.is_held = 1 AND i.is_suspended = 0"))
      faults += "the timer of " + row->text(0) + " is held\n";
    return base::Json(nullptr);
  });
  if (!done.ok()) return "the examination failed: " + done.error().detail;
  if (faults.empty()) return {};
  return faults;
}

// From one timer to the next: each act is bounded, but instances that answer one another through
// timers may double every few minutes, and a jump of forty days has thousands of these.
Result<void> World::advance_to(base::Time target) {
  while (!is_overgrown()) {
    const auto next = database_->read()->first(
        "SELECT due FROM timer WHERE is_held = 0 ORDER BY due LIMIT 1", {});
    if (!next || next->integer(0) > target.micros) return runtime_->advance_to(target);
    const base::Time due = std::max(base::Time{next->integer(0)}, clock_.now());
    if (auto fired = runtime_->advance_to(due); !fired.ok()) return fired;
  }
  return {};
}

bool World::is_overgrown() {
  const auto count = [&](const char* query) {
    return database_->read()->first(query, {})->integer(0);
  };
  return overgrown_ > kOvergrownMax || count("SELECT count(*) FROM timer") > kTimersMax ||
         count("SELECT count(*) FROM process_instance WHERE state = 'active'") > kInstancesMax;
}

}  // namespace simulation
