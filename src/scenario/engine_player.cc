// Engine scenarios: deploy, start, jobs, messages and time against the runtime alone.
#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>

#include "base/decimal.h"
#include "base/text.h"
#include "bpmn/reader.h"
#include "runtime/queries.h"
#include "runtime/runtime.h"
#include "scenario/runner.h"
#include "storage/temporary_place.h"

namespace scenario {

namespace {

using base::Json;
using base::Result;
using packs::Node;

feel::Value value_of(const Node& node) {
  if (node.is_scalar() && node.text.starts_with("=")) {
    feel::Evaluation evaluation;
    return feel::evaluate(std::string_view(node.text).substr(1), feel::NoNames(), evaluation);
  }
  if (node.is_scalar() && !node.is_quoted)
    if (const auto number = base::Decimal::parse(node.text)) return feel::Value(*number);
  if (node.is_list()) {
    feel::Values items;
    for (const Node& item : node.items) items.push_back(value_of(item));
    return feel::Value::list(std::move(items));
  }
  if (!node.is_map()) return feel::from_json(packs::to_json(node));
  feel::Fields fields;
  for (const auto& entry : node.entries) fields.set(entry.key, value_of(entry.value));
  return fields.build();
}

feel::Value list_of(const std::vector<std::string>& texts) {
  return feel::Value::list(feel::Values(texts.begin(), texts.end()));
}

// What the engine asks of the program, where there is no program: tasks wait, built-in acts do
// nothing.
class Alone final : public runtime::Effects {
 public:
  Result<void> user_task_created(runtime::Op&, const engine::UserTask& task) override {
    tasks.emplace_back(task.at.element_id, task.key);
    values[task.at.element_id] = feel::Fields()
                                     .set("assignee", feel::Value(task.assignee))
                                     .set("candidateGroups", list_of(task.candidate_groups))
                                     .set("candidateUsers", list_of(task.candidate_users))
                                     .set("priority", feel::Value(task.priority))
                                     .set("dueDate", feel::Value(task.due_date))
                                     .set("followUpDate", feel::Value(task.follow_up_date))
                                     .set("formId", feel::Value(task.form_id))
                                     .set("externalFormReference", feel::Value(task.external_form))
                                     .build();
    return {};
  }
  Result<void> user_task_changed(runtime::Op&, const engine::UserTaskChanged& task) override {
    feel::Fields all;
    const feel::Value before = values[task.at.element_id];
    for (const feel::Value* each : {&before, &task.values})
      for (size_t i = 0; each->is(feel::Kind::Context) && i < each->names().size(); ++i)
        all.set(each->names()[i], each->values()[i]);
    values[task.at.element_id] = all.build();
    return {};
  }
  void user_task_canceled(runtime::Op&, const engine::UserTaskCanceled& task) override {
    forget(task.key);
  }
  void user_task_denied(runtime::Op&, const engine::UserTaskDenied& task) override {
    if (task.event == engine::JobKind::Completing) tasks.emplace_back(task.at.element_id, task.key);
  }
  Result<feel::Value> call_builtin(runtime::Op&, const engine::BuiltinCall&) override {
    return feel::Value();
  }
  feel::Value read_record(runtime::Op&, const engine::RecordRef&,
                          const std::vector<std::string>&) override {
    return {};
  }
  void instance_ended(runtime::Op&, const engine::InstanceEnded&) override {}
  void incident_raised(runtime::Op&, const engine::IncidentRaised&) override {}

  void forget(int64_t key) {
    std::erase_if(tasks, [&](const auto& task) { return task.second == key; });
  }
  std::vector<std::pair<std::string, int64_t>> tasks;  // waiting, oldest first
  std::map<std::string, feel::Value> values;  // of the latest task of an element, by `zeebe:` names
};

// The machine under test: database, clock, runtime.
class Machine {
 public:
  Machine(base::Time start, const std::string& server)
      : place_(storage::migrated_place(server, runtime::migrations())), clock_(start) {
    open();
  }

  void open() {
    runtime_.reset();
    database_.reset();
    auto database = storage::Database::open(place_.settings());
    if (!database) throw Mistake{"the database cannot be opened: " + database.error().code};
    database_ = std::move(database).value();
    runtime_ = runtime::Runtime::create(*database_, clock_);
    runtime_->install(effects);
    runtime_->start();
  }

