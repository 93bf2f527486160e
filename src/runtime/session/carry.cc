// Carries out effects, each with all its consequences before the next.
#include "dmn/decide.h"
#include "runtime/decision_history.h"
#include "runtime/own_halt.h"
#include "runtime/record_settling.h"
#include "runtime/session/session.h"

namespace runtime {

namespace {

constexpr int kCarriedMax = 1'000;        // in a part of an operation
constexpr int kCarriedInAllMax = 50'000;  // in an operation
constexpr int kDepthMax = 50;             // of handlers inside handlers

template <class T>
constexpr bool is_work =
    std::is_same_v<T, engine::UserTask> || std::is_same_v<T, engine::BuiltinCall> ||
    std::is_same_v<T, engine::DecisionCall> || std::is_same_v<T, engine::StartChild>;

template <class T>
constexpr bool is_thrown =
    std::is_same_v<T, engine::MessageThrown> || std::is_same_v<T, engine::SignalThrown>;

bool names_code(const engine::Instance& instance, int64_t element, const std::string& code) {
  const engine::ElementRow* row = instance.active(element);
  if (!row) return false;
  for (int index : instance.process->nodes[static_cast<size_t>(row->node)].boundaries) {
    for (const auto& event : instance.process->nodes[static_cast<size_t>(index)].events) {
      if (event.trigger == bpmn::Trigger::Error && event.code == code) return true;
    }
  }
  return false;
}

// What the engine itself passes on to a caller beside variables.
feel::Value hidden(const feel::Value& variables) {
  feel::Fields fields;
  for (size_t i = 0; i < variables.names().size(); ++i) {
    if (variables.names()[i].starts_with("jw:"))
      fields.set(variables.names()[i], variables.values()[i]);
  }
  return fields.build();
}

engine::Properties properties_of(const engine::Instance& instance, int64_t element) {
  const engine::ElementRow* row = instance.active(element);
  if (!row) return {};
  return instance.process->nodes[static_cast<size_t>(row->node)].properties;
}

std::string setting_of(const engine::Properties& properties, std::string_view name) {
  const auto found = properties.find(name);
  return found == properties.end() ? std::string() : found->second;
}

// What a caller hands on names its own starter.
feel::Value started_by(const feel::Value& variables, const std::string& starter) {
  feel::Fields fields;
  for (size_t i = 0; i < variables.names().size(); ++i) {
    if (variables.names()[i] != "starter") fields.set(variables.names()[i], variables.values()[i]);
  }
  if (!starter.empty()) fields.set("starter", starter);
  return fields.build();
}

// Of a field that names a person or several.
std::string first_person(const feel::Value& value) {
  if (!value.is(feel::Kind::List)) return value.text_or_empty();
  return value.items().empty() ? std::string() : value.items().front().text_or_empty();
}

}  // namespace

struct Session::Carry {
  using What = engine::Returned::What;
  Session& session;
  Origin origin;

  // To the element that asked for it, if it still waits.
  void give_back(int64_t instance, const engine::Returned& returned) {
    (void)session.apply(instance, returned, origin);
  }

  // False: there is none. Of a bound form the version is kept; the latest is looked up when it is
  // shown.
  bool find_form(engine::UserTask& task) {
    if (task.form_id.empty()) return true;
    const int64_t key =
        session.definitions_.bound("form", task.form_id, task.form_binding, task.at.definition);
    if (runtime::is_bound(task.form_binding)) task.form_key = key;
    return key != 0;
  }

  static std::string lacks_form(const engine::UserTask& task) {
    const auto& binding = task.form_binding;
    if (binding.type == "deployment") return "the deployment holds no form " + task.form_id;
    const bool is_tagged = binding.type == "versionTag";
    return "there is no form " + task.form_id +
           (is_tagged ? " with the version tag " + binding.version_tag : "");
  }

  base::Result<void> operator()(const engine::ChildrenLeft& left) {
    session.connection_->execute(
        "INSERT INTO unfinished_body (element, instance, is_held, turn) VALUES (?, ?, 0, ?) ON "
        "CONFLICT (element) DO NOTHING",
        {left.body, left.instance, session.op_->tx.keys.next()});
    if (session.children_left_) session.op_->after_commit(session.children_left_);
    return {};
  }

  base::Result<void> operator()(const engine::EventsReleased& released) {
    session.release_events(released.instance, released.element);
    return {};
  }

  base::Result<void> operator()(const engine::UserTaskMigrated& migrated) {
    if (!session.effects_) return {};
    engine::UserTask task = migrated.task;
    if (!find_form(task)) return base::refusal("engine.no_form").because(task.form_id);
    return session.effects_->user_task_migrated(*session.op_, task);
  }

