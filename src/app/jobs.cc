#include "app/jobs.h"

#include "app/inside/parts.h"
#include "app/inside/task_of_job.h"
#include "app/inside/told.h"
#include "feel/exact_json.h"
#include "runtime/job_desk.h"
#include "runtime/queries.h"
#include "runtime/running_searches.h"

namespace app {

namespace {

// Of the variables in one answer, which its last job may go beyond: what Camunda's own limit of a
// message allows.
constexpr size_t answer_bytes_max = 4 << 20;

constexpr std::string_view tenant = "<default>";
constexpr std::string_view ad_hoc_result = "adHocSubProcess";

base::Span span_of(std::chrono::milliseconds time) {
  return {std::chrono::duration_cast<std::chrono::microseconds>(time).count()};
}

std::string_view kind_of(engine::JobKind kind) {
  switch (kind) {
    case engine::JobKind::Work: return "BPMN_ELEMENT";
    case engine::JobKind::Starting:
    case engine::JobKind::Ending: return "EXECUTION_LISTENER";
    case engine::JobKind::Creating:
    case engine::JobKind::Assigning:
    case engine::JobKind::Updating:
    case engine::JobKind::Canceling:
    case engine::JobKind::Completing: return "TASK_LISTENER";
    case engine::JobKind::AdHoc: return "AD_HOC_SUB_PROCESS";
  }
  return "BPMN_ELEMENT";
}

std::string_view event_of(engine::JobKind kind) {
  switch (kind) {
    case engine::JobKind::Starting: return "START";
    case engine::JobKind::Ending: return "END";
    case engine::JobKind::Creating: return "CREATING";
    case engine::JobKind::Assigning: return "ASSIGNING";
    case engine::JobKind::Updating: return "UPDATING";
    case engine::JobKind::Completing: return "COMPLETING";
    case engine::JobKind::Canceling: return "CANCELING";
    case engine::JobKind::Work:
    case engine::JobKind::AdHoc: return "UNSPECIFIED";
  }
  return "UNSPECIFIED";
}

base::Json named_only(const base::Json& variables, const std::vector<std::string>& names) {
  if (names.empty()) return variables;
  base::JsonObject out;
  for (const auto& name : names) {
    if (const auto* value = base::find(variables, name)) out[name] = *value;
  }
  return out;
}

base::Json job_json(storage::Connection& db, const runtime::ActivatedJob& job,
                    const JobRequest& request) {
  const auto instance = runtime::instance(db, job.at.instance);
  base::JsonObject out{
      {"type", job.type},
      {"processDefinitionId", job.at.process_id},
      {"processDefinitionVersion", instance ? instance->version : 0},
      {"elementId", job.at.element_id},
      {"customHeaders", feel::to_json(job.headers)},
      {"worker", request.worker},
      {"retries", job.retries},
      {"priority", job.priority},
      {"deadline", job.deadline.micros / 1000},
      {"variables", named_only(feel::to_exact_json(job.variables), request.variables)},
      {"tenantId", tenant},
      {"jobKey", std::to_string(job.key)},
      {"processInstanceKey", std::to_string(job.at.instance)},
      {"processDefinitionKey", std::to_string(job.at.definition)},
      {"elementInstanceKey", std::to_string(job.at.element)},
      {"kind", kind_of(job.kind)},
      {"listenerEventType", event_of(job.kind)},
      {"userTask", nullptr},
      {"rootProcessInstanceKey", nullptr},
      {"businessId", nullptr}};
  const auto item = storage::find_item(db, runtime::process_instances(), job.at.instance);
  out["tags"] = item ? item->at("tags") : base::Json(base::JsonArray());
  for (const char* name : {"rootProcessInstanceKey", "businessId"})
    if (item) out[name] = item->at(name);
  if (kind_of(job.kind) != "TASK_LISTENER") return out;
  const auto task = task_of_job(db, job);
  for (const auto& header : headers_of_task(task))
    out["customHeaders"].as_object()[header.key()] = header.value();
  out["userTask"] = task;
  return out;
}

base::Json jobs_json(Parts& parts, const runtime::JobDesk::Jobs& jobs, const JobRequest& request) {
  auto db = parts.database->read();
  base::JsonArray out;
  for (const auto& job : jobs) out.push_back(job_json(*db, job, request));
  return base::JsonObject{{"jobs", std::move(out)}};
}

// A result for a user task is for its listeners, but the job of an ordinary task may have one that
// says nothing.
base::Result<void> check_type(storage::Connection& db, int64_t key, const std::string& type) {
  if (type.empty()) return {};
  const auto job = db.first(
      "SELECT kind FROM every_job WHERE key = ? AND state IN ('open', 'activated')", {key});
  const bool is_ad_hoc = job && job->text(0) == engine::name_of(engine::JobKind::AdHoc);
  if (!job || is_ad_hoc == (type == ad_hoc_result)) return {};
  return base::refusal("request.wrong_type")
      .at("result.type")
      .because(is_ad_hoc ? "adHocSubProcess, since the job asks what an ad-hoc sub-process begins"
                         : "not adHocSubProcess, since the job is not of an ad-hoc sub-process");
}

base::Result<void> run(Workspace& workspace, const Caller& caller,
                       const std::function<base::Result<void>(runtime::Op&)>& act) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  const auto done = workspace.parts().run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (auto acted = act(op); !acted) return acted.error();
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

}  // namespace

base::Result<int64_t> ask_for_jobs(Workspace& workspace, const Caller& caller,
                                   const JobRequest& request,
                                   std::function<void(MakeJobs)> answer) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  auto& parts = workspace.parts();
  runtime::JobRequest asked;
  asked.actor = {caller.person, "", caller.door};
  asked.type = request.type;
  asked.worker = request.worker;
  asked.timeout = span_of(request.timeout);
  asked.out = {request.count_max, answer_bytes_max, request.variables};
  asked.patience = request.patience;
  return parts.jobs->ask(std::move(asked), [&parts, request, answer = std::move(answer)](
                                               base::Result<runtime::JobDesk::Jobs> jobs) {
    answer([&parts, request, jobs = std::move(jobs)]() -> base::Result<base::Json> {
      if (!jobs) return jobs.error();
      return jobs_json(parts, *jobs, request);
    });
  });
}

