#include "runtime/store/instances.h"

#include <algorithm>
#include <set>

namespace runtime {

std::unique_ptr<Instances::Slot> Instances::load(int64_t key) {
  auto slot = std::make_unique<Slot>();
  if (!load_instance(db_, definitions_, key, slot->instance)) return nullptr;
  return slot;
}

Instances::Slot* Instances::slot(int64_t key) {
  auto found = slots_.find(key);
  if (found == slots_.end()) {
    auto loaded = load(key);
    if (!loaded) return nullptr;
    found = slots_.emplace(key, std::move(loaded)).first;
  }
  found->second->used = ++uses_;
  return found->second.get();
}

const engine::Instance* Instances::find(int64_t key) {
  const Slot* found = slot(key);
  return found && found->instance.row.state == engine::InstanceState::Active ? &found->instance
                                                                             : nullptr;
}

void Instances::remember(int64_t key, Slot* found) {
  if (frames_.empty()) return;
  Frame& frame = frames_.back();
  if (!frame.keys.insert(key).second) return;
  if (found) {
    frame.before.push_back({key, true, found->is_dirty, found->instance});
  } else {
    frame.before.push_back({key, false, false, {}});
  }
}

engine::Instance* Instances::change(int64_t key) {
  Slot* found = slot(key);
  if (!found || found->instance.row.state != engine::InstanceState::Active) return nullptr;
  remember(key, found);
  found->is_dirty = true;
  dirty_.insert(key);
  return &found->instance;
}

engine::Instance& Instances::create(int64_t key, engine::ProcessRef process) {
  remember(key, nullptr);
  auto made = std::make_unique<Slot>();
  made->instance.process = std::move(process);
  made->instance.row.key = key;
  made->is_dirty = true;
  made->used = ++uses_;
  dirty_.insert(key);
  return (slots_[key] = std::move(made))->instance;
}

void Instances::begin_frame() { frames_.emplace_back(); }

void Instances::keep_frame() {
  Frame done = std::move(frames_.back());
  frames_.pop_back();
  if (frames_.empty()) return;
  Frame& outer = frames_.back();
  for (Before& each : done.before) {
    if (outer.keys.insert(each.key).second) outer.before.push_back(std::move(each));
  }
}

void Instances::roll_back_frame() {
  Frame undone = std::move(frames_.back());
  frames_.pop_back();
  for (Before& each : undone.before) {
    if (!each.was_there) {
      slots_.erase(each.key);
      dirty_.erase(each.key);
      continue;
    }
    Slot& slot = *slots_.at(each.key);
    slot.instance = std::move(each.instance);
    slot.is_dirty = each.was_dirty;
    if (!each.was_dirty) dirty_.erase(each.key);
  }
}

void Instances::store() {
  // In the order of keys, which is the order of the tables.
  std::vector<int64_t> keys(dirty_.begin(), dirty_.end());
  std::sort(keys.begin(), keys.end());
  for (int64_t key : keys) {
    Slot& slot = *slots_.at(key);
    store_instance(db_, slot.instance);
    slot.is_dirty = false;
  }
  dirty_.clear();
}

void Instances::trim(size_t instances_max) {
  std::erase_if(slots_, [](const auto& each) {
    return each.second->instance.row.state != engine::InstanceState::Active;
  });
  if (slots_.size() <= instances_max) return;
  std::vector<std::pair<uint64_t, int64_t>> by_use;
  for (const auto& [key, slot] : slots_) by_use.emplace_back(slot->used, key);
  // Down to three quarters, so that the next trim is not due at once.
  const size_t leaving = slots_.size() - instances_max * 3 / 4;
  std::nth_element(by_use.begin(), by_use.begin() + static_cast<std::ptrdiff_t>(leaving),
                   by_use.end());
  for (size_t i = 0; i < leaving; ++i) slots_.erase(by_use[i].second);
}

void Instances::forget() {
  slots_.clear();
  frames_.clear();
  dirty_.clear();
}

int64_t Instances::instance_of_element(int64_t key) {
  for (int64_t each : dirty_) {
    if (slots_.at(each)->instance.active(key)) return each;
  }
  const auto row = db_.first("SELECT instance FROM element_instance WHERE key = ?", {key});
  if (!row) return 0;
  const engine::Instance* instance = find(row->integer(0));
  return instance && instance->active(key) ? row->integer(0) : 0;
}

int64_t Instances::instance_of_incident(int64_t key) {
  for (int64_t each : dirty_) {
    if (slots_.at(each)->instance.incident(key)) return each;
  }
  const auto row =
      db_.first("SELECT instance FROM incident WHERE key = ? AND resolved_at IS NULL", {key});
  return row ? row->integer(0) : 0;
}

std::vector<SubscriptionRef> Instances::subscriptions(engine::SubscriptionKind kind,
                                                      std::string_view name,
                                                      std::string_view correlation_key) {
  std::set<std::pair<int64_t, int64_t>> found;  // key, instance
  const bool is_signal = kind == engine::SubscriptionKind::Signal;
  db_.each(
      "SELECT key, instance FROM subscription WHERE name = ? AND correlation_key = ? AND kind = ?",
      {std::string(name), std::string(is_signal ? "" : correlation_key),
       std::string(is_signal ? "signal" : "message")},
      [&](const storage::Row& row) {
        found.emplace(row.integer(0), row.integer(1));
        return true;
      });
  for (int64_t key : dirty_) {
    for (const engine::SubscriptionRow& row : slots_.at(key)->instance.subscriptions) {
      const bool fits = row.kind == kind && row.name == name &&
                        (is_signal || row.correlation_key == correlation_key);
      if (fits) found.emplace(row.key, key);
    }
  }
  std::vector<SubscriptionRef> result;
  for (const auto& [key, instance] : found) result.push_back({instance, key});
  return result;
}

std::vector<int64_t> Instances::bound_to(const engine::RecordRef& record) {
  std::set<int64_t> found;
  db_.each(
      "SELECT key FROM process_instance WHERE record_id = ? AND record_type = ? AND state = "
      "'active'",
      {record.id, record.type}, [&](const storage::Row& row) {
        found.insert(row.integer(0));
        return true;
      });
  for (int64_t key : dirty_) {
    if (slots_.at(key)->instance.row.record == record) found.insert(key);
  }
  std::vector<int64_t> result;
  for (int64_t key : found) {
    if (find(key)) result.push_back(key);
  }
  return result;
}

std::vector<SubscriptionRef> Instances::open_jobs(std::string_view type, base::Time now,
                                                  size_t count_max) {
  const auto is_open = [&](const engine::Instance& instance, const engine::JobRow& job) {
    if (instance.row.is_suspended || job.type != type || job.deadline > now) return false;
    return job.state == engine::JobState::Open || job.state == engine::JobState::Activated;
  };
  std::set<std::pair<int64_t, int64_t>> found;  // key, instance
  for (int64_t key : dirty_) {
    const engine::Instance& instance = slots_.at(key)->instance;
    for (const engine::JobRow& job : instance.jobs) {
      if (is_open(instance, job)) found.emplace(job.key, key);
    }
  }
  // What is dirty is judged in memory; the table knows it as it was.
  db_.each(
      "SELECT key, instance FROM job WHERE type = ? AND is_held = 0 AND deadline <= ? "
      "AND state IN ('open', 'activated') ORDER BY key LIMIT ?",
      {std::string(type), now.micros, static_cast<int64_t>(count_max + dirty_.size())},
      [&](const storage::Row& row) {
        if (!dirty_.contains(row.integer(1))) found.emplace(row.integer(0), row.integer(1));
        return true;
      });
  std::vector<SubscriptionRef> result;
  for (const auto& [key, instance] : found) {
    if (result.size() >= count_max) break;
    result.push_back({instance, key});
  }
  return result;
}

}  // namespace runtime