  base::Result<void> operator()(engine::UserTask task) {
    if (!session.effects_) return {};
    if (!find_form(task)) {
      session.raise_incident(task.at, "FORM_NOT_FOUND", lacks_form(task));
      return {};
    }
    const auto act = [&] { return session.effects_->user_task_created(*session.op_, task); };
    if (origin == Origin::Act) return act();
    if (auto done = session.in_frame(act); !done.ok())
      incident(task.at, "TASK_REFUSED", done.error());
    return {};
  }

  base::Result<void> operator()(const engine::UserTaskCanceled& task) {
    if (session.effects_) session.effects_->user_task_canceled(*session.op_, task);
    return {};
  }

  base::Result<void> operator()(const engine::UserTaskChanged& task) {
    if (!session.effects_) return {};
    return session.effects_->user_task_changed(*session.op_, task);
  }

  base::Result<void> operator()(const engine::UserTaskDenied& task) {
    if (session.effects_) session.effects_->user_task_denied(*session.op_, task);
    return {};
  }

  base::Result<void> operator()(const engine::BuiltinCall& call) {
    base::ensure(session.effects_ != nullptr, "built-in tasks need effects installed");
    auto result =
        session.in_frame([&] { return session.effects_->call_builtin(*session.op_, call); });
    if (result.ok()) {
      give_back(call.at.instance, {call.at.element, What::Done, *result});
      return {};
    }
    session.spoiled_.reset();  // it was taken back; what follows decides
    const engine::Instance* instance = session.instances_.find(call.at.instance);
    if (instance && names_code(*instance, call.at.element, result.error().code)) {
      give_back(call.at.instance,
                {call.at.element, What::Error, {}, result.error().code, result.error().title.zh});
      return {};
    }
    if (origin == Origin::Act) return std::move(result).error();
    incident(call.at, "BUILTIN_REFUSED", result.error());
    return {};
  }

  void keep(const engine::Position& at, const DecisionModel& model, const dmn::Outcome& outcome,
            const std::string& failure) {
    auto evaluated = evaluated_decisions(outcome, *model.written, model.decisions);
    storage::Tx& tx = session.op_->tx;
    keep_evaluation(tx, tx.keys.next(), evaluated, failure,
                    {at.definition, at.instance, at.element});
  }

  base::Result<void> operator()(const engine::DecisionCall& call) {
    feel::Evaluation evaluation = session.fresh_evaluation();
    for (const DecisionModel* model : session.definitions_.called_decisions(call)) {
      const auto decided =
          dmn::decide(model->model, call.decision, call.variables, evaluation, dmn::Explain::Yes);
      if (!decided.ok()) continue;
      const bool has_failed = !decided->failure.empty();
      const std::string failure = has_failed ? decided->failed + ": " + decided->failure : "";
      keep(call.at, *model, decided->outcome, failure);
      if (has_failed) {
        session.raise_incident(call.at, "DECISION_EVALUATION_ERROR", failure);
        return {};
      }
      const feel::Value variables =
          feel::Fields().set(call.result_variable, decided->outcome.result).build();
      give_back(call.at.instance, {call.at.element, What::Done, variables});
      return {};
    }
    session.raise_incident(call.at, "CALLED_DECISION_ERROR",
                           "there is no decision " + call.decision);
    return {};
  }

  // A back-off ends later; whoever waits asks when.
  base::Result<void> operator()(const engine::JobOffered& offered) {
    session.instances_.offer_job(offered.type, offered.key);
    if (session.job_offered_)
      session.op_->after_commit([&act = session.job_offered_, type = offered.type] { act(type); });
    return {};
  }

  void name_called(int64_t key, const engine::StartChild& start) {
    if (!start.business_id) {
      session.connection_->execute(
          "INSERT INTO instance_business_id (instance, business_id) SELECT ?, business_id FROM "
          "instance_business_id WHERE instance = ?",
          {key, start.at.instance});
    } else if (!start.business_id->empty()) {
      session.connection_->execute(
          "INSERT INTO instance_business_id (instance, business_id) VALUES (?, ?)",
          {key, *start.business_id});
    }
  }

  void note_called(int64_t key, const engine::StartChild& start, bool is_waited_for) {
    session.connection_->execute(
        "INSERT INTO called_instance (instance, caller, is_waited_for) VALUES (?, ?, ?)",
        {key, start.at.instance, static_cast<int64_t>(is_waited_for)});
  }

  // Whose matter a called one is: the caller's, or that of the first person in the field that
  // jw:starter names, else as jw:empty says. Nothing: an incident was raised.
  std::optional<std::string> starter_of(const engine::StartChild& start,
                                        const engine::Properties& call) {
    constexpr std::string_view of_field = "field:";
    const std::string said = setting_of(call, "jw:starter");
    if (!said.starts_with(of_field)) return start.at.starter;
    const std::string field = said.substr(of_field.size());
    feel::Value record;
    if (session.effects_)
      record = session.effects_->read_record(*session.op_, start.at.record, {field});
    const std::string person = first_person(record[std::string_view(field)]);
    if (!person.empty()) return person;
    if (setting_of(call, "jw:empty") != "refuse") return start.at.starter;
    session.raise_incident(
        start.at, "CALLED_ELEMENT_ERROR",
        "the field " + field + " names nobody, and jw:starter says that the called matter is his");
    return {};
  }

