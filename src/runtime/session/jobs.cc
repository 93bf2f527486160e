// Work for somebody outside: handed out, done, failed.
#include "engine/job_headers.h"
#include "runtime/session/session.h"

namespace runtime {

namespace {

// Absent for a job that hangs on the instance itself.
const engine::Node* node_of(const engine::Instance& instance, int64_t element) {
  if (element == instance.row.key) return nullptr;
  return &instance.process->nodes[static_cast<size_t>(instance.active(element)->node)];
}

engine::Position place_of(const engine::Instance& instance, int64_t element) {
  const engine::Process& process = *instance.process;
  const engine::Node* node = node_of(instance, element);
  return {
      instance.row.key, element,    node ? node->id : process.id, node ? node->name : process.name,
      process.key,      process.id, instance.row.record,          instance.row.starter};
}

// As JSON, each with the key of the version that its binding names now; one that is not there has
// an empty key.
std::string linked_resources(const engine::Node& node, const Definitions& definitions,
                             int64_t definition) {
  base::JsonArray all;
  for (const bpmn::LinkedResource& each : node.linked_resources) {
    const int64_t key = definitions.bound("resource", each.id, each.binding, definition);
    all.push_back(base::JsonObject{{"resourceKey", key ? std::to_string(key) : ""},
                                   {"resourceType", each.type},
                                   {"linkName", each.name}});
  }
  return base::print(all);
}

// The version of its form that a user task names now; nothing: it has none, or none is there.
std::string form_key(const engine::Node& node, const Definitions& definitions, int64_t definition) {
  if (node.kind != bpmn::Kind::UserTask || node.form_id.empty()) return {};
  const int64_t key = definitions.bound("form", node.form_id, node.binding, definition);
  return key ? std::to_string(key) : "";
}

feel::Value headers_of(const engine::Instance& instance, const engine::JobRow& job,
                       const Definitions& definitions) {
  feel::Fields headers;
  const feel::Value written = engine::job_headers(instance, job);
  for (size_t i = 0; i < written.names().size(); ++i)
    headers.set(written.names()[i], written.values()[i]);
  if (const engine::Node* node = node_of(instance, job.element)) {
    const std::string form = form_key(*node, definitions, instance.process->key);
    if (!form.empty()) headers.set("io.camunda.zeebe:formKey", feel::Value(form));
    if (!node->linked_resources.empty())
      headers.set("linkedResources",
                  feel::Value(linked_resources(*node, definitions, instance.process->key)));
  }
  return headers.build();
}

size_t bytes_of(const feel::Value& variables, const std::vector<std::string>& wanted) {
  if (wanted.empty()) return text_bytes(variables);
  size_t sum = 0;
  for (const auto& name : wanted) {
    if (const auto* value = variables.find(name)) sum += text_bytes(*value);
  }
  return sum;
}

ActivatedJob described(const engine::Instance& instance, const engine::JobRow& stored,
                       const Definitions& definitions) {
  ActivatedJob job;
  job.key = stored.key;
  job.type = stored.type;
  job.kind = stored.kind;
  job.retries = stored.retries;
  job.priority = stored.priority;
  job.deadline = stored.deadline;
  job.at = place_of(instance, stored.element);
  job.headers = headers_of(instance, stored, definitions);
  job.variables = instance.visible(stored.element);
  job.asked = engine::asked_values(instance, stored.element);
  if (engine::is_asked(instance, stored.element)) {
    const feel::Value asked = engine::asked_variables(instance, stored.element);
    job.variables = engine::merged(job.variables, asked);
    job.changes_variables = stored.kind == engine::JobKind::Updating && !asked.names().empty();
  }
  return job;
}

}  // namespace

std::vector<ActivatedJob> Session::activate_jobs(std::string_view type, std::string_view worker,
                                                 base::Span timeout, const HandOut& out) {
  std::vector<ActivatedJob> result;
  size_t bytes = 0;
  instances_.take_jobs(type, op_->tx.now, [&](const WaitRef& each) {
    if (!command(each.instance, engine::ActivateJob{each.key, std::string(worker), timeout}).ok())
      return true;
    instances_.lend_job(type, op_->tx.now + timeout);
    const engine::Instance& instance = *instances_.find(each.instance);
    ActivatedJob job = described(instance, *instance.job(each.key), definitions_);
    if (out.bytes_max != SIZE_MAX) job.variables_bytes = bytes_of(job.variables, out.variables);
    bytes += job.variables_bytes;
    result.push_back(std::move(job));
    return result.size() < out.count_max && bytes < out.bytes_max;
  });
  return result;
}

std::optional<base::Time> Session::next_job_due(std::string_view type) {
  const auto row = connection_->first(
      "SELECT MIN(deadline) FROM job WHERE type = ? AND deadline > 0 AND deadline > ? AND is_held "
      "= 0 "
      "AND state IN ('open', 'activated')",
      {std::string(type), op_->tx.now.micros});
  if (!row || row->is_null(0)) return {};
  return base::Time{row->integer(0)};
}

namespace {

base::Result<void> no_job(int64_t key) {
  return base::refusal("engine.no_job").because(std::to_string(key));
}

}  // namespace

base::Result<void> Session::complete_job(int64_t key, const feel::Value& variables) {
  return answer_job(key, JobResult{variables, {}, {}, {}});
}

base::Result<void> Session::answer_job(int64_t key, const JobResult& result) {
  if (auto own = check_names(result.variables); !own) return own;
  if (auto own = check_names(result.ad_hoc); !own) return own;
  const int64_t instance = instances_.instance_of_job(key);
  if (instance == 0) return no_job(key);
  answered_job_ = key;
  return command(instance, engine::CompleteJob{key, result.variables, result.denied,
                                               result.corrections, result.ad_hoc});
}

base::Result<void> Session::fail_job(int64_t key, int retries, std::string_view error,
                                     base::Span back_off, const feel::Value& variables) {
  if (auto own = check_names(variables); !own) return own;
  const int64_t instance = instances_.instance_of_job(key);
  if (instance == 0) return no_job(key);
  return command(instance, engine::FailJob{key, retries, std::string(error), back_off, variables});
}

base::Result<void> Session::throw_error(int64_t key, std::string_view code,
                                        std::string_view message, const feel::Value& variables) {
  if (auto own = check_names(variables); !own) return own;
  const int64_t instance = instances_.instance_of_job(key);
  if (instance == 0) return no_job(key);
  const engine::JobRow* job = instances_.find(instance)->job(key);
  if (job->state == engine::JobState::Failed)
    return base::refusal("engine.job_has_incident").because(std::to_string(key));
  answered_job_ = key;
  return command(instance, engine::ThrowError{job->element, std::string(code), std::string(message),
                                              variables});
}

base::Result<void> Session::fail_answered(int64_t key, const base::Error& error) {
  const int64_t instance = instances_.instance_of_job(key);
  const engine::JobRow* job = instance ? instances_.find(instance)->job(key) : nullptr;
  if (!job) return no_job(key);
  const std::string why = error.code + ": " + error.detail;
  return fail_job(key, std::max(0, job->retries - 1), why, {}, {});
}

base::Result<void> Session::set_retries(int64_t key, int retries) {
  const int64_t instance = instances_.instance_of_job(key);
  if (instance == 0) return no_job(key);
  return command(instance, engine::SetRetries{key, retries});
}

base::Result<void> Session::set_job_priority(int64_t key, int priority) {
  const int64_t instance = instances_.instance_of_job(key);
  if (instance == 0) return no_job(key);
  const engine::JobRow before = *instances_.find(instance)->job(key);
  if (auto set = command(instance, engine::SetPriority{key, priority}); !set.ok()) return set;
  instances_.reorder_job(before, priority);
  return {};
}

base::Result<void> Session::set_job_timeout(int64_t key, base::Span timeout) {
  const int64_t instance = instances_.instance_of_job(key);
  if (instance == 0) return no_job(key);
  const engine::JobRow job = *instances_.find(instance)->job(key);
  if (job.state != engine::JobState::Activated)
    return base::refusal("engine.job_not_activated").because(std::to_string(key));
  instances_.lend_job(job.type, op_->tx.now + timeout);
  return command(instance, engine::ActivateJob{key, job.worker, timeout});
}

}  // namespace runtime
