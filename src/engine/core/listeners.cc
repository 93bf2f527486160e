// Jobs, and those around an element: execution listeners before and after it. One at a time, in the
// order of the model.
#include "engine/core/work.h"

namespace engine {

base::Result<JobRow*> answerable_job(Instance& instance, int64_t key) {
  JobRow* job = instance.job(key);
  if (!job) return base::refusal("engine.no_job").because(std::to_string(key));
  if (job->state == JobState::Failed)
    return base::refusal("engine.job_has_incident").because(std::to_string(key));
  return job;
}

bool Work::run_start_listeners(int64_t key) {
  const auto& listeners = node_of(key).start_listeners;
  const size_t done = static_cast<size_t>(at(key).listeners);
  if (done >= listeners.size()) return true;
  offer_job(key, JobKind::Starting, listeners[done].type, listeners[done].retries);
  return false;
}

// What was triggered and never entered has its start listeners here, before those at the end.
bool Work::run_listeners(int64_t key) {
  const Node& here = node_of(key);
  const size_t done = static_cast<size_t>(at(key).listeners);
  const size_t starts = here.start_listeners.size();
  if (done < starts) return run_start_listeners(key);
  if (done >= starts + here.end_listeners.size()) return true;
  const CompiledListener& next = here.end_listeners[done - starts];
  offer_job(key, JobKind::Ending, next.type, next.retries);
  return false;
}

base::Result<void> Work::complete_job(const CompleteJob& command) {
  const auto found = answerable_job(instance, command.key);
  if (!found.ok()) return found.error();
  const int64_t key = (*found)->element;
  const JobKind kind = (*found)->kind;
  if (auto checked = check_task_listener(kind, command); !checked) return checked;
  (*found)->denied = command.denied;
  if (key == instance.row.key) {
    complete_process_listener(command.variables);
    return {};
  }
  if (kind == JobKind::AdHoc) {
    merge_outwards(key, command.variables);
    end_job(key, JobState::Completed);
    auto directed = direct_ad_hoc(key, command.ad_hoc);
    if (directed.ok()) tell_idle_ad_hoc(key);
    return directed;
  }
  if (kind == JobKind::Work) {
    end_job(key, JobState::Completed);
    finish(key, command.variables, "");
    return {};
  }
  end_job(key, JobState::Completed);
  const bool is_over = at(key).phase == Phase::Departing;
  if (is_over) {
    merge_outwards(at(key).scope, command.variables);
  } else {
    set_locals(key, command.variables);
  }
  if (is_execution_listener(kind)) {
    ++at(key).listeners;
    at(key).is_dirty = true;
    if (is_over) {
      leave(key);
    } else if (run_start_listeners(key)) {
      begin_work(key);
    }
    return {};
  }
  complete_task_listener(key, kind, command);
  return {};
}

std::optional<int> Work::priority_of_job(int64_t key, JobKind kind) {
  if (kind != JobKind::Work && kind != JobKind::AdHoc) return 0;
  const Formula& formula = node_of(key).job_priority;
  if (formula.empty()) return 0;
  std::string why;
  const feel::Value value = evaluate(formula, key, why);
  const auto priority = as_job_priority(value);
  if (!priority)
    incident(key, "EXTRACT_VALUE_ERROR",
             "the priority of the job is no whole number of 32 bits but " + feel::to_text(value) +
                 (why.empty() ? "" : ": " + why));
  return priority;
}

bool Work::offer_job(int64_t key, JobKind kind, const Formula& type, const Formula& retries) {
  const auto name = text(type, key, "the job type");
  if (!name) return false;
  int count = 3;
  if (!retries.empty()) {
    const auto written = text(retries, key, "the number of retries");
    if (!written) return false;
    const auto number = base::Decimal::parse(*written);
    const auto whole = number ? number->to_int64() : std::nullopt;
    if (!whole || *whole < 1 || *whole > INT32_MAX) {
      incident(key, "EXTRACT_VALUE_ERROR",
               "the number of retries is no whole number from 1: " + *written);
      return false;
    }
    count = static_cast<int>(*whole);
  }
  const auto priority = priority_of_job(key, kind);
  if (!priority) return false;
  JobRow job;
  job.key = around.next_key();
  job.element = key;
  job.kind = kind;
  job.type = *name;
  job.retries = count;
  job.priority = *priority;
  job.created_at = around.now;
  effects.push_back(JobOffered{job.type, job.key});
  instance.jobs.add(std::move(job));
  return true;
}

void Work::end_job(int64_t element, JobState how) {
  if (const JobRow* job = instance.job_of(element)) keep_ended(instance.jobs.take(job->key), how);
}

// A job whose error was caught has ended by it, whatever became of its element.
void Work::keep_ended(JobRow job, JobState how) {
  const bool is_thrown = how == JobState::Canceled && job.state != JobState::Failed;
  job.state = is_thrown && !job.error_code.empty() ? JobState::ErrorThrown : how;
  job.ended_at = around.now;
  job.changed_at = around.now;
  job.is_dirty = true;
  instance.ended_jobs.push_back(std::move(job));
}

}  // namespace engine
