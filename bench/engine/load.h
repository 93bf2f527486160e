// Many callers of one workspace: each acts again as soon as it is answered, so the batches are full.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "bench/engine/workspace.h"

namespace bench {

// Runs instances of `definition` (start, service task of type "work", end) from start to end by
// three acts each: create, activate a job, complete it. Every act is acknowledged by its commit.
class Load {
 public:
  Load(Workspace& workspace, int64_t definition) : workspace_(workspace), definition_(definition) {}

  // Returns when `instances` have ended.
  void run(int64_t instances, int64_t callers) {
    left_ = instances;
    open_ = std::min(callers, instances);
    for (int64_t i = open_; i > 0; --i) next();
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return open_ == 0; });
  }

 private:
  using Answer = base::Result<base::Json>;

  void next() {
    if (left_.fetch_sub(1) <= 0) {
      const std::lock_guard guard(mutex_);
      if (--open_ == 0) done_.notify_one();
      return;
    }
    act(
        [this](runtime::Op& op) -> Answer {
          auto key = op.engine.start({"", definition_, {}, {}, ""});
          if (!key.ok()) return std::move(key).error();
          return base::Json(*key);
        },
        [this](int64_t) { activate(); });
  }

  void activate() {
    act(
        [](runtime::Op& op) -> Answer {
          const auto jobs = op.engine.activate_jobs("work", "bench", base::minutes(10), 1);
          base::ensure(jobs.size() == 1, "there is a job for everybody");
          return base::Json(jobs.front().key);
        },
        [this](int64_t job) { complete(job); });
  }

  void complete(int64_t job) {
    act(
        [job](runtime::Op& op) -> Answer {
          auto done = op.engine.complete_job(job, {});
          if (!done.ok()) return std::move(done).error();
          return base::Json(0);
        },
        [this](int64_t) { next(); });
  }

  void act(runtime::Operation operation, std::function<void(int64_t)> then) {
    workspace_.runtime().submit(workspace_.actor, std::move(operation),
                                [then = std::move(then)](Answer answer) {
                                  base::ensure(answer.ok(), "an act of the benchmark is applied");
                                  then(answer->as_int64());
                                });
  }

  Workspace& workspace_;
  const int64_t definition_;
  std::atomic<int64_t> left_ = 0;
  int64_t open_ = 0;
  std::mutex mutex_;
  std::condition_variable done_;
};

}  // namespace bench
