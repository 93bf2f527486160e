#include "engine/step.h"

#include <algorithm>

#include "engine/core/migration.h"
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

base::Error not_active(int64_t key) {
  return base::refusal("engine.not_waiting")
      .because(std::to_string(key) + " does not wait for this");
}

std::string no_retries(JobKind kind) {
  switch (kind) {
    case JobKind::Work: return "JOB_NO_RETRIES";
    case JobKind::Starting:
    case JobKind::Ending: return "EXECUTION_LISTENER_NO_RETRIES";
    case JobKind::Creating:
    case JobKind::Assigning:
    case JobKind::Updating:
    case JobKind::Canceling:
    case JobKind::Completing: return "TASK_LISTENER_NO_RETRIES";
    case JobKind::AdHoc: return "AD_HOC_SUB_PROCESS_NO_RETRIES";
  }
  return {};
}

class Commands {
 public:
  explicit Commands(Work& work) : work_(work), instance_(work.instance) {}

  base::Result<void> operator()(const Start& command) {
    InstanceRow& row = instance_.row;
    row.key = command.key;
    row.record = command.record;
    row.starter = command.starter;
    row.parent_instance = command.parent_instance;
    row.parent_element = command.parent_element;
    row.root = command.root ? command.root : command.key;
    row.started_at = work_.around.now;
    // Only models with our settings know of it; in others the name is free.
    if (work_.process.has_settings && !command.starter.empty())
      work_.set_local(row.key, "starter", feel::Value(command.starter));
    if (!command.ends_after.empty()) {
      row.ends_early = true;
      feel::Values names(command.ends_after.begin(), command.ends_after.end());
      work_.set_local(row.key, kEndsAfter, feel::Value::list(std::move(names)));
    }
    work_.start(command);
    return {};
  }

  base::Result<void> operator()(const Complete& command) {
    if (auto waits = check_waiting(command.element); !waits) return waits;
    if (work_.ask_task_listeners(command.element, JobKind::Completing,
                                 {action_of(command), command.variables, command.actor}))
      return {};
    work_.finish(command.element, command.variables, command.actor);
    return {};
  }

  base::Result<void> operator()(const ChangeUserTask& command) {
    if (auto waits = check_waiting(command.element); !waits) return waits;
    if (work_.ask_task_listeners(command.element, command.event,
                                 {command.values, {}, command.actor}))
      return {};
    work_.effects.push_back(UserTaskChanged{command.element, work_.position(command.element),
                                            command.event, command.values, command.actor});
    return {};
  }

  base::Result<void> operator()(const CompleteJob& command) { return work_.complete_job(command); }

  base::Result<void> operator()(const DirectAdHoc& command) {
    return work_.direct_ad_hoc(command.element, command.result);
  }

  base::Result<void> operator()(const ActivateJob& command) {
    JobRow* job = instance_.job(command.key);
    if (!job) return base::refusal("engine.no_job");
    job->state = JobState::Activated;
    job->worker = command.worker;
    job->deadline = work_.around.now + command.timeout;
    job->error_code.clear();
    note_change(*job);
    return {};
  }

  base::Result<void> operator()(const FailJob& command) {
    const auto found = answerable_job(instance_, command.key);
    if (!found.ok()) return found.error();
    JobRow* job = *found;
    const int64_t element = job->element;
    work_.set_locals(element, command.variables);
    job->retries = std::max(command.retries, 0);
    job->error = command.error;
    job->error_code.clear();
    job->worker.clear();
    job->deadline = work_.around.now + command.back_off;
    note_change(*job);
    if (job->retries > 0) {
      job->state = JobState::Open;
      work_.effects.push_back(JobOffered{job->type, job->key});
    } else {
      job->state = JobState::Failed;
      work_.incident(element, no_retries(job->kind), command.error);
    }
    return {};
  }

  base::Result<void> operator()(const SetRetries& command) {
    JobRow* job = instance_.job(command.key);
    if (!job) return base::refusal("engine.no_job");
    job->retries = command.retries;
    note_change(*job);
    return {};
  }

  base::Result<void> operator()(const SetPriority& command) {
    JobRow* job = instance_.job(command.key);
    if (!job) return base::refusal("engine.no_job");
    job->priority = command.priority;
    note_change(*job);
    return {};
  }

  base::Result<void> operator()(const ThrowError& command) {
    const bool is_of_instance = command.element == instance_.row.key;
    if (!is_of_instance && !instance_.active(command.element)) return not_active(command.element);
    if (JobRow* job = instance_.job_of(command.element)) {
      job->error_code = command.code;
      job->error = command.message;
      note_change(*job);
    }
    work_.throw_error(command.element, command.code, command.message, command.variables);
    return {};
  }

  base::Result<void> operator()(const ErrorUncaught& command) {
    const bool is_of_instance = command.element == instance_.row.key;
    if (is_of_instance || instance_.active(command.element))
      work_.leave_uncaught(command.element, command.code, command.message);
    return {};
  }