  Result<void> run(const std::function<Result<void>(runtime::Op&)>& act) {
    const auto result =
        runtime_->run({"scenario", {}, "scenario"}, [&](runtime::Op& op) -> Result<Json> {
          if (auto done = act(op); !done) return done.error();
          return Json(nullptr);
        });
    if (!result) return result.error();
    return {};
  }
  Result<void> advance_to(base::Time time) { return runtime_->advance_to(time); }
  base::Time now() const { return clock_.now(); }
  storage::Database::Lease read() { return database_->read(); }

  Alone effects;

 private:
  storage::TemporaryPlace place_;
  base::VirtualClock clock_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<runtime::Runtime> runtime_;
};

class EnginePlayer {
 public:
  EnginePlayer(const Scenario& scenario, const std::string& server)
      : scenario_(scenario), machine_(scenario.clock, server) {}

  std::optional<std::string> play() {
    for (size_t i = 0; i < scenario_.steps.size(); ++i) {
      const Step& step = scenario_.steps[i];
      const std::string fault = play_step(step);
      if (fault.empty()) continue;
      return "  " + scenario_.file.generic_string() + ":" + std::to_string(step.mark.line) + ":" +
             std::to_string(step.mark.column) + " step " + std::to_string(i + 1) + "\n" + fault;
    }
    return {};
  }

 private:
  std::string play_step(const Step& step) {
    try {
      const Result<void> result = do_step(step);
      if (auto fired = machine_.advance_to(machine_.now()); !fired)
        return "    what is due did not fire: " + fired.error().code + "\n";
      const Node* refused = step.node.find("refused");
      if (refused && result.ok())
        return "    expected the refusal " + refused->text_of("id") + "; it was done\n";
      if (refused && result.error().code != refused->text_of("id"))
        return "    expected the refusal " + refused->text_of("id") + "; was " +
               result.error().code + "\n";
      if (refused && result.error().detail.find(refused->text_of("detail")) == std::string::npos)
        return "    expected the refusal to say " + refused->text_of("detail") + "; was " +
               result.error().detail + "\n";
      if (!refused && !result.ok())
        return "    refused: " + result.error().code + " " + result.error().title.en + " " +
               result.error().detail + "\n";
      return check(step);
    } catch (const Mistake& mistake) {
      return "    " + mistake.text + "\n";
    }
  }

  Result<void> do_step(const Step& step) {
    using Act = Result<void> (EnginePlayer::*)(const Node& what, const Node& step);
    static const std::vector<std::pair<std::string_view, Act>> acts = {
        {"deploy", &EnginePlayer::deploy},
        {"start", &EnginePlayer::start},
        {"complete_job", &EnginePlayer::complete_job},
        {"fail_job", &EnginePlayer::fail_job},
        {"throw_error", &EnginePlayer::throw_error},
        {"complete_task", &EnginePlayer::complete_task},
        {"assign_task", &EnginePlayer::assign_task},
        {"update_task", &EnginePlayer::update_task},
        {"direct", &EnginePlayer::direct},
        {"evaluate_conditions", &EnginePlayer::evaluate_conditions},
        {"publish", &EnginePlayer::publish},
        {"signal", &EnginePlayer::signal},
        {"set_variables", &EnginePlayer::set_variables},
        {"cancel", &EnginePlayer::cancel},
        {"resolve", &EnginePlayer::resolve},
        {"advance", &EnginePlayer::advance},
        {"at", &EnginePlayer::at},
        {"restart", &EnginePlayer::restart},
    };
    for (const auto& [key, act] : acts)
      if (const Node* what = step.node.find(key)) return (this->*act)(*what, step.node);
    return {};
  }

  feel::Value with(const Node& step) const {
    const Node* values = step.find("with");
    return values ? value_of(*values) : feel::Value::context({});
  }

  int64_t instance(const Node& step) const {
    const std::string on = step.text_of("on");
    const auto found = instances_.find(on.empty() ? last_ : on);
    if (found == instances_.end()) throw Mistake{"no instance is named " + on};
    return found->second;
  }

  // The newest instance that no other one called.
  int64_t newest() {
    for (const auto& each : runtime::instances(*machine_.read(), {}))
      if (each.parent_instance == 0) return each.key;
    return 0;
  }

  // --- acts

