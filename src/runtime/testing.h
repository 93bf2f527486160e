// A workspace for tests: a fresh database, a virtual clock, and effects that write down what was
// asked.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "runtime/next_timer.h"
#include "runtime/queries.h"
#include "runtime/runtime.h"
#include "storage/testing.h"

namespace runtime::testing {

class RecordedEffects : public Effects {
 public:
  base::Result<void> user_task_created(Op& op, const engine::UserTask& task) override {
    if (on_user_task) {
      if (auto done = on_user_task(op, task); !done.ok()) return done;
    }
    tasks[task.at.element_id].push_back(task);
    return {};
  }
  void user_task_canceled(Op&, const engine::UserTaskCanceled& task) override {
    canceled.push_back(task.at.element_id);
  }
  base::Result<feel::Value> call_builtin(Op& op, const engine::BuiltinCall& call) override {
    calls.push_back(call);
    if (on_builtin) return on_builtin(op, call);
    return feel::Value();
  }
  feel::Value read_record(Op&, const engine::RecordRef& record,
                          const std::vector<std::string>& fields) override {
    ++records_read;
    return feel::Fields()
        .set("id", feel::Value(std::to_string(record.id)))
        .set("type", feel::Value(record.type))
        .set("fields", feel::Value(static_cast<int>(fields.size())))
        .set("reading", feel::Value(records_read))
        .build();
  }
  void instance_ended(Op&, const engine::InstanceEnded& ended_) override {
    ended.push_back(ended_.at.process_id);
  }
  void incident_raised(Op&, const engine::IncidentRaised& incident) override {
    incidents.push_back(incident.kind);
  }
  void event_not_taken(Op&, const NotTaken& event) override {
    not_taken.push_back(event.element_id + " " + event.name + " " + event.correlation_key);
  }

  std::map<std::string, std::vector<engine::UserTask>> tasks;  // by element id
  std::vector<std::string> canceled;
  std::vector<engine::BuiltinCall> calls;
  std::vector<std::string> ended;
  std::vector<std::string> incidents;
  std::vector<std::string> not_taken;
  int records_read = 0;
  std::function<base::Result<void>(Op&, const engine::UserTask&)> on_user_task;
  std::function<base::Result<feel::Value>(Op&, const engine::BuiltinCall&)> on_builtin;
};

class Workspace {
 public:
  Workspace() { open(); }

  // As after a restart of the program.
  void reopen() {
    runtime_.reset();
    database_.reset();
    open();
  }

  Runtime& runtime() { return *runtime_; }
  storage::Database& database() { return *database_; }
  const std::filesystem::path& folder() const { return place_.folder(); }
  RecordedEffects effects;
  Settings settings;  // counts with the next `reopen`
  base::VirtualClock clock{base::parse_time("2026-03-02T01:00:00Z").value()};
  storage::Actor actor{"lin", "", "test"};

  base::Result<base::Json> run(Operation operation) {
    return runtime_->run(actor, std::move(operation));
  }

  // Runs an act of the engine and gives its code, "ok" when it was applied.
  std::string act(const std::function<base::Result<void>(Engine&)>& what) {
    const auto result = run([&](Op& op) -> base::Result<base::Json> {
      auto done = what(op.engine);
      if (!done.ok()) return std::move(done).error();
      return base::Json(nullptr);
    });
    return result.ok() ? "ok" : result.error().code;
  }

  std::string deploy(const std::string& file, const std::string& xml) {
    const auto result = run([&](Op& op) -> base::Result<base::Json> {
      auto done = op.engine.deploy({{file, xml}});
      if (!done.ok()) return std::move(done).error();
      return base::Json(nullptr);
    });
    return result.ok() ? "ok" : result.error().detail;
  }

  // Until no instance of a multi-instance activity is left to a later operation.
  void settle() {
    while (count("unfinished_body WHERE is_held = 0") > 0)
      act([](Engine&) -> base::Result<void> { return {}; });
  }

  int64_t start(const std::string& process, feel::Value variables = {},
                engine::RecordRef record = {}) {
    const auto result = run([&](Op& op) -> base::Result<base::Json> {
      auto key = op.engine.start({process, 0, variables, record, ""});
      if (!key.ok()) return std::move(key).error();
      return base::Json(*key);
    });
    last_refusal = result.ok() ? "" : result.error().code;
    return result.ok() ? result.value().as_int64() : 0;
  }

  // Completes the latest user task of an element.
  std::string complete(const std::string& element, feel::Value variables = {}) {
    const int64_t key = effects.tasks.at(element).back().key;
    return act([&](Engine& engine) { return engine.complete_user_task(key, variables); });
  }

  std::string publish(const std::string& name, const std::string& correlation_key,
                      feel::Value variables = {}, base::Span time_to_live = {}) {
    return act([&](Engine& engine) -> base::Result<void> {
      auto done = engine.publish_message({name, correlation_key, variables, time_to_live, "", {}});
      if (!done.ok()) return std::move(done).error();
      return {};
    });
  }

  // Ids of active elements in the order in which they began, then those that ended.
  std::string active(int64_t instance) { return states(instance, "active"); }
  std::string completed(int64_t instance) { return states(instance, "completed"); }
  std::string terminated(int64_t instance) { return states(instance, "terminated"); }
  std::string state(int64_t instance) {
    return runtime::instance(*database_->read(), instance)->state;
  }
  std::string variable(int64_t instance, const std::string& name) {
    const base::Json all = runtime::variables(*database_->read(), instance);
    const base::Json* found = base::find(all, name);
    return found ? base::print(*found) : "absent";
  }
  int64_t count(const std::string& table) {
    return database_->read()->first("SELECT COUNT(*) FROM " + table)->integer(0);
  }
  void advance(base::Span span) {
    base::ensure(runtime_->advance_to(clock.now() + span).ok(), "time goes forward");
  }
  // When the step goes on that waits for the clock.
  std::optional<base::Time> until(int64_t instance, std::string_view element) {
    auto db = database_->read();
    for (const ElementView& each : elements(*db, instance)) {
      if (each.element_id == element) return next_timer(*db, instance, each.key);
    }
    return std::nullopt;
  }

  std::string last_refusal;

 private:
  void open() {
    auto opened = storage::Database::open(place_.settings());
    base::ensure(opened.ok(), "a test database opens");
    database_ = std::move(opened).value();
    // Nothing, unless a test has made an older workspace of it.
    base::ensure(database_->migrate(migrations()).ok(), "runtime migrates");
    runtime_ = Runtime::create(*database_, clock, settings);
    runtime_->install(effects);
    runtime_->start();
  }

  std::string states(int64_t instance, const std::string& wanted) {
    std::string ids;
    for (const ElementView& each : elements(*database_->read(), instance)) {
      if (each.state == wanted) ids += (ids.empty() ? "" : " ") + each.element_id;
    }
    return ids;
  }

  storage::TemporaryPlace place_ =
      storage::migrated_place(storage::testing::server(), migrations());
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<Runtime> runtime_;
};

inline feel::Value vars(std::string_view feel_context) {
  feel::Evaluation evaluation;
  return feel::evaluate(feel_context, feel::NoNames(), evaluation);
}

}  // namespace runtime::testing
