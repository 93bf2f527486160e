#include "app/inside/effects.h"

#include "app/inside/act.h"
#include "app/inside/bound_record.h"
#include "app/inside/builtins.h"
#include "app/inside/source_titles.h"
#include "app/inside/told.h"
#include "work/acts.h"
#include "work/assignment.h"
#include "work/called.h"
#include "work/instances.h"
#include "work/notices.h"
#include "work/task.h"

namespace app {

base::Result<void> Effects::user_task_created(runtime::Op& op, const engine::UserTask& task) {
  Act act(parts_, op);
  auto created = work::create_task(act.context(), task);
  if (created) return created;
  return named(act.definitions(), task.at.record.type, created.error());
}

base::Result<void> Effects::user_task_migrated(runtime::Op& op, const engine::UserTask& task) {
  Act act(parts_, op);
  return work::migrate_task(act.context(), task);
}

void Effects::user_task_canceled(runtime::Op& op, const engine::UserTaskCanceled& task) {
  Act act(parts_, op);
  if (task.was_completing) {
    work::cancel_completing_task(act.context(), task.key, task.reason);
  } else if (work::find_task(op.tx.db, task.key)) {
    work::cancel_task(act.context(), task.key, task.reason);
  } else {
    work::keep_uncreated_task(act.context(), task);
  }
  say_after_commit(op, task.key, base::refusal("work.task_over").at(std::to_string(task.key)));
}

base::Result<void> Effects::user_task_changed(runtime::Op& op,
                                              const engine::UserTaskChanged& task) {
  Act act(parts_, op);
  say_after_commit(op, task.key, {});
  return work::apply_change(act.context(), task);
}

void Effects::user_task_denied(runtime::Op& op, const engine::UserTaskDenied& task) {
  Act act(parts_, op);
  if (task.event == engine::JobKind::Completing) {
    work::deny(act.context(), task.key, task.reason);
  } else {
    work::deny_change(act.context(), task.key, task.actor, task.reason);
  }
  say_after_commit(op, task.key, base::refusal("work.denied").because(task.reason));
}

void Effects::say_after_commit(runtime::Op& op, int64_t task, const base::Result<void>& verdict) {
  op.after_commit([this, task, verdict] { parts_.verdicts.say(task, verdict); });
}

base::Result<feel::Value> Effects::call_builtin(runtime::Op& op, const engine::BuiltinCall& call) {
  Act act(parts_, op);
  return run_builtin(act, parts_, call);
}

feel::Value Effects::read_record(runtime::Op& op, const engine::RecordRef& record,
                                 const std::vector<std::string>& fields) {
  const auto environment = environment_of_process(parts_, op.tx.actor.person, op.tx.now);
  return records::projection(op.tx.db, *parts_.definitions->types, environment, record_ref(record),
                             fields);
}

void Effects::called_suspended(runtime::Op& op, int64_t instance) {
  Act act(parts_, op);
  work::suspend_tasks(act.context(), instance);
}

void Effects::called_resumed(runtime::Op& op, int64_t instance) {
  Act act(parts_, op);
  work::resume_tasks(act.context(), instance);
}

void Effects::instance_ended(runtime::Op& op, const engine::InstanceEnded& ended) {
  Act act(parts_, op);
  const auto* state = ended.state == engine::InstanceState::Completed ? "completed" : "canceled";
  // Of one that completed the reason is the element whose dissent ended it, if one did.
  work::close_instance(act.context(), ended.at.instance, state, ended.reason);
  work::tell_caller_of_end(act.context(), ended);
  act.tell_after_commit({"instance", "ended", std::to_string(ended.at.instance), ""});
}

base::Result<void> Effects::settle_record(runtime::Op& op, const engine::InstanceEnded& ended) {
  if (ended.state != engine::InstanceState::Completed) return {};
  Act act(parts_, op);
  return app::settle_record(act, ended);
}

void Effects::record_not_settled(runtime::Op& op, const engine::InstanceEnded& ended,
                                 const base::Error& error) {
  const base::Text title = {"流程已办结，单据状态没有改变，需要处理",
                            "A process has ended, its record kept its state"};
  tell_administrators(op, title, error.title, ended.at.instance,
                      "not_settled/" + std::to_string(ended.at.instance));
}

void Effects::tell_administrators(runtime::Op& op, const base::Text& title, const base::Text& text,
                                  int64_t instance, std::string cause) {
  Act act(parts_, op);
  const auto administrators =
      entry::persons_of(act.db(), parts_.definitions->roles, "administrator", op.tx.now);
  work::NewNotice notice;
  notice.kind = "incident";
  notice.title.event = title;
  notice.text = text;
  notice.link = "instance/" + std::to_string(instance);
  notice.cause = std::move(cause);
  work::notify(act.context(), administrators, notice);
}

// A process needs a person: the administrators hear of it.
void Effects::incident_raised(runtime::Op& op, const engine::IncidentRaised& incident) {
  Act act(parts_, op);
  const auto& name =
      incident.at.element_name.empty() ? incident.at.element_id : incident.at.element_name;
  const base::Text title = {"流程停在“" + name + "”，需要处理",
                            "A process is stuck at \"" + name + "\""};
  tell_administrators(op, title, {incident.message, incident.message}, incident.at.instance,
                      "incident/" + std::to_string(incident.key));
  tell_of_instance(op, "instance.incident_raised", incident.at.instance,
                   {{"incident", std::to_string(incident.key)},
                    {"element", incident.at.element_id},
                    {"kind", incident.kind},
                    {"message", incident.message}});
  act.tell_after_commit({"instance", "", std::to_string(incident.at.instance), ""});
}

void Effects::event_not_taken(runtime::Op& op, const runtime::NotTaken& event) {
  tell_of_instance(op, "instance.event_not_taken", event.instance,
                   {{"element", event.element_id},
                    {"name", event.name},
                    {"correlation_key", event.correlation_key}});
}

}  // namespace app