  Result<void> deploy(const Node& what, const Node&) {
    std::vector<runtime::File> files;
    for (const std::string& name : what.texts()) {
      const auto path = scenario_.file.parent_path() / name;
      std::ifstream stream(path, std::ios::binary);
      if (!stream) throw Mistake{"cannot be read: " + path.generic_string()};
      std::ostringstream text;
      text << stream.rdbuf();
      files.push_back({name, text.str()});
      if (!name.ends_with(".bpmn")) continue;
      for (const bpmn::Process& process : bpmn::read(name, text.str()).model.processes)
        for (const bpmn::Element& element : process.elements)
          if (!element.job_type.empty()) job_types_[element.id] = element.job_type.text;
    }
    return machine_.run([&](runtime::Op& op) -> Result<void> {
      const auto deployed = op.engine.deploy(files);
      if (!deployed) return deployed.error();
      return {};
    });
  }

  Result<void> start(const Node& what, const Node& step) {
    int64_t key = 0;
    const Result<void> result = machine_.run([&](runtime::Op& op) -> Result<void> {
      runtime::StartRequest request;
      request.process_id = what.text;
      request.variables = with(step);
      if (const Node* from = step.find("from")) request.start_elements = from->texts();
      const auto started = op.engine.start(request);
      if (!started) return started.error();
      key = *started;
      return {};
    });
    if (result.ok()) {
      last_ = step.text_of("name").empty() ? "last" : step.text_of("name");
      instances_[last_] = key;
    }
    return result;
  }