  base::Result<void> operator()(const Returned& command) {
    if (instance_.row.is_suspended) {
      work_.hold_returned(command);
    } else {
      work_.take_returned(command);
    }
    return {};
  }

  base::Result<void> operator()(const RaiseIncident& command) {
    if (!work_.is_alive(command.element)) return {};
    if (command.kind ==
        kUnreachableJoin) {  // only the engine knows whether that is so, and of which
      work_.look_at_joins(command.element);
      return {};
    }
    // Of a task that was not made known after all; one beside which something is held goes on.
    if (!is_held(command.kind) && is_asked(instance_, command.element)) {
      work_.end_job(command.element, JobState::Canceled);
      work_.forget_asked(command.element);
    }
    work_.incident(command.element, command.kind, command.message);
    return {};
  }

  base::Result<void> operator()(const BeginChildren& command) {
    if (work_.has_children_left(command.body)) work_.begin_children(command.body);
    return {};
  }

  base::Result<void> operator()(const FireTimer& command) {
    TimerRow* timer = instance_.timer(command.key);
    if (!timer) return not_active(command.key);
    const int64_t owner = timer->owner;
    const int node = timer->node;
    // A cycle goes on unless firing ends what holds it; where several things must happen it has.
    const bool is_once = work_.node(node).is_parallel_multiple;
    // As of one that was missed, of a cycle without an end one time waits for room.
    const bool is_for_ever = timer->repetitions < 0;
    if (is_once || !plan_again(work_.around, *timer)) {
      instance_.timers.erase(command.key);
      instance_.removed.push_back({Removed::Table::Timer, command.key, -1, ""});
    }
    if (!work_.is_listening(owner, node)) return {};
    if (!is_for_ever || !work_.is_held_behind(owner, node)) work_.fire(owner, node, {});
    return {};
  }

  base::Result<void> operator()(const Trigger& command) {
    const SubscriptionRow* found = instance_.subscription(command.subscription);
    const bool can_be_triggered = found && (found->kind == SubscriptionKind::Message ||
                                            found->kind == SubscriptionKind::Signal);
    if (!can_be_triggered) return not_active(command.subscription);
    const SubscriptionRow row = *found;
    if (!work_.is_listening(row.owner, row.node)) return not_active(row.key);
    if (work_.node(row.node).is_parallel_multiple) {
      instance_.removed.push_back({Removed::Table::Subscription, row.key, -1, ""});
      std::erase_if(instance_.subscriptions,
                    [&](const SubscriptionRow& each) { return each.key == row.key; });
    }
    work_.fire(row.owner, row.node, command.variables);
    return {};
  }

  base::Result<void> operator()(const ChildStarted& command) {
    if (ElementRow* row = instance_.active(command.element)) {
      row->called_instance = command.instance;
      row->is_dirty = true;
    }
    return {};
  }

  // What waits for canceling listeners goes on by their jobs, which a suspended instance keeps
  // back.
  base::Result<void> operator()(const Cancel& command) {
    const bool was_suspended = instance_.row.is_suspended;
    if (was_suspended) set_suspended(false);
    work_.cancel_instance(command.reason);
    if (was_suspended) offer_jobs();
    return {};
  }

  base::Result<void> operator()(const Suspend&) {
    if (instance_.row.is_suspended) return base::refusal("engine.suspended");
    set_suspended(true);
    for (const ElementRow& row : instance_.elements) {
      if (row.state == ElementState::Active && row.called_instance)
        work_.effects.push_back(SuspendChild{row.called_instance});
    }
    return {};
  }

  base::Result<void> operator()(const Resume&) {
    if (!instance_.row.is_suspended) return base::refusal("engine.not_suspended");
    set_suspended(false);
    work_.go_on_with_returned();
    work_.release_conditions();
    work_.run();
    for (const ElementRow& row : instance_.elements) {
      if (row.state == ElementState::Active && row.called_instance)
        work_.effects.push_back(ResumeChild{row.called_instance});
      if (work_.has_children_left(row.key))
        work_.effects.push_back(ChildrenLeft{instance_.row.key, row.key});
    }
    for (const SubscriptionRow& row : instance_.subscriptions) {
      if (row.kind != SubscriptionKind::Message) continue;
      work_.effects.push_back(
          Subscribed{instance_.row.key, row.key, row.name, row.correlation_key});
    }
    offer_jobs();
    return {};
  }

  base::Result<void> operator()(const Move& command) {
    if (work_.is_canceling()) return base::refusal("engine.instance_ended");
    return move(work_, command);
  }

  // What the target waits for beside what is kept.
  void open(const Remapping& remapping) {
    for (const auto& [owner, event] : remapping.opened) work_.open_late(owner, event);
  }

  // Carried out before, since everything here belongs to one definition.
  base::Result<void> operator()(const Migrate&) {
    for (const ElementRow& row : instance_.elements) {
      const bool is_running = row.state == ElementState::Active && row.phase != Phase::Entering;
      if (is_running && work_.is_ad_hoc(row.key)) work_.tell_ad_hoc_elements(row.key);
    }
    tell_migrated_tasks(work_);
    work_.release_conditions();
    return {};
  }

