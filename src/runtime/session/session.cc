#include "runtime/session/session.h"

#include <algorithm>
#include <unordered_set>

#include "engine/reentry.h"
#include "engine/timers.h"
#include "runtime/closing.h"
#include "runtime/own_halt.h"

namespace runtime {

void Session::begin_operation(Op& op, OperationConnection& connection,
                              const base::WorkingCalendar& calendar, bool is_apart) {
  op_ = &op;
  connection_ = &connection;
  calendar_ = &calendar;
  spoiled_.reset();
  stack_.clear();
  stale_.clear();
  origin_ = op.tx.actor.door == "engine" ? Origin::Chain : Origin::Act;
  carried_.clear();
  carried_in_all_ = 0;
  depth_ = 0;
  frames_ = 1;
  is_apart_ = is_apart;
  has_reached_many_ = false;
  answered_job_ = 0;
  instances_.begin_frame();
}

void Session::begin_frame() {
  (void)refresh_stale();  // or it would be taken back too
  instances_.begin_frame();
  ++frames_;
  connection_->set_savepoint("effect");
}

void Session::end_frame(bool is_kept) {
  --frames_;
  if (is_kept) {
    connection_->release_savepoint("effect");
    instances_.keep_frame();
  } else {
    stale_.clear();
    connection_->roll_back_to("effect");
    instances_.roll_back_frame();
  }
}

void Session::keep_operation() {
  base::ensure(frames_ == 1, "frames of an operation are closed");
  instances_.keep_frame();
  definitions_.settle();
  op_ = nullptr;
}

void Session::roll_back_operation() {
  for (; frames_ > 0; --frames_) instances_.roll_back_frame();
  if (definitions_.was_changed()) definitions_.forget();
  definitions_.settle();
  op_ = nullptr;
}

void Session::forget() {
  instances_.forget();
  definitions_.forget();
  frames_ = 0;
}

feel::Evaluation Session::fresh_evaluation() {
  feel::Evaluation evaluation;
  evaluation.now = op_->tx.now;
  evaluation.zone = calendar_->zone;
  evaluation.functions = functions_.get();
  evaluation.random = random();
  return evaluation;
}

engine::Surroundings Session::around() {
  engine::Surroundings result;
  result.now = op_->tx.now;
  result.zone = calendar_->zone;
  result.calendar = calendar_;
  result.functions = functions_.get();
  result.random = random();
  result.builtin_types = &settings_.builtin_types;
  result.elements_max = settings_.elements_max;
  result.children_at_once = settings_.children_at_once;
  storage::Keys* keys = &op_->tx.keys;
  result.next_key = [keys] { return keys->next(); };
  return result;
}

base::Result<void> check_names(const feel::Value& variables) {
  if (!variables.is(feel::Kind::Context)) return {};
  for (const std::string& name : variables.names()) {
    if (name.starts_with("jw:")) return base::refusal("engine.reserved_name").because(name);
    if (name.size() > engine::kNameBytesMax)
      return base::refusal("engine.name_too_long").at(name.substr(0, 100));
  }
  return {};
}

base::Result<void> check_names(const engine::AdHocResult& result) {
  for (const engine::Activation& each : result.activate)
    if (auto own = check_names(each.variables); !own) return own;
  return {};
}

base::Result<void> Session::apply(int64_t key, const engine::Command& command, Origin origin) {
  if (auto done = refresh_stale(); !done.ok()) return done;
  engine::Instance* instance = instances_.change(key);
  if (!instance) return base::refusal("engine.no_instance").because(std::to_string(key));
  return apply(*instance, command, origin);
}

base::Result<void> Session::apply(engine::Instance& instance, const engine::Command& command,
                                  Origin origin) {
  const int64_t key = instance.row.key;
  auto effects = engine::step(instance, command, around());
  if (!effects.ok()) return std::move(effects).error();
  instances_.index(key);
  // Jobs that were held are free again, and not all of them are offered anew.
  if (std::holds_alternative<engine::Resume>(command)) instances_.forget_jobs();
  for (auto each = effects->rbegin(); each != effects->rend(); ++each)
    stack_.push_back({std::move(*each), origin});
  return {};
}

base::Result<void> Session::command(int64_t instance, const engine::Command& command) {
  return this->command(instance, command, origin_);
}

base::Result<void> Session::command(int64_t instance, const engine::Command& command,
                                    Origin origin) {
  const size_t base = stack_.size();
  if (auto done = apply(instance, command, origin); !done.ok()) return done;
  return drive(base);
}

void Session::raise_incident(const engine::Position& at, std::string kind, std::string message) {
  // The element may be gone by now; then there is nothing to set right.
  (void)apply(at.instance, engine::RaiseIncident{at.element, std::move(kind), std::move(message)},
              Origin::Chain);
}

base::Result<void> Session::look_at_joins(int64_t instance, int64_t scope) {
  return command(instance, engine::RaiseIncident{scope, std::string(engine::kUnreachableJoin), {}});
}

base::Result<int64_t> Session::begin_instance(const Begin& begin, Origin origin) {
  const size_t base = stack_.size();
  auto key = apply_begin(begin, origin);
  if (!key.ok()) return key;
  if (auto done = drive(base); !done.ok()) return std::move(done).error();
  return key;
}

base::Result<int64_t> Session::apply_begin(const Begin& begin, Origin origin) {
  if (begin.start_node < 0 && begin.elements.empty() && begin.process->starts.empty()) {
    return base::refusal("engine.no_start").because(begin.process->id);
  }
  const int64_t key = op_->tx.keys.next();
  feel::Fields fields;
  if (begin.variables.is(feel::Kind::Context)) {
    for (size_t i = 0; i < begin.variables.names().size(); ++i)
      fields.set(begin.variables.names()[i], begin.variables.values()[i]);
  }
  feel::Value record;
  if (begin.record && effects_)
    record = effects_->read_record(*op_, begin.record, begin.process->record_fields);
  if (begin.record) fields.set("record", record);
  instances_.create(key, begin.process);
  engine::Start start;
  start.key = key;
  start.variables = fields.build();
  start.record = begin.record;
  start.starter = begin.starter;
  start.starts = begin.starts;
  start.elements = begin.elements;
  start.ends_after = begin.ends_after;
  start.start_node = begin.start_node;
  start.trigger = begin.trigger;
  start.trigger_name = begin.trigger_name;
  start.correlation_key = begin.correlation_key;
  if (!begin.correlation_key.empty()) {
    connection_->execute(
        "INSERT INTO message_start (process_id, correlation_key, instance) VALUES (?, ?, ?)",
        {begin.process->id, begin.correlation_key, key});
  }
  if (!begin.business_id.empty()) {
    connection_->execute("INSERT INTO instance_business_id (instance, business_id) VALUES (?, ?)",
                         {key, begin.business_id});
  }
  start.parent_instance = begin.parent_instance;
  start.parent_element = begin.parent_element;
  start.root = begin.root;
  start.held = begin.held;
  if (auto done = apply(key, start, origin); !done.ok()) return std::move(done).error();
  return key;
}

base::Result<int64_t> Session::start(const StartRequest& request) {
  Begin begin;
  if (auto own = check_names(request.variables); !own) return own.error();
  begin.process = request.definition ? definitions_.process(request.definition)
                                     : definitions_.latest_process(request.process_id);
  if (!begin.process) return base::refusal("engine.no_process").because(request.process_id);
  if (const auto closed = closing(op_->tx.db, begin.process->id))
    return base::refusal("engine.process_closed").because(closed->reason);
  for (const std::string& id : request.start_elements) {
    const int index = begin.process->find(id);
    const auto& starts = begin.process->starts;
    if (std::find(starts.begin(), starts.end(), index) == starts.end())
      return base::refusal("engine.no_start").because(id);
    begin.starts.push_back(index);
  }
  if (auto known = engine::check_starts(*begin.process, request.elements); !known.ok())
    return std::move(known).error();
  for (const std::string& id : request.ends_after) {
    if (begin.process->find(id) < 0) return base::refusal("engine.no_element").because(id);
  }
  begin.elements = request.elements;
  begin.ends_after = request.ends_after;
  begin.business_id = request.business_id;
  begin.variables = request.variables;
  begin.record = request.record;
  begin.starter = request.starter.empty() ? op_->tx.actor.person : request.starter;
  return begin_instance(begin, origin_);
}

base::Result<int64_t> Session::instance_of_task(int64_t key) {
  const int64_t instance = instances_.instance_of_element(key);
  const engine::Instance* found = instances_.find(instance);
  const engine::ElementRow* row = found ? found->active(key) : nullptr;
  if (!row || found->process->nodes[static_cast<size_t>(row->node)].kind != bpmn::Kind::UserTask)
    return base::refusal("engine.not_waiting").because(std::to_string(key));
  return instance;
}

base::Result<void> Session::complete_user_task(int64_t key, const feel::Value& variables,
                                               std::string_view action) {
  if (auto own = check_names(variables); !own) return own;
  const auto instance = instance_of_task(key);
  if (!instance) return instance.error();
  return command(*instance,
                 engine::Complete{key, variables, op_->tx.actor.person, std::string(action)});
}

base::Result<void> Session::change_user_task(int64_t key, engine::JobKind event,
                                             const feel::Value& values) {
  const auto instance = instance_of_task(key);
  if (!instance) return instance.error();
  return command(*instance, engine::ChangeUserTask{key, event, values, op_->tx.actor.person});
}

bool Session::is_asked(int64_t task) {
  const engine::Instance* instance = instances_.find(instances_.instance_of_element(task));
  return instance && engine::is_asked(*instance, task);
}

base::Result<void> Session::direct_ad_hoc(int64_t element, const engine::AdHocResult& result) {
  if (auto own = check_names(result); !own) return own;
  const int64_t instance = instances_.instance_of_element(element);
  if (instance == 0) return base::refusal("engine.no_element").because(std::to_string(element));
  return command(instance, engine::DirectAdHoc{element, result});
}

base::Result<void> Session::cancel_instance(int64_t key, std::string_view reason) {
  const engine::Instance* instance = instances_.find(key);
  if (!instance) return base::refusal("engine.no_instance").because(std::to_string(key));
  if (instance->row.parent_instance)
    return base::refusal("engine.called_instance").because(std::to_string(instance->row.root));
  return command(key, engine::Cancel{std::string(reason)});
}

base::Result<void> Session::suspend_instance(int64_t instance) {
  auto done = command(instance, engine::Suspend{});
  if (done) note_own_halt(op_->tx, instance);
  return done;
}
// What a called instance does next its caller has to take.
base::Result<void> Session::resume_instance(int64_t instance) {
  const engine::Instance* called = instances_.find(instance);
  const engine::Instance* caller = called ? instances_.find(called->row.parent_instance) : nullptr;
  if (caller && caller->row.is_suspended)
    return base::refusal("engine.caller_suspended").because(std::to_string(caller->row.key));
  drop_own_halt(op_->tx, instance);
  return command(instance, engine::Resume{});
}

base::Result<void> Session::move(int64_t instance, const std::vector<int64_t>& terminate,
                                 const std::vector<std::string>& activate,
                                 std::string_view reason) {
  engine::Move move{terminate, {}, std::string(reason)};
  const engine::Instance* present = instances_.find(instance);
  for (const std::string& element : activate)
    move.activate.push_back(present ? engine::entry_of(*present, terminate, element)
                                    : engine::MoveTarget{element});
  return carry_out(instance, move);
}

base::Result<void> Session::modify(int64_t instance, const engine::Move& move) {
  for (const engine::MoveTarget& target : move.activate)
    for (const engine::ScopedVariables& each : target.variables)
      if (auto own = check_names(each.values); !own) return own;
  return carry_out(instance, move);
}

base::Result<void> Session::carry_out(int64_t instance, const engine::Move& move) {
  auto done = command(instance, move);
  // It may have begun before it was refused.
  if (!done.ok() && !spoiled_) spoiled_ = done.error();
  return done;
}

base::Result<engine::ProcessRef> Session::target_of(int64_t instance, int64_t definition) {
  if (!instances_.find(instance))
    return base::refusal("engine.no_instance").because(std::to_string(instance));
  engine::ProcessRef target = definitions_.process(definition);
  if (!target) return base::refusal("engine.no_process").because(std::to_string(definition));
  return target;
}

base::Result<void> Session::migrate(int64_t instance, int64_t definition,
                                    const std::vector<engine::Mapping>& mappings) {
  auto target = target_of(instance, definition);
  if (!target.ok()) return std::move(target).error();
  return command(instance, engine::Migrate{std::move(*target), mappings});
}

base::Result<engine::MigrationPlan> Session::plan_migration(
    int64_t instance, int64_t definition, const std::vector<engine::Mapping>& mappings) {
  auto target = target_of(instance, definition);
  if (!target.ok()) return std::move(target).error();
  const engine::Instance& present = *instances_.find(instance);
  return engine::plan_migration(
      present, **target,
      mappings.empty() ? engine::same_elements(*present.process, **target) : mappings);
}

base::Result<void> Session::return_to(int64_t from, std::string_view element_id,
                                      std::string_view reason) {
  const int64_t key = instances_.instance_of_element(from);
  const engine::Instance* instance = instances_.find(key);
  if (!instance) return base::refusal("engine.no_element").because(std::to_string(from));
  if (instance->process->find(element_id) < 0)
    return base::refusal("engine.no_element").because(std::string(element_id));
  const std::vector<int64_t> affected = engine::affected_by_return(*instance, from, element_id);
  return move(key, affected, {std::string(element_id)}, reason);
}

int64_t Session::instance_of_scope(int64_t scope) {
  return instances_.find(scope) ? scope : instances_.instance_of_element(scope);
}

base::Result<void> Session::set_variables(int64_t scope, const feel::Value& values) {
  if (auto own = check_names(values); !own) return own;
  return command(instance_of_scope(scope), engine::SetVariables{scope, values, false});
}

base::Result<void> Session::set_local_variables(int64_t scope, const feel::Value& values) {
  if (auto own = check_names(values); !own) return own;
  return command(instance_of_scope(scope), engine::SetVariables{scope, values, true});
}

int64_t Session::instance_of(int64_t key) {
  if (const int64_t instance = instance_of_scope(key)) return instance;
  if (const int64_t instance = instances_.instance_of_job(key)) return instance;
  return instances_.instance_of_incident(key);
}

base::Result<void> Session::resolve_incident(int64_t key) {
  const int64_t instance = instances_.instance_of_incident(key);
  if (instance == 0) return base::refusal("engine.no_incident").because(std::to_string(key));
  return resolve_incident(instance, key);
}

base::Result<void> Session::resolve_incident(int64_t instance, int64_t key) {
  const engine::Instance* active = instances_.find(instance);
  if (!active) return base::refusal("engine.no_incident").because(std::to_string(key));
  const auto& incidents = active->incidents;
  const auto found = std::ranges::find(incidents, key, &engine::IncidentRow::key);
  if (found == incidents.end() || !engine::is_held(found->kind))
    return command(instance, engine::ResolveIncident{key});
  const std::string kind = found->kind;
  const int64_t owner = found->element;
  auto resolved = command(instance, engine::ResolveIncident{key});
  if (resolved.ok()) let_go(kind, instance, owner);
  return resolved;
}

base::Result<void> Session::resolve_incidents(int64_t key) {
  const engine::Instance* instance = instances_.find(key);
  if (!instance) return base::refusal("engine.no_instance").because(std::to_string(key));
  std::vector<int64_t> incidents;
  std::vector<int64_t> jobs;
  std::unordered_set<int64_t> stuck;
  for (const engine::IncidentRow& row : instance->incidents) {
    if (row.is_resolved) continue;
    incidents.push_back(row.key);
    stuck.insert(row.element);
  }
  for (const engine::JobRow& job : instance->jobs) {
    if (job.retries < 1 && stuck.contains(job.element)) jobs.push_back(job.key);
  }
  for (int64_t job : jobs) {
    if (auto done = command(key, engine::SetRetries{job, 1}); !done.ok()) return done;
  }
  for (int64_t incident : incidents) {
    const engine::Instance* now = instances_.find(key);  // an earlier one may have ended it
    if (!now) continue;
    const auto row =
        std::ranges::lower_bound(now->incidents, incident, {}, &engine::IncidentRow::key);
    if (row == now->incidents.end() || row->key != incident || row->is_resolved) continue;
    if (auto done = resolve_incident(key, incident); !done.ok()) return done;
  }
  return {};
}

// Conditions look at every change; for everything else the last one of the operation is enough.
base::Result<void> Session::refresh_record(const engine::RecordRef& record) {
  if (!effects_) return {};
  for (int64_t key : instances_.bound_to(record)) {
    if (engine::moves_by_variables(*instances_.find(key))) {
      if (auto done = refresh(key); !done.ok()) return done;
    } else if (std::find(stale_.begin(), stale_.end(), key) == stale_.end()) {
      stale_.push_back(key);
    }
  }
  return {};
}

base::Result<void> Session::refresh(int64_t key) {
  const engine::Instance* instance = instances_.find(key);
  if (!instance) return {};
  const feel::Value record =
      effects_->read_record(*op_, instance->row.record, instance->process->record_fields);
  const engine::SetVariables set{key, feel::Fields().set("record", record).build(), true};
  if (engine::moves_by_variables(*instance)) return command(key, set);
  // What many tasks of one instance write would else copy all of it each time.
  return apply(*instances_.change_variable(key, "record"), set, origin_);
}

base::Result<void> Session::refresh_stale() {
  while (!stale_.empty()) {
    const int64_t key = stale_.back();
    stale_.pop_back();
    if (auto done = refresh(key); !done.ok()) return done;
  }
  return {};
}

feel::Value Session::variables(int64_t scope) {
  (void)refresh_stale();
  const engine::Instance* instance = instances_.find(instance_of_scope(scope));
  return instance ? instance->visible(scope) : feel::Value();
}

std::vector<ActiveElement> Session::active_elements(int64_t key) {
  std::vector<ActiveElement> result;
  const engine::Instance* instance = instances_.find(key);
  if (!instance) return result;
  for (const engine::ElementRow& row : instance->elements) {
    if (row.state != engine::ElementState::Active) continue;
    const engine::Node& node = instance->process->nodes[static_cast<size_t>(row.node)];
    result.push_back({row.key, row.scope, engine::element_id(node, row.role),
                      std::string(engine::element_kind(node, row.role)), row.loop});
  }
  return result;
}

std::vector<int64_t> Session::running_instances(const engine::RecordRef& record) {
  return instances_.bound_to(record);
}

engine::ProcessRef Session::definition_of(int64_t key) {
  if (auto process = instances_.process_of(key)) return process;
  const auto row =
      connection_->first("SELECT definition FROM process_instance WHERE key = ?", {key});
  return row ? definitions_.process(row->integer(0)) : nullptr;
}

base::Result<Deployed> Session::deploy(const std::vector<File>& files) {
  auto prepared = prepare(files);
  if (!prepared.ok()) return std::move(prepared).error();
  return deploy(*prepared, Versions::Together);
}

// What only the calendar and the clock can tell of a start timer is known here.
base::Result<Deployed> Session::deploy(const PreparedRef& prepared, Versions versions) {
  std::vector<base::Problem> problems;
  auto deployed = definitions_.deploy(op_->tx, *prepared, versions,
                                      [&](const engine::Process& process, const std::string& file) {
                                        for (base::Problem& each : store_start_timers(process)) {
                                          each.file = file;
                                          problems.push_back(std::move(each));
                                        }
                                      });
  if (problems.empty()) return deployed;
  return not_deployable(problems);
}

// An instance that began in this batch is not in the tables yet.
base::Result<void> Session::remove_definition(int64_t key) {
  if (instances_.is_any_of(key))
    return base::refusal("engine.definition_in_use").because(std::to_string(key));
  return definitions_.remove(
      op_->tx, key, [&](const engine::Process& before) { (void)store_start_timers(before); });
}

}  // namespace runtime
