// Many elements terminated together: rows are looked at once for all of them, not once for each.
#include <algorithm>

#include "engine/core/work.h"

namespace engine {

namespace {

// Takes out the rows of what is over and notes them as removed.
template <class Row, class IsOver>
void take_out(std::vector<Row>& rows, Removed::Table table, std::vector<Removed>& removed,
              const IsOver& is_over) {
  std::erase_if(rows, [&](const Row& row) {
    if (!is_over(row)) return false;
    removed.push_back({table, row.key, -1, ""});
    return true;
  });
}

}  // namespace

bool Work::begin_clearing() {
  if (clearing_) return false;
  Clearing clearing;
  for (const ElementRow& row : instance.elements) {
    if (row.state == ElementState::Active) clearing.children[row.scope].push_back(row.key);
  }
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
  take_out(instance.timers, Removed::Table::Timer, instance.removed,
           [&](const TimerRow& row) { return over.contains(row.owner); });
  take_out(instance.subscriptions, Removed::Table::Subscription, instance.removed,
           [&](const SubscriptionRow& row) {
             return row.kind != SubscriptionKind::Compensation && over.contains(row.owner);
           });
  for (IncidentRow& row : instance.incidents) {
    if (over.contains(row.element)) resolve_as_over(row);
  }
}

std::vector<int64_t> Work::active_children(int64_t scope) const {
  if (!clearing_) return instance.children(scope);
  const auto found = clearing_->children.find(scope);
  if (found == clearing_->children.end()) return {};
  std::vector<int64_t> keys = found->second;
  std::erase_if(keys, [&](int64_t key) { return !instance.active(key); });
  return keys;
}

}  // namespace engine
