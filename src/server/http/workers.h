// Threads that do what they are handed. Waking one for each piece of work costs more than most
// pieces, so no more are woken than there are processors; another one works for each that waits
// (base::Waits), and one more whenever nothing was taken up for some milliseconds.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/waits.h"

namespace server {

class Workers final : public base::WaitWatcher {
 public:
  using Work = std::function<void()>;  // throws nothing

  // `busy_max`: how many are woken while others work and none of those waits.
  Workers(size_t threads, size_t busy_max);
  // At least two: one that computes for long keeps nobody waiting.
  static size_t as_many_as_processors();
  ~Workers() override;  // as join()
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  // Begun in this order. Any thread.
  void post(std::deque<Work> works);
  // What is begun here ends later, on another thread: join() waits for it.
  void hold();
  void release();
  // Does what was handed over, waits for what is held, ends the threads.
  void join();

  void wait_begins() noexcept override;
  void wait_ends() noexcept override;

 private:
  void work();
  void take(std::unique_lock<std::mutex>& lock);
  void supervise();
  bool can_call() const { return idle_ > calls_ && !queue_.empty(); }
  void call();

  const size_t busy_max_;
  std::mutex mutex_;
  std::condition_variable wake_;        // idle ones
  std::condition_variable supervised_;  // the supervisor
  std::condition_variable held_;        // join()
  std::deque<Work> queue_;
  size_t busy_ = 0;   // at work and not waiting, or called
  size_t idle_ = 0;   // asleep, those who are called among them
  size_t calls_ = 0;  // of them are called
  size_t holds_ = 0;
  uint64_t taken_ = 0;
  bool is_supervised_ = false;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
  std::thread supervisor_;
};

}  // namespace server