  // The oldest job of an element or type; those found on the way are kept while they are open.
  Result<runtime::ActivatedJob> job(runtime::Op& op, const std::string& name) {
    const auto is_over = [&](const runtime::ActivatedJob& each) {
      return !op.tx.db.first("SELECT 1 FROM job WHERE key = ?", {each.key});
    };
    std::erase_if(jobs_, is_over);
    const auto type = job_types_.find(name);
    const std::string wanted = type == job_types_.end() ? name : type->second;
    for (auto& found : op.engine.activate_jobs(wanted, "scenario", base::days(3650), 1'000))
      jobs_.push_back(found);
    for (auto it = jobs_.begin(); it != jobs_.end(); ++it) {
      if (it->at.element_id != name && it->type != name) continue;
      const runtime::ActivatedJob taken = *it;
      jobs_.erase(it);
      return taken;
    }
    return base::refusal("scenario.no_job").at(name);
  }

  Result<void> complete_job(const Node& what, const Node& step) {
    return machine_.run([&](runtime::Op& op) -> Result<void> {
      const auto taken = job(op, what.text);
      if (!taken) return taken.error();
      runtime::JobResult result;
      result.variables = with(step);
      result.denied = step.text_of("denied");
      if (const Node* corrections = step.find("corrections"))
        result.corrections = value_of(*corrections);
      if (const Node* ad_hoc = step.find("ad_hoc")) result.ad_hoc = ad_hoc_result(*ad_hoc);
      return op.engine.answer_job(taken->key, result);
    });
  }

  static engine::AdHocResult ad_hoc_result(const Node& node) {
    engine::AdHocResult result;
    if (const Node* activate = node.find("activate"))
      for (const std::string& id : activate->texts()) result.activate.push_back({id, {}});
    result.is_fulfilled = node.text_of("fulfilled") == "true";
    result.cancels_remaining = node.text_of("cancel_remaining") == "true";
    return result;
  }

  Result<void> direct(const Node& what, const Node& step) {
    engine::AdHocResult result = ad_hoc_result(what);
    for (engine::Activation& each : result.activate) each.variables = with(step);
    int64_t element = 0;
    for (const auto& each : runtime::elements(*machine_.read(), instance(step)))
      if (each.element_id == what.text_of("element") && each.state == "active") element = each.key;
    return machine_.run([&](runtime::Op& op) { return op.engine.direct_ad_hoc(element, result); });
  }

  Result<void> evaluate_conditions(const Node& what, const Node& step) {
    return machine_.run([&](runtime::Op& op) -> Result<void> {
      const auto started = op.engine.evaluate_conditions(what.text, with(step));
      if (!started) return started.error();
      for (const int64_t key : *started) instances_[last_ = "last"] = key;
      return {};
    });
  }

  Result<void> fail_job(const Node& what, const Node&) {
    return machine_.run([&](runtime::Op& op) -> Result<void> {
      const auto taken = job(op, what.text_of("job"));
      if (!taken) return taken.error();
      const auto retries = base::Decimal::parse(what.text_of("retries"));
      return op.engine.fail_job(taken->key,
                                retries ? static_cast<int>(retries->to_int64().value_or(0)) : 0,
                                what.text_of("message"), {}, {});
    });
  }

  Result<void> throw_error(const Node& what, const Node& step) {
    return machine_.run([&](runtime::Op& op) -> Result<void> {
      const auto taken = job(op, what.text_of("job"));
      if (!taken) return taken.error();
      return op.engine.throw_error(taken->key, what.text_of("code"), what.text_of("message"),
                                   with(step));
    });
  }

  Result<void> complete_task(const Node& what, const Node& step) {
    for (const auto& [element, key] : machine_.effects.tasks) {
      if (element != what.text) continue;
      const int64_t task = key;
      auto completed = machine_.run(
          [&](runtime::Op& op) { return op.engine.complete_user_task(task, with(step)); });
      if (completed) machine_.effects.forget(task);
      return completed;
    }
    return base::refusal("scenario.no_task").at(what.text);
  }

  Result<void> change_task(const Node& what, engine::JobKind event, const feel::Value& values) {
    for (const auto& [element, key] : machine_.effects.tasks) {
      if (element != what.text) continue;
      const int64_t task = key;
      return machine_.run(
          [&](runtime::Op& op) { return op.engine.change_user_task(task, event, values); });
    }
    return base::refusal("scenario.no_task").at(what.text);
  }
  Result<void> assign_task(const Node& what, const Node& step) {
    return change_task(what, engine::JobKind::Assigning, with(step));
  }
  Result<void> update_task(const Node& what, const Node& step) {
    return change_task(what, engine::JobKind::Updating, with(step));
  }

  Result<void> publish(const Node& what, const Node& step) {
    runtime::Message message;
    message.name = what.text_of("message");
    message.correlation_key = what.text_of("key");
    message.variables = with(step);
    if (const auto ttl = base::parse_duration(what.text_of("ttl")))
      message.time_to_live = base::fixed_span(*ttl);
    return machine_.run([&](runtime::Op& op) -> Result<void> {
      const auto published = op.engine.publish_message(message);
      if (!published) return published.error();
      for (const int64_t key : published->started) instances_[last_ = "last"] = key;
      return {};
    });
  }

  Result<void> signal(const Node& what, const Node& step) {
    const auto before = newest();
    const auto done = machine_.run(
        [&](runtime::Op& op) { return op.engine.broadcast_signal(what.text, with(step)); });
    if (newest() != before) instances_[last_ = "last"] = newest();
    return done;
  }

  // At the instance, or local to the running `element`.
  Result<void> set_variables(const Node& what, const Node& step) {
    const std::string element = step.text_of("element");
    int64_t scope = instance(step);
    if (!element.empty())
      for (const auto& each : runtime::elements(*machine_.read(), instance(step)))
        if (each.element_id == element && each.state == "active") scope = each.key;
    return machine_.run([&](runtime::Op& op) {
      return element.empty() ? op.engine.set_variables(scope, value_of(what))
                             : op.engine.set_local_variables(scope, value_of(what));
    });
  }

  Result<void> cancel(const Node& what, const Node&) {
    const auto found = instances_.find(what.text);
    if (found == instances_.end()) throw Mistake{"no instance is named " + what.text};
    return machine_.run(
        [&](runtime::Op& op) { return op.engine.cancel_instance(found->second, "scenario"); });
  }

  Result<void> resolve(const Node& what, const Node& step) {
    int64_t incident = 0;
    for (const auto& open : runtime::incidents(*machine_.read(), instance(step)))
      if (open.element_id == what.text && !open.resolved_at) incident = open.key;
    if (incident == 0) throw Mistake{"no open incident at " + what.text};
    return machine_.run([&](runtime::Op& op) { return op.engine.resolve_incident(incident); });
  }

  Result<void> advance(const Node& what, const Node&) {
    const auto duration = base::parse_duration(what.text);
    if (!duration) throw Mistake{"not a duration: " + what.text};
    const auto before = newest();
    const auto done =
        machine_.advance_to(base::add(base::WorkingCalendar{}, machine_.now(), *duration));
    if (newest() != before) instances_[last_ = "last"] = newest();
    return done;
  }

  Result<void> at(const Node& what, const Node&) {
    const auto time = base::parse_time(what.text);
    if (!time) throw Mistake{"not a time with an offset: " + what.text};
    return machine_.advance_to(*time);
  }

  Result<void> restart(const Node&, const Node&) {
    machine_.open();
    return {};
  }

  // --- expectations

  std::string check(const Step& step) {
    const Node* expect = step.node.find("expect");
    if (!expect) return {};
    const int64_t key = instance(step.node);
    auto lease = machine_.read();
    storage::Connection& db = *lease;
    std::string fault;
    const auto differ = [&](const std::string& place, const std::string& wanted,
                            const std::string& actual) {
      fault += "    " + place + "\n      expected " + wanted + "\n      actual   " + actual + "\n";
    };
    const auto compare_ids = [&](const char* name, std::vector<std::string> actual) {
      const Node* wanted = expect->find(name);
      if (wanted && wanted->texts() != actual)
        differ(name, base::join(wanted->texts(), ", "), base::join(actual, ", "));
    };
    compare_ids("trace", elements(db, key, [](const auto&) { return true; }));
    compare_ids("completed", completed(db, key));
    auto active = elements(db, key, [](const auto& element) { return element.state == "active"; });
    std::sort(active.begin(), active.end());
    compare_ids("active", active);
    compare_ids("terminated", elements(db, key, [](const auto& element) {
                  return element.state == "terminated";
                }));
    const auto compare_values = [&](const std::string& place, const Node& wanted,
                                    const feel::Value& actual) {
      for (const auto& entry : wanted.entries) {
        const feel::Value* value = actual.find(entry.key);
        const feel::Value is = value ? *value : feel::Value();
        if (!(value_of(entry.value) == is))
          differ(place + "." + entry.key, feel::print(value_of(entry.value)), feel::print(is));
      }
    };
    if (const Node* variables = expect->find("variables"))
      compare_values("variables", *variables, feel::from_json(runtime::variables(db, key)));
    if (const Node* tasks = expect->find("tasks"))
      for (const auto& entry : tasks->entries)
        compare_values("tasks." + entry.key, entry.value, machine_.effects.values[entry.key]);
    check_state(db, key, *expect, differ);
    return fault;
  }

  template <class Differ>
  void check_state(storage::Connection& db, int64_t key, const Node& expect, Differ differ) {
    if (const Node* state = expect.find("state")) {
      const auto view = runtime::instance(db, key);
      const std::string raw = view ? view->state : "none";
      const std::string actual = raw == "active" ? "running" : raw;
      if (state->text != actual) differ("state", state->text, actual);
    }
    const Node* incidents = expect.find("incidents");
    if (!incidents) return;
    std::vector<std::string> wanted, actual;
    for (const Node& item : incidents->items)
      wanted.push_back(item.text_of("element") + " " + item.text_of("kind"));
    for (const auto& incident : runtime::incidents(db, key))
      if (!incident.resolved_at) actual.push_back(incident.element_id + " " + incident.kind);
    if (wanted != actual) differ("incidents", base::join(wanted, ", "), base::join(actual, ", "));
  }

  template <class Wanted>
  std::vector<std::string> elements(storage::Connection& db, int64_t key, Wanted is_wanted) {
    std::vector<std::string> ids;
    for (const auto& element : runtime::elements(db, key))
      if (element.kind != "process" && is_wanted(element)) ids.push_back(element.element_id);
    return ids;
  }

  // In the order in which they ended; at the same time in the order in which they began.
  std::vector<std::string> completed(storage::Connection& db, int64_t key) {
    auto all = runtime::elements(db, key);
    std::erase_if(all, [](const auto& element) {
      return element.state != "completed" || element.kind == "process";
    });
    std::stable_sort(all.begin(), all.end(),
                     [](const auto& a, const auto& b) { return *a.ended_at < *b.ended_at; });
    std::vector<std::string> ids;
    for (const auto& element : all) ids.push_back(element.element_id);
    return ids;
  }

  const Scenario& scenario_;
  Machine machine_;
  std::string last_;
  std::map<std::string, int64_t> instances_;
  std::map<std::string, std::string> job_types_;  // element → type
  std::vector<runtime::ActivatedJob> jobs_;       // activated, not yet ended
};

}  // namespace

std::optional<std::string> play_engine(const Scenario& scenario, const std::string& server) {
  try {
    return EnginePlayer(scenario, server).play();
  } catch (const Mistake& mistake) {
    return "  " + mistake.text + "\n";
  }
}

}  // namespace scenario