  base::Result<void> operator()(const engine::StartChild& start) {
    Begin begin;
    begin.process = session.definitions_.called_process(start);
    if (!begin.process || begin.process->starts.empty()) {
      const std::string& tag = start.binding.version_tag;
      session.raise_incident(start.at, "CALLED_ELEMENT_ERROR",
                             "there is no process " + start.process_id +
                                 (tag.empty() ? "" : " with the version tag " + tag) + " to call");
      return {};
    }
    const engine::Instance* parent = session.instances_.find(start.at.instance);
    if (!parent) return {};
    const engine::Properties call = properties_of(*parent, start.at.element);
    const auto starter = starter_of(start, call);
    if (!starter) return {};
    const bool is_waited_for = setting_of(call, "jw:wait") != "false";
    const int64_t key = session.op_->tx.keys.next();
    session.instances_.create(key, begin.process);
    name_called(key, start);
    note_called(key, start, is_waited_for);
    engine::Start command;
    command.key = key;
    command.variables = start.variables;
    command.record = start.at.record;
    command.starter = *starter;
    if (begin.process->has_settings) command.variables = started_by(start.variables, *starter);
    if (!is_waited_for) return begin_beside(key, command, start);
    command.parent_instance = start.at.instance;
    command.parent_element = start.at.element;
    command.root = parent->row.root;
    (void)session.apply(start.at.instance, engine::ChildStarted{start.at.element, key}, origin);
    if (auto begun = session.apply(key, command, origin); !begun.ok()) return begun;
    // An earlier effect of the step has suspended the caller.
    if (parent->row.is_suspended) suspend_called(key);
    return {};
  }

  // It is nobody's part: its caller goes on at once.
  base::Result<void> begin_beside(int64_t key, const engine::Start& command,
                                  const engine::StartChild& start) {
    if (auto begun = session.apply(key, command, origin); !begun.ok()) return begun;
    give_back(start.at.instance, {start.at.element, What::Done, feel::Fields().build()});
    return {};
  }

  base::Result<void> operator()(const engine::ChildCanceled& child) {
    (void)session.apply(child.instance, engine::Cancel{child.reason}, origin);
    return {};
  }

  base::Result<void> operator()(const engine::ChildEnded& ended) {
    const engine::Instance* parent = session.instances_.find(ended.parent_instance);
    const engine::ElementRow* row = parent ? parent->active(ended.parent_element) : nullptr;
    if (!row) return {};
    const engine::Node& node = parent->process->nodes[static_cast<size_t>(row->node)];
    const bool is_passed_on = node.propagates_all_child_variables || !node.outputs.empty();
    const feel::Value variables = is_passed_on ? ended.variables : hidden(ended.variables);
    give_back(ended.parent_instance, {ended.parent_element, What::Done, variables});
    return {};
  }

  // A caller that is over takes nothing any more, and what it called ends with it.
  bool is_caught_above(const engine::ErrorToParent& error) {
    int64_t element = error.parent_element;
    for (int64_t instance = error.parent_instance; instance != 0;) {
      const engine::Instance* caller = session.instances_.find(instance);
      if (!caller || !caller->active(element)) return true;
      if (engine::catches_error(*caller, element, error.code)) return true;
      element = caller->row.parent_element;
      instance = caller->row.parent_instance;
    }
    return false;
  }

  base::Result<void> operator()(const engine::ErrorToParent& error) {
    if (!is_caught_above(error)) {
      (void)session.apply(error.instance,
                          engine::ErrorUncaught{error.element, error.code, error.message}, origin);
      return {};
    }
    give_back(error.parent_instance,
              {error.parent_element, What::Error, error.variables, error.code, error.message});
    return {};
  }

  base::Result<void> operator()(const engine::EscalationToParent& escalation) {
    give_back(escalation.parent_instance,
              {escalation.parent_element, What::Escalation, escalation.variables, escalation.code});
    return {};
  }

  base::Result<void> operator()(const engine::MessageThrown& thrown) {
    Message message;
    message.name = thrown.name;
    message.correlation_key = thrown.correlation_key;
    message.variables = thrown.variables;
    auto published = session.publish_message(message);
    if (!published.ok()) return std::move(published).error();
    give_back(thrown.at.instance, {thrown.at.element, What::Done, {}});
    return {};
  }

