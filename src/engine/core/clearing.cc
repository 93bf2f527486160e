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

void Work::finish_clearing() {
  const std::unordered_set<int64_t> over = std::exchange(clearing_, {})->over;
  if (over.empty()) return;
  instance.jobs.take_if([&](const JobRow& row) { return over.contains(row.element); },
                        [&](JobRow row) { keep_ended(std::move(row), JobState::Canceled); });
  const auto note = [&](Removed::Table table, int64_t key) {
    instance.removed.push_back({table, key, -1, ""});
    return true;
  };
  instance.timers.take_if([&](const TimerRow& row) { return over.contains(row.owner); },
                          [&](const TimerRow& row) { note(Removed::Table::Timer, row.key); });
  std::erase_if(instance.subscriptions, [&](const SubscriptionRow& row) {
    return row.kind != SubscriptionKind::Compensation && over.contains(row.owner) &&
           note(Removed::Table::Subscription, row.key);
  });
  for (IncidentRow& row : instance.incidents) {
    if (over.contains(row.element)) resolve_as_over(row);
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