void stop_asking(Workspace& workspace, int64_t number) { workspace.parts().jobs->leave(number); }

void complete_job(Workspace& workspace, const Caller& caller, int64_t key, const JobAnswer& answer,
                  std::function<void(base::Result<void>)> ended) {
  if (auto allowed = require_administrator(caller); !allowed) return ended(allowed);
  runtime::JobResult result;
  result.variables = feel::from_json(answer.variables);
  result.denied = answer.denied;
  result.corrections = feel::from_json(answer.corrections);
  for (const auto& each : answer.activate)
    result.ad_hoc.activate.push_back({each.element, feel::from_json(each.variables)});
  result.ad_hoc.is_fulfilled = answer.is_fulfilled;
  result.ad_hoc.cancels_remaining = answer.cancels_remaining;
  const auto complete = [key, type = answer.type,
                         result = std::move(result)](runtime::Op& op) -> base::Result<base::Json> {
    if (auto fits = check_type(op.tx.db, key, type); !fits) return fits.error();
    if (auto answered = op.engine.answer_job(key, result); !answered) return answered.error();
    return base::Json();
  };
  workspace.parts().submit(caller, complete,
                           [ended = std::move(ended)](const base::Result<base::Json>& done) {
                             ended(done ? base::Result<void>() : done.error());
                           });
}

base::Result<void> fail_job(Workspace& workspace, const Caller& caller, int64_t key,
                            const JobFailure& failure) {
  return run(workspace, caller, [&](runtime::Op& op) {
    return op.engine.fail_job(key, failure.retries, failure.message, span_of(failure.back_off),
                              feel::from_json(failure.variables));
  });
}

base::Result<void> throw_error(Workspace& workspace, const Caller& caller, int64_t key,
                               std::string_view code, std::string_view message,
                               const base::Json& variables) {
  return run(workspace, caller, [&](runtime::Op& op) {
    return op.engine.throw_error(key, code, message, feel::from_json(variables));
  });
}

base::Result<void> change_job(Workspace& workspace, const Caller& caller, int64_t key,
                              const JobChange& change) {
  return run(workspace, caller, [&](runtime::Op& op) -> base::Result<void> {
    base::JsonObject changes{{"job", std::to_string(key)}};
    if (change.retries) {
      if (auto set = op.engine.set_retries(key, *change.retries); !set) return set;
      changes["retries"] = *change.retries;
    }
    if (change.priority) {
      if (auto set = op.engine.set_job_priority(key, *change.priority); !set) return set;
      changes["priority"] = *change.priority;
    }
    if (change.timeout) {
      if (auto set = op.engine.set_job_timeout(key, span_of(*change.timeout)); !set) return set;
      changes["timeout"] = change.timeout->count();
    }
    if (changes.size() > 1)
      tell_of_instance(op, "instance.job_changed", op.engine.instance_of(key), std::move(changes));
    return {};
  });
}

}  // namespace app
