// Whoever asked for something may leave before it is there: what takes long for him looks now and
// then whether anybody waits for it still.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>

namespace base {

class Asker {
 public:
  // A client may close its own side and read on: what is there within this time reaches it.
  static constexpr std::chrono::milliseconds kMayStillRead{1000};

  // Any thread, once: his side is closed.
  void leave();
  // Any thread: his side has been closed for longer than he might still read.
  bool has_left() const;

 private:
  std::atomic<int64_t> left_at_ = 0;  // of the steady clock; 0: he is there
};

// nullptr: nobody who could leave.
using AskerRef = std::shared_ptr<const Asker>;

// For whom the calling thread works.
AskerRef asker_here();
// Whether he is still there.
bool is_waited_for();

// The calling thread works for him as long as this lives.
class WorksFor {
 public:
  explicit WorksFor(AskerRef asker);
  ~WorksFor();
  WorksFor(const WorksFor&) = delete;
  WorksFor& operator=(const WorksFor&) = delete;
};

}  // namespace base