  base::Result<void> operator()(const SetVariables& command) {
    if (!work_.is_alive(command.scope))
      return base::refusal("engine.no_element").because(std::to_string(command.scope));
    if (work_.has_task_listeners(command.scope, JobKind::Updating)) {
      if (auto waits = check_waiting(command.scope); !waits) return waits;
      const auto& asked = command.is_local ? feel::Value() : command.values;
      const auto& local = command.is_local ? command.values : feel::Value();
      (void)work_.ask_task_listeners(command.scope, JobKind::Updating, {{}, asked, "", local});
      return {};
    }
    if (!command.is_local) {
      work_.merge_outwards(command.scope, command.values);
      return {};
    }
    const auto names = command.values.is(feel::Kind::Context) ? command.values.names()
                                                              : std::span<const std::string>();
    for (size_t i = 0; i < names.size(); ++i)
      work_.set_local(command.scope, names[i], command.values.values()[i]);
    return {};
  }

  base::Result<void> operator()(const ResolveIncident& command) {
    IncidentRow* row = instance_.incident(command.key);
    if (!row || row->is_resolved) return base::refusal("engine.no_incident");
    const JobRow* job = instance_.job_of(row->element);
    if (job && job->retries < 1) return base::refusal("engine.no_retries");
    if (is_held(row->kind)) {
      work_.resolve_as_over(*row);
    } else if (row->kind == kUnreachableJoin) {
      work_.resolve_starved(*row);
    } else if (row->element == instance_.row.key) {
      work_.resolve_of_instance(*row);
    } else {
      work_.resolve(*row);
    }
    return {};
  }

 private:
  static feel::Value action_of(const Complete& command) {
    if (command.action.empty()) return {};
    return feel::Fields().set("action", feel::Value(command.action)).build();
  }

  // That the element waits for somebody's act, and no listener looks at one already.
  base::Result<void> check_waiting(int64_t element) const {
    const ElementRow* row = instance_.active(element);
    if (!row || row->phase != Phase::Waiting || row->role == Role::Body) return not_active(element);
    if (is_asked(instance_, element))
      return base::refusal("engine.listened").because(std::to_string(element));
    return instance_.job_of(element) ? not_active(element) : base::Result<void>();
  }

  void note_change(JobRow& job) {
    job.changed_at = work_.around.now;
    job.is_dirty = true;
  }

  // Those that a worker has are to be had again at their deadline.
  void offer_jobs() {
    for (const JobRow& job : instance_.jobs) {
      if (job.state != JobState::Failed) work_.effects.push_back(JobOffered{job.type, job.key});
    }
  }

  void set_suspended(bool value) {
    instance_.row.is_suspended = value;
    instance_.row.is_dirty = true;
    instance_.timers.change_all([](TimerRow& row) { row.is_dirty = true; });  // stored as held
    instance_.jobs.change_all([](JobRow& job) { job.is_dirty = true; });
    for (SubscriptionRow& row : instance_.subscriptions) row.is_dirty = true;
  }

  Work& work_;
  Instance& instance_;
};

// What is done to an instance that was suspended by a person.
bool is_allowed_when_suspended(const Command& command) {
  return std::holds_alternative<Resume>(command) || std::holds_alternative<Suspend>(command) ||
         std::holds_alternative<Cancel>(command) || std::holds_alternative<SetVariables>(command) ||
         std::holds_alternative<RaiseIncident>(command) ||
         std::holds_alternative<ChildStarted>(command) ||
         std::holds_alternative<Returned>(command) || std::holds_alternative<Migrate>(command) ||
         std::holds_alternative<SetRetries>(command) ||
         std::holds_alternative<SetPriority>(command);
}

}  // namespace

bool moves_by_variables(const Instance& instance) {
  const bool has_conditions = std::ranges::any_of(
      instance.subscriptions,
      [](const SubscriptionRow& row) { return row.kind == SubscriptionKind::Condition; });
  return has_conditions || !instance.arrivals.empty() ||
         std::ranges::any_of(instance.process->nodes, [](const Node& node) {
           return node.kind == bpmn::Kind::ComplexGateway;
         });
}

base::Result<std::vector<Effect>> step(Instance& instance, const Command& command,
                                       const Surroundings& around) {
  if (instance.row.state != InstanceState::Active) return base::refusal("engine.instance_ended");
  if (instance.row.is_suspended && !is_allowed_when_suspended(command))
    return base::refusal("engine.suspended");
  Remapping remapping;
  if (const auto* migrate = std::get_if<Migrate>(&command)) {
    auto remapped = remap(instance, *migrate);
    if (!remapped.ok()) return std::move(remapped).error();
    remapping = std::move(*remapped);
    carry_over(instance, migrate->target, remapping);
  }
  Work work(instance, around);
  Commands commands(work);
  commands.open(remapping);
  if (auto done = std::visit(commands, command); !done.ok()) return std::move(done).error();
  work.run();
  return std::move(work.effects);
}

}  // namespace engine
