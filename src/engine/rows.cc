#include "engine/rows.h"

#include <algorithm>
#include <set>

#include "base/ensure.h"

namespace engine {

namespace {

template <class Row>
Row* named(std::span<Row> rows, std::string_view name) {
  for (Row& each : rows) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

}  // namespace

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

JobRow& Jobs::add(JobRow row) {
  if (!by_element_.empty()) by_element_[row.element] = row.key;
  return Rows::add(std::move(row));
}

JobRow Jobs::take(int64_t key) {
  JobRow taken;
  Rows::take_if(
      key, [](const JobRow&) { return true; }, [&](JobRow row) { taken = std::move(row); });
  base::ensure(taken.key == key, "the job is there");
  by_element_.erase(taken.element);
  return taken;
}

JobRow* Jobs::of(int64_t element) {
  constexpr size_t few = 50;
  if (size() <= few && by_element_.empty()) {
    const auto found =
        std::find_if(begin(), end(), [&](const JobRow& each) { return each.element == element; });
    return found == end() ? nullptr : find(found->key);
  }
  if (by_element_.empty()) {
    for (const JobRow& each : *this) by_element_.emplace(each.element, each.key);
  }
  const auto found = by_element_.find(element);
  return found == by_element_.end() ? nullptr : find(found->second);
}

TimerRow& Timers::add(TimerRow row) {
  if (!by_owner_.empty()) by_owner_.emplace(row.owner, row.key);
  return Rows::add(std::move(row));
}

void Timers::erase(int64_t key) {
  const TimerRow* row = std::as_const(*this).find(key);
  if (!row) return;
  const auto [first, last] = by_owner_.equal_range(row->owner);
  const auto found =
      std::find_if(first, last, [&](const auto& each) { return each.second == key; });
  if (found != last) by_owner_.erase(found);
  Rows::erase(key);
}

std::vector<int64_t> Timers::of(int64_t owner) const {
  constexpr size_t few = 50;
  std::vector<int64_t> keys;
  if (size() <= few && by_owner_.empty()) {
    for (const TimerRow& each : *this) {
      if (each.owner == owner) keys.push_back(each.key);
    }
    return keys;
  }
  if (by_owner_.empty()) {
    for (const TimerRow& each : *this) by_owner_.emplace(each.owner, each.key);
  }
  const auto [first, last] = by_owner_.equal_range(owner);
  for (auto each = first; each != last; ++each) keys.push_back(each->second);
  std::ranges::sort(keys);
  return keys;
}

ElementRow* Instance::element(int64_t key) { return elements.find(key); }

const ElementRow* Instance::element(int64_t key) const { return elements.find(key); }

ElementRow* Instance::active(int64_t key) {
  ElementRow* found = element(key);
  return found && found->state == ElementState::Active ? found : nullptr;
}

const ElementRow* Instance::active(int64_t key) const {
  const ElementRow* found = element(key);
  return found && found->state == ElementState::Active ? found : nullptr;
}

JobRow* Instance::job(int64_t key) { return jobs.find(key); }

const JobRow* Instance::job(int64_t key) const { return jobs.find(key); }

JobRow* Instance::job_of(int64_t element) { return jobs.of(element); }

namespace {

// Rows stand in the order of their keys.
template <class Row>
Row* find_row(std::vector<Row>& rows, int64_t key) {
  const auto found = std::ranges::lower_bound(rows, key, {}, &Row::key);
  return found != rows.end() && found->key == key ? &*found : nullptr;
}

}  // namespace

TimerRow* Instance::timer(int64_t key) { return timers.find(key); }

const TimerRow* Instance::timer(int64_t key) const { return timers.find(key); }

SubscriptionRow* Instance::subscription(int64_t key) { return find_row(subscriptions, key); }

const SubscriptionRow* Instance::subscription(int64_t key) const {
  return const_cast<Instance*>(this)->subscription(key);
}

IncidentRow* Instance::incident(int64_t key) { return find_row(incidents, key); }

std::vector<int64_t> Instance::children(int64_t scope) const {
  const auto count = static_cast<size_t>(count_children(scope));
  std::vector<int64_t> keys;
  // What is inside of an element began behind it.
  for (auto each = elements.from(scope); keys.size() < count && each != elements.end(); ++each) {
    if (each->scope == scope && each->state == ElementState::Active) keys.push_back(each->key);
  }
  return keys;
}

int Instance::count_children(int64_t scope) const {
  if (scope == row.key) return row.children;
  const ElementRow* found = element(scope);
  return found ? found->children : 0;
}

void Instance::add_children(int64_t scope, int more) {
  if (scope == row.key) {
    row.children += more;
  } else if (ElementRow* found = element(scope)) {
    found->children += more;
  }
}

void Instance::count_all_children() {
  row.children = 0;
  elements.change_all([](ElementRow& each) { each.children = 0; });
  for (const ElementRow& each : elements) {
    if (each.state == ElementState::Active) add_children(each.scope, 1);
  }
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

VariableRow* Instance::local(int64_t scope, std::string_view name) {
  return named(variables.of(scope), name);
}

const VariableRow* Instance::local(int64_t scope, std::string_view name) const {
  return named(variables.of(scope), name);
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
