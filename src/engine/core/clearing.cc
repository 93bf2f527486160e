// Many elements terminated together: rows are looked at once for all of them, not once for each.
#include <algorithm>

#include "engine/core/work.h"

namespace engine {

bool Work::begin_clearing(std::span<const int64_t> elements) {
  if (clearing_) return false;
  Clearing clearing;
  clearing.inside = subtree_of(instance, elements);
  clearing.has_compensations = std::ranges::any_of(
      instance.subscriptions,
      [](const SubscriptionRow& row) { return row.kind == SubscriptionKind::Compensation; });
  clearing_ = std::move(clearing);
  return true;
}

// What is over may be a small part of a large instance: jobs and timers are found by their owner,
// and what has no index is looked at once for all.
void Work::finish_clearing() {
  const std::unordered_set<int64_t> over = std::exchange(clearing_, {})->over;
  if (over.empty()) return;
  std::vector<int64_t> in_order(over.begin(), over.end());
  std::ranges::sort(in_order);
  for (const int64_t key : in_order) {
    end_job(key, JobState::Canceled);
    for (const int64_t timer : instance.timers.of(key)) {
      instance.timers.erase(timer);
      instance.removed.push_back({Removed::Table::Timer, timer, -1, ""});
    }
  }
  const auto is_over = [&](int64_t key) {
    return key >= in_order.front() && key <= in_order.back() && over.contains(key);
  };
  std::erase_if(instance.subscriptions, [&](const SubscriptionRow& row) {
    if (row.kind == SubscriptionKind::Compensation || !is_over(row.owner)) return false;
    instance.removed.push_back({Removed::Table::Subscription, row.key, -1, ""});
    return true;
  });
  for (IncidentRow& row : instance.incidents) {
    if (is_over(row.element)) resolve_as_over(row);
  }
}

std::vector<int64_t> Work::active_children(int64_t scope) const {
  if (!clearing_) return instance.children(scope);
  const auto found = clearing_->inside.children.find(scope);
  if (found == clearing_->inside.children.end()) return instance.children(scope);
  std::vector<int64_t> keys = found->second;
  std::erase_if(keys, [&](int64_t key) { return !instance.active(key); });
  return keys;
}

}  // namespace engine
