#include "runtime/store/instances.h"

#include <algorithm>
#include <map>
#include <set>

#include "runtime/store/changes.h"

namespace runtime {

namespace {

// Copying fewer costs less than reading them again.
constexpr size_t rows_always_copied = 500;

size_t rows_of(const engine::Instance& instance) {
  return instance.elements.size() + instance.variables.size() + instance.jobs.size() +
         instance.timers.size() + instance.subscriptions.size() + instance.incidents.size() +
         instance.removed.size() + instance.ended_jobs.size();
}

// The variable of an instance as it was: without a scope there was none.
void take_back_variable(engine::Instance& instance, engine::VariableRow& before) {
  if (before.scope != 0) {
    *instance.local(before.scope, before.name) = std::move(before);
    return;
  }
  instance.variables.erase_if(
      instance.row.key, [&](const engine::VariableRow& row) { return row.name == before.name; });
}

}  // namespace

Instances::Slot* Instances::slot(int64_t key) {
  auto found = slots_.find(key);
  if (found == slots_.end()) {
    auto loaded = std::make_unique<Slot>();
    if (!load_instance(db_, definitions_, key, loaded->instance)) return nullptr;
    index(key, *loaded);
    loaded->bytes = footprint_bytes(loaded->instance);
    bytes_ += loaded->bytes;
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

engine::ProcessRef Instances::process_of(int64_t key) {
  const Slot* found = slot(key);
  return found ? found->instance.process : nullptr;
}

engine::Instance* Instances::change(int64_t key) {
  Slot* found = slot(key);
  if (!found || found->instance.row.state != engine::InstanceState::Active) return nullptr;
  if (!frames_.empty() && found->frame != frames_.back().number) {
    remember(key, *found);
    found->frame = frames_.back().number;
  }
  found->is_dirty = true;
  dirty_.insert(key);
  return &found->instance;
}

// What is in the tables as it is here can be read from there again.
void Instances::remember(int64_t key, const Slot& slot) {
  Before before{key, Before::Kind::Stored, slot.is_dirty, slot.frame, {}, {}};
  before.rows = rows_of(slot.instance);
  const bool can_be_read = !slot.is_dirty || can_be_made_again(slot.instance);
  if (!can_be_read || rows_of(slot.instance) <= rows_always_copied) {
    before.kind = Before::Kind::Copied;
    before.instance = slot.instance;
  } else if (slot.is_dirty) {
    before.kind = Before::Kind::Changed;
    before.instance = changes_of(slot.instance);
  }
  rows_copied_ += rows_of(before.instance);
  frames_.back().before.push_back(std::move(before));
}

engine::Instance* Instances::change_variable(int64_t key, std::string_view name) {
  Slot* found = slot(key);
  if (!found || found->instance.row.state != engine::InstanceState::Active) return nullptr;
  if (!frames_.empty() && found->frame != frames_.back().number) {
    Before before{key, Before::Kind::Variable, found->is_dirty, found->frame, {}, {}};
    before.variable.name = name;
    if (const engine::VariableRow* row = found->instance.local(key, name)) before.variable = *row;
    frames_.back().before.push_back(std::move(before));
  }
  found->is_dirty = true;
  dirty_.insert(key);
  return &found->instance;
}

engine::Instance& Instances::create(int64_t key, engine::ProcessRef process) {
  auto made = std::make_unique<Slot>();
  made->instance.process = std::move(process);
  made->instance.row.key = key;
  made->is_dirty = true;
  made->used = ++uses_;
  if (!frames_.empty()) {
    frames_.back().before.push_back({key, Before::Kind::Absent, false, 0, {}, {}});
    made->frame = frames_.back().number;
  }
  dirty_.insert(key);
  return (slots_[key] = std::move(made))->instance;
}

void Instances::index(int64_t key) { index(key, *slots_.at(key)); }

void Instances::index(int64_t key, Slot& slot) {
  const auto& elements = slot.instance.elements;
  for (auto each = elements.rbegin(); each != elements.rend(); ++each) {
    if (each->key <= slot.indexed_to) break;
    if (each->state == engine::ElementState::Active) instance_of_element_[each->key] = key;
  }
  if (!elements.empty()) slot.indexed_to = elements.back().key;
  const auto& jobs = slot.instance.jobs;  // in the order of keys
  for (auto each = jobs.rbegin(); each != jobs.rend() && each->key > slot.jobs_indexed_to; ++each)
    instance_of_element_[each->key] = key;
  if (!jobs.empty()) slot.jobs_indexed_to = jobs.back().key;
}

void Instances::unindex(const Slot& slot) {
  for (const engine::ElementRow& each : slot.instance.elements) {
    instance_of_element_.erase(each.key);
  }
  for (const engine::JobRow& each : slot.instance.jobs) instance_of_element_.erase(each.key);
}

void Instances::drop(int64_t key) {
  const auto found = slots_.find(key);
  unindex(*found->second);
  bytes_ -= found->second->bytes;
  slots_.erase(found);
}

void Instances::begin_frame() { frames_.push_back({++frames_begun_, {}}); }

void Instances::keep_frame() {
  Frame done = std::move(frames_.back());
  frames_.pop_back();
  if (frames_.empty()) return;
  Frame& outer = frames_.back();
  for (Before& each : done.before) {
    if (each.kind != Before::Kind::Variable) slots_.at(each.key)->frame = outer.number;
    if (each.frame != outer.number) outer.before.push_back(std::move(each));
  }
}

void Instances::roll_back_frame() {
  Frame undone = std::move(frames_.back());
  frames_.pop_back();
  if (undone.before.empty()) return;
  bool was_any_changed = false;
  for (auto each = undone.before.rbegin(); each != undone.before.rend(); ++each)
    was_any_changed = take_back(*each) || was_any_changed;
  if (was_any_changed) forget_jobs();
}

// What was refused before it changed anything: to read a large instance again takes long.
bool Instances::is_unchanged(const Before& before, const Slot& slot) const {
  if (rows_of(slot.instance) != before.rows) return false;
  if (before.kind == Before::Kind::Stored) return !has_changes(slot.instance);
  return before.kind == Before::Kind::Changed && are_changes_of(slot.instance, before.instance);
}

// Whether there was anything.
bool Instances::take_back(Before& before) {
  if (before.kind == Before::Kind::Absent) {
    dirty_.erase(before.key);
    drop(before.key);
    return true;
  }
  Slot& slot = *slots_.at(before.key);
  const bool is_same = is_unchanged(before, slot);
  if (is_same) {
    slot.frame = before.frame;
  } else if (before.kind == Before::Kind::Variable) {
    take_back_variable(slot.instance, before.variable);
  } else {
    unindex(slot);
    if (before.kind == Before::Kind::Copied) {
      slot.instance = std::move(before.instance);
    } else {
      slot.instance = {};
      const bool is_there = load_instance(db_, definitions_, before.key, slot.instance);
      base::ensure(is_there, "a stored instance is read again");
      if (before.kind == Before::Kind::Changed)
        apply_changes(slot.instance, std::move(before.instance));
    }
    slot.frame = before.frame;
    slot.indexed_to = 0;
    slot.jobs_indexed_to = 0;
    index(before.key, slot);
  }
  slot.is_dirty = before.was_dirty;
  if (!before.was_dirty) dirty_.erase(before.key);
  return !is_same;
}

namespace {

// Variables of elements that ended before their instance was migrated: scopes stand in the order of
// keys, as elements do.
void forget_left_behind(engine::Instance& instance) {
  auto element = instance.elements.begin();
  instance.variables.erase_if([&](const engine::VariableRow& row) {
    if (row.scope == instance.row.key) return false;
    while (element != instance.elements.end() && element->key < row.scope) ++element;
    return element == instance.elements.end() || element->key != row.scope;
  });
}

}  // namespace

void Instances::store() {
  // In the order of keys, which is the order of the tables.
  std::vector<int64_t> keys(dirty_.begin(), dirty_.end());
  std::sort(keys.begin(), keys.end());
  std::vector<engine::Instance*> instances;
  std::vector<engine::Instance*> migrated;
  for (int64_t key : keys) {
    instances.push_back(&slots_.at(key)->instance);
    if (instances.back()->row.is_migrated) migrated.push_back(instances.back());
    for (const engine::JobRow& row : instances.back()->ended_jobs)
      instance_of_element_.erase(row.key);
    for (const engine::SubscriptionRow& row : instances.back()->subscriptions) {
      const auto known = is_heard_.find(row.name);
      if (row.is_dirty && known != is_heard_.end()) known->second = true;
    }
  }
  store_instances(db_, instances);
  for (engine::Instance* each : migrated) forget_left_behind(*each);
  dirty_.clear();
  for (int64_t key : keys) {
    Slot& slot = *slots_.at(key);
    slot.is_dirty = false;
    if (slot.instance.row.state != engine::InstanceState::Active) {
      ended_.push_back(key);
      continue;
    }
    forget_ended(slot.instance);
    bytes_ -= slot.bytes;
    slot.bytes = footprint_bytes(slot.instance);
    bytes_ += slot.bytes;
  }
}

void Instances::try_storing(storage::Connection& db) const {
  std::set<int64_t> touched;
  for (const Before& each : frames_.back().before) touched.insert(each.key);
  for (int64_t key : touched) {
    engine::Instance copy = slots_.at(key)->instance;
    engine::Instance* const one[] = {&copy};
    store_instances(db, one);
  }
}

// Ended elements and their variables stay in the tables only.
void Instances::forget_ended(engine::Instance& instance) {
  instance.elements.take_touched_if(
      [](const engine::ElementRow& row) { return row.state != engine::ElementState::Active; },
      [&](const engine::ElementRow& row) {
        instance_of_element_.erase(row.key);
        instance.variables.erase(row.key);
      });
  std::erase_if(instance.incidents, [](const engine::IncidentRow& row) { return row.is_resolved; });
  instance.elements.settle();
  instance.variables.settle();
  instance.jobs.settle();
  instance.timers.settle();
}

void Instances::trim(size_t bytes_max) {
  for (int64_t key : ended_) drop(key);
  ended_.clear();
  if (bytes_ > bytes_max) drop_least_used(bytes_max);
}

// Down to three quarters, so that the next time is not at once.
void Instances::drop_least_used(size_t bytes_max) {
  std::vector<std::pair<uint64_t, int64_t>> by_use;
  for (const auto& [key, slot] : slots_) by_use.emplace_back(slot->used, key);
  std::sort(by_use.begin(), by_use.end());
  for (const auto& [used, key] : by_use) {
    if (bytes_ <= bytes_max / 4 * 3) return;
    drop(key);
  }
}

void Instances::forget() {
  slots_.clear();
  instance_of_element_.clear();
  frames_.clear();
  dirty_.clear();
  ended_.clear();
  forget_jobs();
  is_heard_.clear();
  bytes_ = 0;
}

int64_t Instances::instance_of_element(int64_t key) {
  const auto found = instance_of_element_.find(key);
  int64_t owner = found == instance_of_element_.end() ? 0 : found->second;
  if (owner == 0) {
    const auto row = db_.first("SELECT instance FROM element_instance WHERE key = ?", {key});
    if (!row) return 0;
    owner = row->integer(0);
  }
  const engine::Instance* instance = find(owner);
  return instance && instance->active(key) ? owner : 0;
}

int64_t Instances::instance_of_incident(int64_t key) {
  for (int64_t each : dirty_) {
    if (slots_.at(each)->instance.incident(key)) return each;
  }
  const auto row =
      db_.first("SELECT instance FROM incident WHERE key = ? AND resolved_at IS NULL", {key});
  return row ? row->integer(0) : 0;
}

int64_t Instances::instance_of_job(int64_t key) {
  const auto found = instance_of_element_.find(key);
  int64_t owner = found == instance_of_element_.end() ? 0 : found->second;
  if (owner == 0) {
    const auto row = db_.first("SELECT instance FROM job WHERE key = ?", {key});
    if (!row) return 0;
    owner = row->integer(0);
  }
  const engine::Instance* instance = find(owner);
  return instance && instance->job(key) ? owner : 0;
}

// Most of what happens to records is waited for by nobody.
bool Instances::is_heard(std::string_view name) {
  constexpr size_t kNamesMax = 10'000;
  const auto known = is_heard_.find(name);
  if (known != is_heard_.end()) return known->second;
  if (is_heard_.size() >= kNamesMax) is_heard_.clear();
  const auto any =
      db_.first("SELECT 1 FROM subscription WHERE name = ? LIMIT 1", {std::string(name)});
  return is_heard_[std::string(name)] = any.has_value();
}

std::vector<Subscriber> Instances::subscriptions(engine::SubscriptionKind kind,
                                                 std::string_view name,
                                                 std::string_view correlation_key) {
  std::map<int64_t, Subscriber> found;
  const bool is_signal = kind == engine::SubscriptionKind::Signal;
  const auto take = [&](const storage::Row& row) {
    found[row.integer(0)] = {row.integer(1), row.integer(0), row.integer(2)};
    return true;
  };
  if (is_heard(name)) {
    db_.each(
        "SELECT s.key, s.instance, i.definition FROM subscription s JOIN process_instance i ON "
        "i.key = s.instance WHERE s.name = ? AND s.correlation_key = ? AND s.kind = ?",
        {std::string(name), std::string(is_signal ? "" : correlation_key),
         std::string(name_of(kind))},
        take);
  }
  for (int64_t key : dirty_) {
    const engine::Instance& instance = slots_.at(key)->instance;
    for (const engine::SubscriptionRow& row : instance.subscriptions) {
      const bool fits = row.kind == kind && row.name == name &&
                        (is_signal || row.correlation_key == correlation_key);
      if (fits) found[row.key] = {key, row.key, instance.process->key};
    }
  }
  std::vector<Subscriber> result;
  for (const auto& [key, subscriber] : found) result.push_back(subscriber);
  return result;
}

bool Instances::is_any_of(int64_t definition) const {
  return std::any_of(dirty_.begin(), dirty_.end(), [&](int64_t key) {
    return slots_.at(key)->instance.process->key == definition;
  });
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

}  // namespace runtime
