// Jobs around what happens to a user task: its creation, assignment, change and completion. One at
// a time, in the order of the model; what was asked for waits until the last is done.
#include <algorithm>
#include <array>

#include "engine/core/work.h"
#include "engine/elements/table.h"
#include "engine/step.h"

namespace engine {

namespace {

// Not FEEL names, so that no expression can read them: what was asked for, while listeners look at
// it. How many of them are done stands in "jw:" and the name of the event.
constexpr std::string_view kValues = "jw:corrections";
constexpr std::string_view kVariables = "jw:completion";
constexpr std::string_view kLocals = "jw:locals";
constexpr std::string_view kEvent = "jw:asked";  // what it is, of a task that waits

std::string counter_of(JobKind event) { return "jw:" + std::string(name_of(event)); }

const std::vector<CompiledListener>& listeners_for(const Node& node, JobKind event) {
  static const std::vector<CompiledListener> none;
  const auto found = node.task_listeners.find(name_of(event));
  return found == node.task_listeners.end() ? none : found->second;
}

constexpr std::array kOfWaiting = {JobKind::Assigning, JobKind::Updating, JobKind::Completing};

bool may_be_denied(JobKind event) { return std::ranges::count(kOfWaiting, event) > 0; }

const feel::Value* find(const Instance& instance, int64_t element, std::string_view name) {
  const VariableRow* found = instance.local(element, name);
  return found ? &found->value : nullptr;
}

const CompiledListener* at_or_none(const std::vector<CompiledListener>& listeners, size_t index) {
  return index < listeners.size() ? &listeners[index] : nullptr;
}

size_t count_of(const feel::Value* stored) {
  return stored ? static_cast<size_t>(stored->number().to_int64().value_or(0)) : size_t{0};
}

// Execution listeners are counted from those at the start on.
const CompiledListener* nth(const std::vector<CompiledListener>& starts,
                            const std::vector<CompiledListener>& ends, size_t index) {
  return index < starts.size() ? &starts[index] : at_or_none(ends, index - starts.size());
}

}  // namespace

bool Work::has_task_listeners(int64_t key, JobKind event) const {
  const ElementRow* row = instance.active(key);
  return row && row->phase == Phase::Waiting && row->role != Role::Body &&
         !listeners_for(node(row->node), event).empty();
}

bool Work::run_task_listeners(int64_t key, JobKind event) {
  const auto& listeners = listeners_for(node_of(key), event);
  const feel::Value* stored = local(key, counter_of(event));
  const size_t done = count_of(stored);
  if (done >= listeners.size()) return true;
  offer_job(key, event, listeners[done].type, listeners[done].retries);
  return false;
}

bool Work::ask_task_listeners(int64_t key, JobKind event, const Asked& asked) {
  if (listeners_for(node_of(key), event).empty()) return false;
  set_local(key, kEvent, feel::Value(std::string(name_of(event))));
  if (!asked.values.is_null()) set_local(key, kValues, asked.values);
  if (!asked.variables.is_null()) set_local(key, kVariables, asked.variables);
  if (!asked.locals.is_null()) set_local(key, kLocals, asked.locals);
  at(key).actor = asked.actor;
  at(key).is_dirty = true;
  (void)run_task_listeners(key, event);
  return true;
}

bool Work::ask_again(int64_t key) {
  const feel::Value* asked = local(key, kEvent);
  if (!asked) return false;
  const auto event = std::ranges::find(kOfWaiting, asked->text(),
                                       [](JobKind each) { return std::string(name_of(each)); });
  base::ensure(event != kOfWaiting.end(), "listeners are asked for what happens to a task");
  (void)run_task_listeners(key, *event);
  return true;
}

Work::Asked Work::take_asked(int64_t key, JobKind event) {
  const auto take = [&](std::string_view name) {
    const feel::Value* stored = local(key, name);
    const feel::Value value = stored ? *stored : feel::Value();
    remove_local(key, name);
    return value;
  };
  remove_local(key, counter_of(event));
  remove_local(key, kEvent);
  Asked asked{take(kValues), take(kVariables), at(key).actor, take(kLocals)};
  at(key).actor.clear();
  at(key).is_dirty = true;
  return asked;
}

bool Work::is_asked_for(int64_t key, JobKind event) const {
  const feel::Value* asked = local(key, kEvent);
  return asked && asked->text() == name_of(event);
}

void Work::forget_asked(int64_t key) {
  for (const JobKind each : kOfWaiting) (void)take_asked(key, each);
}

base::Result<void> Work::check_task_listener(JobKind event, const CompleteJob& command) const {
  if (!command.denied.empty() && !may_be_denied(event))
    return base::refusal("engine.cannot_deny").because(std::string(name_of(event)));
  if (!command.corrections.is(feel::Kind::Context)) return {};
  const bool is_of_task = may_be_denied(event) || event == JobKind::Creating;
  if (is_of_task && command.denied.empty()) return {};
  return base::refusal("engine.cannot_correct").because(std::string(name_of(event)));
}

void Work::complete_task_listener(int64_t key, JobKind event, const CompleteJob& command) {
  if (!command.denied.empty()) {
    const Asked asked = take_asked(key, event);
    effects.push_back(UserTaskDenied{key, position(key), event, asked.actor, command.denied});
    return;
  }
  if (command.corrections.is(feel::Kind::Context)) {
    const feel::Value* before = local(key, kValues);
    // A later listener has the last word.
    set_local(key, kValues, merged(before ? *before : feel::Value(), command.corrections));
  }
  const feel::Value* done = local(key, counter_of(event));
  const int64_t count = done ? done->number().to_int64().value_or(0) : 0;
  set_local(key, counter_of(event), feel::Value(count + 1));
  if (run_task_listeners(key, event)) carry_out(key, event);
}

// What was asked for takes place.
void Work::carry_out(int64_t key, JobKind event) {
  const Asked asked = take_asked(key, event);
  if (event == JobKind::Canceling) {
    end_lingering(key);
    return;
  }
  if (event == JobKind::Creating) {
    create_user_task(*this, key, asked.values);
    return;
  }
  effects.push_back(UserTaskChanged{key, position(key), event, asked.values, asked.actor});
  if (event == JobKind::Completing) {
    finish(key, asked.variables, asked.actor);
    return;
  }
  merge_outwards(key, asked.variables);
  set_locals(key, asked.locals);
}

void Work::hold_values(int64_t key, const feel::Value& values) {
  if (!local(key, kValues)) set_local(key, kValues, values);
}

bool is_asked(const Instance& instance, int64_t element) {
  return find(instance, element, kEvent) != nullptr;
}

feel::Value asked_values(const Instance& instance, int64_t element) {
  const feel::Value* values = find(instance, element, kValues);
  return values ? *values : feel::Value();
}

feel::Value merged(const feel::Value& values, const feel::Value& over) {
  feel::Fields all;
  for (const feel::Value* each : {&values, &over}) {
    if (!each->is(feel::Kind::Context)) continue;
    for (size_t i = 0; i < each->names().size(); ++i) all.set(each->names()[i], each->values()[i]);
  }
  return all.build();
}

feel::Value asked_variables(const Instance& instance, int64_t element) {
  const feel::Value* variables = find(instance, element, kVariables);
  const feel::Value* locals = find(instance, element, kLocals);
  return merged(variables ? *variables : feel::Value(), locals ? *locals : feel::Value());
}

const CompiledListener* listener_of(const Instance& instance, const JobRow& job) {
  const Process& process = *instance.process;
  if (job.element == instance.row.key)
    return nth(process.start_listeners, process.end_listeners,
               count_of(find(instance, job.element, kProcessListeners)));
  if (job.kind == JobKind::Work || job.kind == JobKind::AdHoc) return nullptr;
  const ElementRow& row = *instance.active(job.element);
  const Node& node = process.nodes[static_cast<size_t>(row.node)];
  if (is_execution_listener(job.kind))
    return nth(node.start_listeners, node.end_listeners, static_cast<size_t>(row.listeners));
  return at_or_none(listeners_for(node, job.kind),
                    count_of(find(instance, job.element, counter_of(job.kind))));
}

}  // namespace engine
