// Which jobs a worker may have: the oldest free ones are kept in memory by type, so that handing
// out reads the table once in a thousand jobs.
#include <algorithm>
#include <limits>

#include "runtime/store/instances.h"

namespace runtime {

namespace {

constexpr int64_t kAll = std::numeric_limits<int64_t>::max();
constexpr int64_t kReadAtOnce = 1'000;
constexpr size_t kKeptMax = 10'000;

bool is_lent_or_open(const engine::JobRow& job) {
  return job.state == engine::JobState::Open || job.state == engine::JobState::Activated;
}

// Calls `take` for every job of the type in instances that the table shows as they were.
template <class Slots, class Keys, class Take>
void each_changed_job(const Slots& slots, const Keys& keys, std::string_view type,
                      const Take& take) {
  for (int64_t key : keys) {
    const engine::Instance& instance = slots.at(key)->instance;
    if (instance.row.is_suspended) continue;
    for (const engine::JobRow& job : instance.jobs) {
      if (job.type == type && is_lent_or_open(job)) take(key, job);
    }
  }
}

}  // namespace

Instances::FreeJobs& Instances::free_jobs(std::string_view type) {
  const auto found = free_jobs_.find(type);
  return found != free_jobs_.end() ? found->second : free_jobs_[std::string(type)];
}

void Instances::offer_job(std::string_view type, int64_t key) {
  const auto found = free_jobs_.find(type);
  const auto owner = instance_of_element_.find(key);
  if (found == free_jobs_.end() || owner == instance_of_element_.end()) return;
  const engine::JobRow* job = slots_.at(owner->second)->instance.job(key);
  if (!job) return;
  FreeJobs& free = found->second;
  if (job->deadline.micros > 0) free.next_due = std::min(free.next_due, job->deadline);
  if (job->deadline.micros > 0 || key > free.through) return;
  free.instances[key] = owner->second;
  if (free.instances.size() <= kKeptMax) return;
  free.instances.erase(std::next(free.instances.begin(), kReadAtOnce), free.instances.end());
  free.through = free.instances.rbegin()->first;
}

void Instances::lend_job(std::string_view type, base::Time deadline) {
  FreeJobs& free = free_jobs(type);
  free.next_due = std::min(free.next_due, deadline);
}

void Instances::read_free_jobs(const std::string& type, FreeJobs& free) {
  int64_t last = kAll;
  int64_t count = 0;
  db_.each(
      "SELECT key, instance FROM job WHERE type = ? AND deadline = 0 AND key > ? AND is_held = 0 "
      "AND state IN ('open', 'activated') ORDER BY key LIMIT ?",
      {type, free.through, kReadAtOnce}, [&](const storage::Row& row) {
        if (!dirty_.contains(row.integer(1))) free.instances[row.integer(0)] = row.integer(1);
        if (++count == kReadAtOnce) last = row.integer(0);
        return true;
      });
  each_changed_job(slots_, dirty_, type, [&](int64_t instance, const engine::JobRow& job) {
    const bool is_in_reach = job.key > free.through && job.key <= last;
    if (job.deadline.micros == 0 && is_in_reach) free.instances[job.key] = instance;
  });
  free.through = last;
}

void Instances::take_due_jobs(const std::string& type, FreeJobs& free, base::Time now,
                              size_t count_max, std::vector<WaitRef>& taken) {
  if (now < free.next_due) return;
  std::map<std::pair<int64_t, int64_t>, int64_t> due;  // the instance by deadline and key
  int64_t next = kAll;
  db_.each(
      "SELECT key, instance, deadline FROM job WHERE type = ? AND deadline > 0 AND is_held = 0 "
      "AND state IN ('open', 'activated') ORDER BY deadline, key",
      {type}, [&](const storage::Row& row) {
        if (dirty_.contains(row.integer(1))) return true;
        if (row.integer(2) > now.micros) {
          next = row.integer(2);
          return false;
        }
        due[{row.integer(2), row.integer(0)}] = row.integer(1);
        return due.size() <= count_max;
      });
  each_changed_job(slots_, dirty_, type, [&](int64_t instance, const engine::JobRow& job) {
    if (job.deadline.micros == 0) return;
    if (job.deadline > now) {
      next = std::min(next, job.deadline.micros);
    } else {
      due[{job.deadline.micros, job.key}] = instance;
    }
  });
  const bool are_all_taken = due.size() <= count_max;
  for (const auto& [order, instance] : due) {
    if (taken.size() < count_max) taken.push_back({instance, order.second});
  }
  if (are_all_taken) free.next_due = {next};
}

std::vector<WaitRef> Instances::take_jobs(std::string_view type, base::Time now, size_t count_max) {
  const std::string name(type);
  FreeJobs& free = free_jobs(type);
  std::vector<WaitRef> taken;
  take_due_jobs(name, free, now, count_max, taken);
  while (taken.size() < count_max) {
    if (free.instances.empty() && free.through == kAll) break;
    if (free.instances.empty()) {
      read_free_jobs(name, free);
      continue;
    }
    const auto [key, owner] = *free.instances.begin();
    free.instances.erase(free.instances.begin());
    const engine::Instance* instance = find(owner);
    if (!instance || instance->row.is_suspended) continue;
    const engine::JobRow* job = instance->job(key);
    if (job && job->state == engine::JobState::Open && job->deadline.micros == 0)
      taken.push_back({owner, key});
  }
  return taken;
}

}  // namespace runtime
