#include "engine/rows.h"

#include <algorithm>
#include <set>

namespace engine {

std::string_view name_of(InstanceState state) {
  switch (state) {
    case InstanceState::Active: return "active";
    case InstanceState::Completed: return "completed";
    case InstanceState::Canceled: return "canceled";
  }
  return {};
}

std::string_view name_of(ElementState state) {
  switch (state) {
    case ElementState::Active: return "active";
    case ElementState::Completed: return "completed";
    case ElementState::Terminated: return "terminated";
  }
  return {};
}

std::string_view name_of(JobState state) {
  switch (state) {
    case JobState::Open: return "open";
    case JobState::Activated: return "activated";
    case JobState::Failed: return "failed";
    case JobState::Completed: return "completed";
    case JobState::Canceled: return "canceled";
    case JobState::ErrorThrown: return "error_thrown";
  }
  return {};
}

std::string element_id(const Node& node, Role role) {
  return role == Role::Inner ? node.id + std::string(kInnerInstance) : node.id;
}

std::string_view element_kind(const Node& node, Role role) {
  return role == Role::Inner ? "adHocSubProcessInnerInstance" : tag(node.kind);
}

std::string_view name_of(JobKind kind) {
  switch (kind) {
    case JobKind::Work: return "work";
    case JobKind::Starting: return "start";
    case JobKind::Ending: return "end";
    case JobKind::Creating: return "creating";
    case JobKind::Completing: return "completing";
    case JobKind::AdHoc: return "ad_hoc";
    case JobKind::Assigning: return "assigning";
    case JobKind::Updating: return "updating";
    case JobKind::Canceling: return "canceling";
  }
  return {};
}

bool is_execution_listener(JobKind kind) {
  return kind == JobKind::Starting || kind == JobKind::Ending;
}

std::string_view name_of(SubscriptionKind kind) {
  switch (kind) {
    case SubscriptionKind::Message: return "message";
    case SubscriptionKind::Signal: return "signal";
    case SubscriptionKind::Condition: return "condition";
    case SubscriptionKind::Compensation: return "compensation";
  }
  return {};
}

ElementRow* Instance::element(int64_t key) {
  const auto found = std::ranges::lower_bound(elements, key, {}, &ElementRow::key);
  return found != elements.end() && found->key == key ? &*found : nullptr;
}

const ElementRow* Instance::element(int64_t key) const {
  return const_cast<Instance*>(this)->element(key);
}

ElementRow* Instance::active(int64_t key) {
  ElementRow* found = element(key);
  return found && found->state == ElementState::Active ? found : nullptr;
}

const ElementRow* Instance::active(int64_t key) const {
  return const_cast<Instance*>(this)->active(key);
}

JobRow* Instance::job(int64_t key) {
  const auto found = std::ranges::lower_bound(jobs, key, {}, &JobRow::key);
  return found != jobs.end() && found->key == key ? &*found : nullptr;
}

const JobRow* Instance::job(int64_t key) const { return const_cast<Instance*>(this)->job(key); }

JobRow* Instance::job_of(int64_t element) {
  const auto found = std::find_if(jobs.begin(), jobs.end(),
                                  [&](const JobRow& each) { return each.element == element; });
  return found == jobs.end() ? nullptr : &*found;
}

TimerRow* Instance::timer(int64_t key) {
  const auto found = std::find_if(timers.begin(), timers.end(),
                                  [&](const TimerRow& each) { return each.key == key; });
  return found == timers.end() ? nullptr : &*found;
}

const TimerRow* Instance::timer(int64_t key) const {
  return const_cast<Instance*>(this)->timer(key);
}

SubscriptionRow* Instance::subscription(int64_t key) {
  const auto found = std::find_if(subscriptions.begin(), subscriptions.end(),
                                  [&](const SubscriptionRow& each) { return each.key == key; });
  return found == subscriptions.end() ? nullptr : &*found;
}

const SubscriptionRow* Instance::subscription(int64_t key) const {
  return const_cast<Instance*>(this)->subscription(key);
}

IncidentRow* Instance::incident(int64_t key) {
  const auto found = std::find_if(incidents.begin(), incidents.end(),
                                  [&](const IncidentRow& each) { return each.key == key; });
  return found == incidents.end() ? nullptr : &*found;
}

std::vector<int64_t> Instance::children(int64_t scope) const {
  std::vector<int64_t> keys;
  for (const ElementRow& each : elements) {
    if (each.scope == scope && each.state == ElementState::Active) keys.push_back(each.key);
  }
  return keys;
}

// From the newest on: it is the one that mostly still runs.
bool Instance::has_children(int64_t scope) const {
  return std::any_of(elements.rbegin(), elements.rend(), [&](const ElementRow& each) {
    return each.scope == scope && each.state == ElementState::Active;
  });
}

int64_t Instance::part_of(int64_t key) const {
  for (const ElementRow* each = this->element(key); each; each = this->element(each->scope)) {
    const Node& node = process->nodes[static_cast<size_t>(each->node)];
    if (each->role == Role::Child && node.is_multi_instance) return each->key;
  }
  return row.key;
}

int64_t Instance::scope_around(int64_t scope) const {
  if (scope == row.key) return 0;
  const ElementRow* found = element(scope);
  return found ? found->scope : 0;
}

std::span<VariableRow> Instance::variables_of(int64_t scope) {
  const auto from = std::ranges::lower_bound(variables, scope, {}, &VariableRow::scope);
  const auto to = std::find_if(from, variables.end(),
                               [&](const VariableRow& each) { return each.scope != scope; });
  return {from, to};
}

std::span<const VariableRow> Instance::variables_of(int64_t scope) const {
  return const_cast<Instance*>(this)->variables_of(scope);
}

VariableRow* Instance::local(int64_t scope, std::string_view name) {
  for (VariableRow& each : variables_of(scope)) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

const VariableRow* Instance::local(int64_t scope, std::string_view name) const {
  return const_cast<Instance*>(this)->local(scope, name);
}

void Instance::add_variables(std::vector<VariableRow> added) {
  if (added.empty()) return;
  const auto behind =
      std::ranges::upper_bound(variables, added.front().scope, {}, &VariableRow::scope);
  variables.insert(behind, std::make_move_iterator(added.begin()),
                   std::make_move_iterator(added.end()));
}

void Instance::add_variable(VariableRow added) {
  const auto behind = std::ranges::upper_bound(variables, added.scope, {}, &VariableRow::scope);
  variables.insert(behind, std::move(added));
}

const feel::Value* Instance::variable(int64_t scope, std::string_view name) const {
  for (int64_t each = scope; each != 0; each = scope_around(each)) {
    if (const VariableRow* found = local(each, name)) return &found->value;
  }
  return nullptr;
}

feel::Value Instance::visible(int64_t scope) const {
  std::set<std::string_view> seen;
  std::vector<std::pair<std::string, feel::Value>> entries;
  for (int64_t each = scope; each != 0; each = scope_around(each)) {
    for (const VariableRow& variable : variables_of(each)) {
      if (variable.name.starts_with("jw:")) continue;
      if (seen.insert(variable.name).second) entries.emplace_back(variable.name, variable.value);
    }
  }
  return feel::Value::context(std::move(entries));
}

std::optional<feel::Value> ScopeNames::find(std::string_view name) const {
  const feel::Value* found = instance_.variable(scope_, name);
  if (!found) return {};
  return *found;
}

}  // namespace engine