  base::Result<void> operator()(const engine::SignalThrown& thrown) {
    if (auto told = session.broadcast_signal(thrown.name, thrown.variables); !told) return told;
    give_back(thrown.at.instance, {thrown.at.element, What::Done, {}});
    return {};
  }

  base::Result<void> operator()(const engine::Subscribed& subscribed) {
    session.offer_buffered(subscribed.instance, subscribed.subscription, subscribed.name,
                           subscribed.correlation_key);
    return {};
  }

  base::Result<void> operator()(const engine::SuspendChild& child) {
    suspend_called(child.instance);
    return {};
  }

  base::Result<void> operator()(const engine::ResumeChild& child) {
    if (has_own_halt(session.op_->tx.db, child.instance)) return {};
    const bool goes_on = session.apply(child.instance, engine::Resume{}, origin).ok();
    if (goes_on && session.effects_) session.effects_->called_resumed(*session.op_, child.instance);
    return {};
  }

  base::Result<void> operator()(const engine::IncidentRaised& incident) {
    if (session.effects_) session.effects_->incident_raised(*session.op_, incident);
    return {};
  }

  base::Result<void> operator()(const engine::InstanceEnded& ended) {
    if (session.effects_) {
      session.effects_->instance_ended(*session.op_, ended);
      if (auto settled = settle_record(ended); !settled) return settled;
    }
    if (ended.correlation_key.empty()) return {};
    return session.start_next(ended.at.instance);
  }

  base::Result<void> settle_record(const engine::InstanceEnded& ended) {
    auto* records = dynamic_cast<RecordSettling*>(session.effects_);
    if (records == nullptr) return {};
    const auto act = [&] { return records->settle_record(*session.op_, ended); };
    if (origin == Origin::Act) return act();
    const auto settled = session.in_frame(act);
    if (settled) return {};
    session.spoiled_.reset();
    records->record_not_settled(*session.op_, ended, settled.error());
    return {};
  }

  void suspend_called(int64_t instance) {
    const bool rests = session.apply(instance, engine::Suspend{}, origin).ok();
    if (rests && session.effects_) session.effects_->called_suspended(*session.op_, instance);
  }

  void incident(const engine::Position& at, std::string kind, const base::Error& error) {
    session.spoiled_.reset();
    session.raise_incident(at, std::move(kind),
                           error.code + (error.title.zh.empty() ? "" : ": " + error.title.zh) +
                               (error.detail.empty() ? "" : " (" + error.detail + ")"));
  }
};

// Chains of effects end somewhere. Each instance of a multi-instance activity is a part for itself,
// with what it calls, since there are only so many of them.
bool Session::is_too_much(const engine::Position& at) {
  int64_t part = at.instance;
  int64_t element = at.element;
  while (const engine::Instance* instance = instances_.find(part)) {
    const int64_t inner = instance->part_of(element);
    const bool is_outermost = instance->row.parent_instance == 0;
    if (inner != part || is_outermost) {
      part = inner;
      break;
    }
    part = instance->row.parent_instance;
    element = instance->row.parent_element;
  }
  return ++carried_[part] > kCarriedMax || ++carried_in_all_ > kCarriedInAllMax ||
         depth_ > kDepthMax;
}

bool Session::is_active(const engine::Position& at) {
  const engine::Instance* instance = instances_.find(at.instance);
  return instance && instance->active(at.element);
}

base::Result<void> Session::drive(size_t base) {
  const Origin before = origin_;
  ++depth_;
  base::Result<void> result;
  while (stack_.size() > base && result.ok()) {
    const Pending next = std::move(stack_.back());
    stack_.pop_back();
    origin_ = next.origin;
    result = std::visit(
        [&](const auto& effect) -> base::Result<void> {
          using Kind = std::decay_t<decltype(effect)>;
          if constexpr (is_work<Kind>) {
            // What an earlier effect of the same step led to may have terminated the element, which
            // waits for its canceling listeners then.
            const engine::Instance* instance = instances_.find(effect.at.instance);
            const auto* row = instance ? instance->active(effect.at.element) : nullptr;
            if (!row || row->phase == engine::Phase::Canceling) return {};
          }
          if constexpr (is_work<Kind> || is_thrown<Kind>) {
            if (is_too_much(effect.at)) {
              engine::Position at = effect.at;
              if (!is_active(at)) at.element = at.instance;
              raise_incident(at, "TOO_MANY_EFFECTS", "one act led to too many others");
              return {};
            }
          }
          return Carry{*this, next.origin}(effect);
        },
        next.effect);
  }
  --depth_;
  origin_ = before;
  if (result.ok()) return result;
  stack_.resize(std::min(stack_.size(), base), Pending{engine::JobOffered{}, Origin::Act});
  if (!spoiled_) spoiled_ = result.error();
  return result;
}

}  // namespace runtime
