// Carries messages of the outbox away by mail and robots, and writes down what became of them. One
// thread of its own; the writer never waits for the network.
//
// What was sent is written down after it left: a sudden end between the two sends it once more.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/workspace.h"

namespace app {

class PostOffice {
 public:
  // `workspace` must outlive it.
  explicit PostOffice(Workspace& workspace);
  ~PostOffice();  // waits for the message on its way, at most 20 seconds
  PostOffice(const PostOffice&) = delete;
  PostOffice& operator=(const PostOffice&) = delete;

 private:
  void run();
  // Whether there was something to do.
  bool try_round();
  bool send_due();

  Workspace& workspace_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_awake_ = true;
  std::atomic<bool> is_over_ = false;
  int watcher_ = 0;
  std::thread thread_;
};

}  // namespace app
