#include "server/http/workers.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

namespace server {

namespace {

// Longer than most answers take, shorter than anybody notices.
constexpr std::chrono::milliseconds kStalled{5};

}  // namespace

Workers::Workers(size_t threads, size_t busy_max) : busy_max_(busy_max), busy_(threads) {
  for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { work(); });
  supervisor_ = std::thread([this] { supervise(); });
}

Workers::~Workers() { join(); }

size_t Workers::as_many_as_processors() {
  return std::max<size_t>(2, std::thread::hardware_concurrency());
}

void Workers::call() {
  ++calls_;
  ++busy_;
  wake_.notify_one();
}

void Workers::post(std::deque<Work> works) {
  const std::lock_guard guard(mutex_);
  std::move(works.begin(), works.end(), std::back_inserter(queue_));
  size_t left = queue_.size();
  for (; left > 0 && busy_ < busy_max_ && can_call(); --left) call();
  if (left > 0 && !is_supervised_) supervised_.notify_one();
}

void Workers::hold() {
  const std::lock_guard guard(mutex_);
  ++holds_;
}

void Workers::release() {
  const std::lock_guard guard(mutex_);
  --holds_;
  if (holds_ == 0) held_.notify_all();
}

void Workers::join() {
  {
    std::unique_lock lock(mutex_);
    is_stopping_ = true;
    wake_.notify_all();
    supervised_.notify_all();
  }
  for (auto& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
  if (supervisor_.joinable()) supervisor_.join();
  std::unique_lock lock(mutex_);
  held_.wait(lock, [this] { return holds_ == 0; });
}

void Workers::wait_begins() noexcept {
  const std::lock_guard guard(mutex_);
  --busy_;
  if (busy_ < busy_max_ && can_call()) call();
}

void Workers::wait_ends() noexcept {
  const std::lock_guard guard(mutex_);
  ++busy_;
}

void Workers::work() {
  base::set_wait_watcher(this);
  std::unique_lock lock(mutex_);
  bool was_called = false;
  while (true) {
    const bool is_welcome = busy_ <= busy_max_ || was_called || is_stopping_;
    was_called = false;
    if (is_welcome && !queue_.empty()) {
      take(lock);
      continue;
    }
    if (is_stopping_) return;
    --busy_;
    ++idle_;
    wake_.wait(lock, [this] { return calls_ > 0 || is_stopping_; });
    --idle_;
    was_called = calls_ > 0;
    if (was_called) --calls_;
    if (!was_called) ++busy_;
  }
}

void Workers::take(std::unique_lock<std::mutex>& lock) {
  {
    const auto work = std::move(queue_.front());
    queue_.pop_front();
    ++taken_;
    lock.unlock();
    work();
  }
  lock.lock();
}

// Whoever works for long, or waits without saying so, must not keep the others waiting.
void Workers::supervise() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    is_supervised_ = !queue_.empty();
    if (!is_supervised_) {
      supervised_.wait(lock);
      continue;
    }
    const auto seen = taken_;
    supervised_.wait_for(lock, kStalled, [this] { return is_stopping_; });
    if (taken_ == seen && can_call()) call();
  }
}

}  // namespace server
