// Which jobs a worker may have: the next free ones are kept in memory by type, so that handing out
// reads the table once in a thousand jobs.
#include <algorithm>
#include <set>

#include "runtime/store/instances.h"

namespace runtime {

namespace {

constexpr int64_t kReadAtOnce = 1'000;
constexpr size_t kKeptMax = 10'000;
constexpr std::string_view kFree = "is_held = 0 AND state IN ('open', 'activated')";

bool is_lent_or_open(const engine::JobRow& job) {
  return job.state == engine::JobState::Open || job.state == engine::JobState::Activated;
}

// Whether a worker may have it now.
bool is_free(const engine::JobRow& job, base::Time now) {
  if (job.deadline.micros == 0) return job.state == engine::JobState::Open;
  return is_lent_or_open(job) && job.deadline <= now;
}

std::pair<int64_t, int64_t> turn_of(const engine::JobRow& job) {
  return {-int64_t{job.priority}, job.key};
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
  if (job->deadline.micros > 0) return expect_due(free, job->deadline);
  const Turn turn = turn_of(*job);
  if (turn > free.through) return;
  free.open[turn] = owner->second;
  if (free.open.size() <= kKeptMax) return;
  free.open.erase(std::next(free.open.begin(), kReadAtOnce), free.open.end());
  free.through = free.open.rbegin()->first;
}

void Instances::lend_job(std::string_view type, base::Time deadline) {
  expect_due(free_jobs(type), deadline);
}

void Instances::reorder_job(const engine::JobRow& before, int priority) {
  const auto found = free_jobs_.find(before.type);
  if (found == free_jobs_.end()) return;
  FreeJobs& free = found->second;
  const int64_t rank = -int64_t{before.priority};
  if (auto due = free.due.extract({rank, before.deadline.micros, before.key})) {
    std::get<0>(due.key()) = -int64_t{priority};
    free.due.insert(std::move(due));
  }
  free.open.erase({rank, before.key});
  if (before.deadline.micros == 0) offer_job(before.type, before.key);
}

void Instances::expect_due(FreeJobs& free, base::Time deadline) {
  free.next_due = std::min(free.next_due, deadline);
  if (deadline.micros <= free.due_through.first) free.due_through = {};
}

// The rest of the priority that was read last, or what comes after it.
void Instances::read_open_jobs(const std::string& type, FreeJobs& free) {
  const auto [rank, key] = free.through;
  const bool is_rest = key != kNone;
  Turn last = is_rest ? Turn{rank, kNone} : Turn{kNone, kNone};
  int64_t count = 0;
  db_.each("SELECT key, instance, priority FROM job WHERE type = ? AND deadline = 0 AND " +
               std::string(is_rest ? "priority = ? AND key > ?" : "priority < ? AND key < ?") +
               " AND " + std::string(kFree) + " ORDER BY priority DESC, key LIMIT ?",
           {type, -rank, key, kReadAtOnce}, [&](const storage::Row& row) {
             const Turn turn{-row.integer(2), row.integer(0)};
             if (!dirty_.contains(row.integer(1))) free.open[turn] = row.integer(1);
             if (++count == kReadAtOnce) last = turn;
             return true;
           });
  each_changed_job(slots_, dirty_, type, [&](int64_t instance, const engine::JobRow& job) {
    const Turn turn = turn_of(job);
    const bool is_in_reach = turn > free.through && turn <= last;
    if (job.deadline.micros == 0 && is_in_reach) free.open[turn] = instance;
  });
  free.through = last;
}

void Instances::read_due_jobs(const std::string& type, FreeJobs& free, base::Time now) {
  if (now < free.next_due) return;
  int64_t next = kNone;
  db_.each(
      "SELECT key, instance, deadline, priority FROM job WHERE type = ? AND deadline > 0 AND "
      "deadline >= ? AND " +
          std::string(kFree) + " ORDER BY deadline, key",
      {type, free.due_through.first}, [&](const storage::Row& row) {
        const std::pair place{row.integer(2), row.integer(0)};
        if (place <= free.due_through || dirty_.contains(row.integer(1))) return true;
        const bool is_for_later = row.integer(2) > now.micros || free.due.size() >= kKeptMax;
        if (is_for_later) {
          next = row.integer(2);
          return false;
        }
        free.due[{-row.integer(3), row.integer(2), row.integer(0)}] = row.integer(1);
        free.due_through = place;
        return true;
      });
  each_changed_job(slots_, dirty_, type, [&](int64_t instance, const engine::JobRow& job) {
    if (job.deadline.micros == 0) return;
    if (job.deadline > now) {
      next = std::min(next, job.deadline.micros);
    } else {
      free.due[{-int64_t{job.priority}, job.deadline.micros, job.key}] = instance;
    }
  });
  free.next_due = {next};
}

// Takes the first entry out. Nothing: there is none.
std::optional<WaitRef> Instances::next_job(const std::string& type, FreeJobs& free) {
  while (free.open.empty() && free.through.first != kNone) read_open_jobs(type, free);
  const auto open = free.open.begin();
  const auto due = free.due.begin();
  if (due != free.due.end() &&
      (open == free.open.end() || std::get<0>(due->first) <= open->first.first)) {
    const WaitRef result{due->second, std::get<2>(due->first)};
    free.due.erase(due);
    return result;
  }
  if (open == free.open.end()) return {};
  const WaitRef result{open->second, open->first.second};
  free.open.erase(open);
  return result;
}

void Instances::take_jobs(std::string_view type, base::Time now,
                          const std::function<bool(const WaitRef&)>& take) {
  const std::string name(type);
  FreeJobs& free = free_jobs(type);
  std::set<int64_t> keys;
  read_due_jobs(name, free, now);
  while (true) {
    const auto next = next_job(name, free);
    if (!next) return;
    const engine::Instance* instance = find(next->instance);
    if (!instance || instance->row.is_suspended) continue;
    const engine::JobRow* job = instance->job(next->key);
    const bool is_meant = job && is_free(*job, now) && keys.insert(next->key).second;
    if (is_meant && !take(*next)) return;
  }
}

}  // namespace runtime
