// Tells other systems what happens: each has a line of its own, a thread that takes one event after
// the other to it, in order, and begins the next when the one before was taken. The writer never
// waits for the network, and no system for another.
//
// What was taken is written down after it was: a sudden end between the two sends it once more,
// with the same key.
#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "app/workspace.h"

namespace app {

class CallbackOffice {
 public:
  // `workspace` must outlive it.
  explicit CallbackOffice(Workspace& workspace);
  ~CallbackOffice();  // waits for what is on its way, at most 20 seconds
  CallbackOffice(const CallbackOffice&) = delete;
  CallbackOffice& operator=(const CallbackOffice&) = delete;

 private:
  struct Line;

  // Keeps a line for each system.
  void run();
  void keep_lines();
  void carry(Line& line);
  // Waits until something may have changed since `seen`, which it moves on.
  void wait(int64_t& seen);

  Workspace& workspace_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int64_t changes_ = 0;
  std::atomic<bool> is_over_ = false;
  int watcher_ = 0;
  std::map<std::string, std::unique_ptr<Line>> lines_;  // of `thread_`
  std::thread thread_;
};

}  // namespace app
