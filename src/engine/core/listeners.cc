// Jobs around an element: execution listeners before and after it, task listeners around a user
// task. One at a time, in the order of the model.
#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

// Not a FEEL name, so that no expression can read it: what a person completed the task with, while
// listeners look at it. How many are done stands in "jw:creating" and "jw:completing".
constexpr std::string_view kCompletion = "jw:completion";

base::Error no_job(int64_t key) {
  return base::refusal("engine.no_job").because(std::to_string(key));
}

}  // namespace

bool Work::run_start_listeners(int64_t key) {
  const auto& listeners = node_of(key).start_listeners;
  const size_t done = static_cast<size_t>(at(key).listeners);
  if (done >= listeners.size()) return true;
  offer_job(key, JobKind::Listener, listeners[done].type, listeners[done].retries);
  return false;
}

// What was triggered and never entered has its start listeners here, before those at the end.
bool Work::run_listeners(int64_t key) {
  const Node& here = node_of(key);
  size_t done = static_cast<size_t>(at(key).listeners);
  if (done >= here.start_listeners.size() + here.end_listeners.size()) return true;
  const CompiledListener& next = done < here.start_listeners.size()
                                     ? here.start_listeners[done]
                                     : here.end_listeners[done - here.start_listeners.size()];
  offer_job(key, JobKind::Listener, next.type, next.retries);
  return false;
}

bool Work::run_task_listeners(int64_t key, JobKind kind) {
  const Node& here = node_of(key);
  const auto& listeners =
      kind == JobKind::Creating ? here.creating_listeners : here.completing_listeners;
  const std::string hidden = "jw:" + std::string(name_of(kind));
  const feel::Value* stored = local(key, hidden);
  const size_t done =
      stored ? static_cast<size_t>(stored->number().to_int64().value_or(0)) : size_t{0};
  if (done >= listeners.size()) return true;
  offer_job(key, kind, listeners[done].type, listeners[done].retries);
  return false;
}

bool Work::complete_with_listeners(int64_t key, const feel::Value& variables,
                                   std::string_view actor) {
  if (node_of(key).completing_listeners.empty()) return false;
  set_local(key, kCompletion, variables);
  at(key).actor = actor;
  at(key).is_dirty = true;
  if (run_task_listeners(key, JobKind::Completing)) base::ensure(false, "a listener is offered");
  return true;
}

base::Result<void> Work::complete_job(const CompleteJob& command) {
  const JobRow* found = instance.job(command.key);
  if (!found || found->state == JobState::Failed) return no_job(command.key);
  const int64_t key = found->element;
  const JobKind kind = found->kind;
  const bool corrects = command.corrections.is(feel::Kind::Context);
  if (corrects && kind != JobKind::Creating)
    return base::refusal("engine.cannot_correct").because(std::string(name_of(kind)));
  if (key == instance.row.key) {
    complete_process_listener(command.variables);
    return {};
  }
  if (kind == JobKind::AdHoc) {
    merge_outwards(key, command.variables);
    remove_job(key);
    return direct_ad_hoc(key, command.ad_hoc);
  }
  if (kind == JobKind::Work) {
    remove_job(key);
    finish(key, command.variables, "");
    return {};
  }
  remove_job(key);
  set_locals(key, command.variables);
  if (corrects) correct_user_task(*this, key, command.corrections);
  if (kind == JobKind::Listener) {
    ++at(key).listeners;
    at(key).is_dirty = true;
    if (at(key).phase == Phase::Departing) {
      leave(key);
    } else if (run_start_listeners(key)) {
      node_of(key).behaviour->enter(*this, key);
    }
    return {};
  }
  const std::string hidden = "jw:" + std::string(name_of(kind));
  const feel::Value* before = local(key, hidden);
  const int64_t done = before ? before->number().to_int64().value_or(0) : 0;
  if (kind == JobKind::Completing && !command.denied.empty()) {
    remove_local(key, hidden);
    remove_local(key, kCompletion);
    effects.push_back(UserTaskDenied{key, position(key), command.denied});
    return {};
  }
  set_local(key, hidden, feel::Value(done + 1));
  if (!run_task_listeners(key, kind)) return {};
  if (kind == JobKind::Creating) {
    create_user_task(*this, key);
    return {};
  }
  const feel::Value* stored = local(key, kCompletion);
  const feel::Value completion = stored ? *stored : feel::Value();
  remove_local(key, kCompletion);
  const std::string actor = at(key).actor;
  finish(key, completion, actor);
  return {};
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
  JobRow job;
  job.key = around.next_key();
  job.element = key;
  job.kind = kind;
  job.type = *name;
  job.retries = count;
  effects.push_back(JobOffered{job.type, job.key});
  instance.jobs.push_back(std::move(job));
  return true;
}

void Work::remove_job(int64_t element) {
  std::erase_if(instance.jobs, [&](const JobRow& job) {
    if (job.element != element) return false;
    instance.removed.push_back({Removed::Table::Job, job.key, -1, ""});
    return true;
  });
}

}  // namespace engine
