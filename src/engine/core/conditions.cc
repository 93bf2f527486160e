// Conditional events: looked at when they begin to wait and whenever a variable that they can see
// was set; they fire when their condition comes to hold. In a suspended instance none fires: those
// that would have been looked at are when it is resumed.
#include <algorithm>
#include <limits>

#include "engine/core/migration.h"
#include "engine/core/work.h"

namespace engine {

namespace {

const CompiledEvent& event_of(const Node& node, const SubscriptionRow& row) {
  const auto found = std::find_if(node.events.begin(), node.events.end(), [&](const auto& each) {
    return each.trigger == bpmn::Trigger::Conditional && each.condition.text == row.name;
  });
  base::ensure(found != node.events.end(), "a stored condition is in its definition");
  return *found;
}

bool is_held(const SubscriptionRow& row) {
  return row.kind == SubscriptionKind::Condition && row.correlation_key.ends_with(kToBeLookedAt);
}

}  // namespace

void Work::watch(int64_t owner, int index, const CompiledEvent& event) {
  SubscriptionRow row;
  row.key = around.next_key();
  row.owner = owner;
  row.node = index;
  row.kind = SubscriptionKind::Condition;
  row.name = event.condition.text;
  new_conditions_.push_back(row.key);
  instance.subscriptions.push_back(std::move(row));
}

bool Work::is_condition_due(const SubscriptionRow& row) {
  if (std::find(new_conditions_.begin(), new_conditions_.end(), row.key) != new_conditions_.end())
    return true;
  const CompiledEvent& event = event_of(node(row.node), row);
  return std::any_of(changes_.begin(), changes_.end(), [&](const Change& change) {
    if (change.is_new ? !event.sees_created : !event.sees_updated) return false;
    const auto& names = event.variable_names;
    if (!names.empty() && std::find(names.begin(), names.end(), change.name) == names.end())
      return false;
    for (int64_t scope = row.owner; scope != 0; scope = instance.scope_around(scope)) {
      if (scope == change.scope) return true;
    }
    return false;
  });
}

// Those that may be due: what waits in a scope came after it and has a greater key, and rows stand
// in the order of their keys.
std::span<SubscriptionRow> Work::conditions_touched() {
  int64_t from = std::numeric_limits<int64_t>::max();
  for (const int64_t key : new_conditions_) from = std::min(from, key);
  for (const Change& change : changes_) from = std::min(from, change.scope);
  return {std::ranges::lower_bound(instance.subscriptions, from, {}, &SubscriptionRow::key),
          instance.subscriptions.end()};
}

void Work::hold_conditions() {
  if (changes_.empty() && new_conditions_.empty()) return;
  for (SubscriptionRow& row : conditions_touched()) {
    if (row.kind != SubscriptionKind::Condition || is_held(row) || !is_condition_due(row)) continue;
    row.correlation_key += kToBeLookedAt;
    row.is_dirty = true;
  }
  changes_.clear();
  new_conditions_.clear();
}

void Work::release_conditions() {
  for (SubscriptionRow& row : instance.subscriptions) {
    if (!is_held(row)) continue;
    row.correlation_key.pop_back();
    row.is_dirty = true;
    new_conditions_.push_back(row.key);
  }
}

void Work::check_conditions() {
  if (changes_.empty() && new_conditions_.empty()) return;
  std::vector<int64_t> due;
  for (const SubscriptionRow& row : conditions_touched()) {
    if (row.kind == SubscriptionKind::Condition && is_alive(row.owner) && is_condition_due(row))
      due.push_back(row.key);
  }
  changes_.clear();
  new_conditions_.clear();
  for (int64_t key : due) {
    SubscriptionRow* row = instance.subscription(key);  // an earlier one may have closed it
    if (!row) continue;
    std::string why;
    const bool holds =
        evaluate(event_of(node(row->node), *row).condition, row->owner, why).is_true();
    if (holds == (row->correlation_key == "true")) continue;
    row->correlation_key = holds ? "true" : "";
    row->is_dirty = true;
    if (!holds || !is_listening(row->owner, row->node)) continue;
    const int64_t owner = row->owner;
    const int index = row->node;
    if (node(index).is_parallel_multiple) {
      instance.removed.push_back({Removed::Table::Subscription, key, -1, ""});
      std::erase_if(instance.subscriptions,
                    [&](const SubscriptionRow& each) { return each.key == key; });
    }
    fire(owner, index, {});
  }
}

}  // namespace engine
