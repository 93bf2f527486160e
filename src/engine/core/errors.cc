// Errors and escalations look for a catcher from the inside out; what nobody catches is an
// incident.
#include "engine/core/work.h"

namespace engine {

namespace {

bool catches(const CompiledEvent& event, bpmn::Trigger trigger, const std::string& code) {
  return event.trigger == trigger && (event.code.empty() || event.code == code);
}

// The event among `candidates` that catches; one that names the code goes before one that catches
// all.
int best(const Process& process, const std::vector<int>& candidates, bpmn::Trigger trigger,
         const std::string& code) {
  int found = -1;
  for (int index : candidates) {
    if (index < 0) continue;
    for (const CompiledEvent& event : process.nodes[static_cast<size_t>(index)].events) {
      if (!catches(event, trigger, code)) continue;
      if (!event.code.empty()) return index;
      if (found < 0) found = index;
    }
  }
  return found;
}

// Of all but the one that it comes out of, which does not catch for itself.
std::vector<int> starts_of(const Process& process, const std::vector<int>& event_processes,
                           int origin) {
  std::vector<int> starts;
  for (int each : event_processes) {
    if (each != origin) starts.push_back(process.nodes[static_cast<size_t>(each)].trigger_start);
  }
  return starts;
}

// The body of several instances has none, nor has an activation in an ad-hoc sub-process: theirs
// hang on each instance and on the ad-hoc sub-process. What is undone has none any more.
bool has_event_processes(const ElementRow& scope) {
  return scope.role != Role::Body && scope.role != Role::Inner && scope.role != Role::Undoing;
}

// The events that catch what comes to `row` out of `origin`, an element inside of it; -1: out of
// itself. As in Camunda, its event sub-processes and its boundary are one level: of two that say
// the same, the event sub-process goes first. A completed sub-process that is opened again to undo
// what it held is over for its own events: what is thrown there concerns whoever throws the
// compensation.
std::vector<int> catchers_at(const Process& process, const ElementRow& row, int origin) {
  const Node& here = process.nodes[static_cast<size_t>(row.node)];
  std::vector<int> catchers;
  if (origin >= 0 && has_event_processes(row))
    catchers = starts_of(process, here.event_processes, origin);
  const bool has_boundaries =
      row.role != Role::Child && row.role != Role::Inner && row.role != Role::Undoing;
  if (has_boundaries)
    catchers.insert(catchers.end(), here.boundaries.begin(), here.boundaries.end());
  return catchers;
}

// The element or scope whose event catches, and that event.
struct Catcher {
  int64_t owner = 0;
  int node = -1;
};

// From the inside out.
std::optional<Catcher> catcher_of(const Instance& instance, int64_t key, bpmn::Trigger trigger,
                                  const std::string& code) {
  const Process& process = *instance.process;
  const int64_t root = instance.row.key;
  int origin = -1;
  for (int64_t scope = key; scope != root;) {
    const ElementRow* row = instance.active(scope);
    if (row == nullptr) return {};
    const int found = best(process, catchers_at(process, *row, origin), trigger, code);
    if (found >= 0) return Catcher{scope, found};
    origin = row->node;
    scope = row->scope;
  }
  const int found =
      best(process, starts_of(process, process.event_processes, origin), trigger, code);
  if (found < 0) return {};
  return Catcher{root, found};
}

}  // namespace

bool catches_error(const Instance& instance, int64_t element, const std::string& code) {
  return catcher_of(instance, element, bpmn::Trigger::Error, code).has_value();
}

// Whether somebody in this instance caught it.
bool Work::try_catch(int64_t key, bpmn::Trigger trigger, const std::string& code,
                     const feel::Value& variables) {
  const auto catcher = catcher_of(instance, key, trigger, code);
  if (catcher) catch_with(catcher->owner, catcher->node, variables);
  return catcher.has_value();
}

void Work::throw_error(int64_t key, const std::string& code, const std::string& message,
                       const feel::Value& variables) {
  const bool is_of_instance = key == instance.row.key;  // a listener of the process threw it
  const bool is_over = is_lingering(key);               // a canceling one did
  if (!is_of_instance && !is_over && try_catch(key, bpmn::Trigger::Error, code, variables)) return;
  if (instance.row.parent_instance == 0 || is_over) return leave_uncaught(key, code, message);
  effects.push_back(ErrorToParent{instance.row.key, key, instance.row.parent_instance,
                                  instance.row.parent_element, code, message, variables});
}

void Work::leave_uncaught(int64_t key, const std::string& code, const std::string& message) {
  if (JobRow* job = instance.job_of(key)) {
    job->state = JobState::Failed;
    job->is_dirty = true;
  }
  incident(key, "UNHANDLED_ERROR_EVENT",
           "nobody catches the error \"" + code + "\"" + (message.empty() ? "" : ": " + message));
}

void Work::escalate(int64_t key, const std::string& code, const feel::Value& variables) {
  if (try_catch(key, bpmn::Trigger::Escalation, code, variables)) return;
  if (instance.row.parent_instance == 0) return;
  effects.push_back(EscalationToParent{instance.row.parent_instance, instance.row.parent_element,
                                       code, variables});
}

void Work::incident(int64_t key, std::string kind, std::string message) {
  const bool is_element = key != instance.row.key;
  IncidentRow row;
  row.key = around.next_key();
  row.element = key;
  row.kind = std::move(kind);
  row.message = std::move(message);
  row.created_at = around.now;
  if (const JobRow* job = instance.job_of(key)) row.job = job->key;
  effects.push_back(IncidentRaised{position(is_element ? key : 0), row.key, row.kind, row.message});
  instance.incidents.push_back(std::move(row));
}

bool Work::incident_of_size(int64_t key, const std::string& collection) {
  incident(key, "MESSAGE_SIZE_EXCEEDED",
           "the output collection " + collection + " would be larger than a variable can be");
  return false;
}

void Work::resolve(IncidentRow& row) {
  row.is_resolved = true;
  row.resolved_at = around.now;
  row.is_dirty = true;
  const int64_t key = row.element;
  if (!instance.active(key)) return;
  // What failed in the same way more than once is asked for again once.
  for (IncidentRow& each : instance.incidents) {
    if (each.element == key && each.kind == row.kind && each.message == row.message)
      resolve_as_over(each);
  }
  const Phase phase = at(key).phase;
  // What it hangs on went on meanwhile, with its job, task or call.
  if (row.kind == "EXTRACT_VALUE_ERROR" && listen_again(key)) return;
  if (JobRow* job = instance.job_of(key)) {
    reopen(*job);
  } else if (phase == Phase::Entering) {
    close_waits(key);
    if (!begin_held(key)) enter(key);
  } else if (phase == Phase::Canceling) {
    if (run_task_listeners(key, JobKind::Canceling)) end_lingering(key);
  } else if (phase == Phase::Leaving || phase == Phase::Departing) {
    leave(key);
  } else {
    resolve_waiting(key);
  }
}

// Somebody may have another one, or take it: it stays as it is.
void Work::reopen(JobRow& job) {
  if (job.state != JobState::Failed) return;
  job.state = JobState::Open;
  job.error_code.clear();
  job.deadline = {};
  job.changed_at = around.now;
  job.is_dirty = true;
  effects.push_back(JobOffered{job.type, job.key});
}

// What it waits for is asked for again; what runs inside it goes on.
void Work::resolve_waiting(int64_t key) {
  const Node& here = node_of(key);
  if (at(key).role == Role::Inner) {
    scope_maybe_done(key);
  } else if (at(key).role == Role::Body) {
    if (here.is_loop && is_empty(key)) loop_again(key);
  } else if (is_ad_hoc(key)) {
    ad_hoc_branch_done(key);
  } else if (here.kind == bpmn::Kind::ComplexGateway) {
    return;  // settled again with the next step
  } else if (ask_again(key)) {
    return;
  } else if (bpmn::is_container(here.kind)) {
    close_waits(key);
    if (map_inputs(key) && open_boundaries(key)) open_event_processes(key);
  } else {
    if (at(key).called_instance == 0) here.behaviour->enter(*this, key);
  }
}

}  // namespace engine
