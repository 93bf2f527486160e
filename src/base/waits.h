// A thread that is about to wait for others says so: whoever gave it its work may let another one
// work meanwhile.
#pragma once

namespace base {

class WaitWatcher {
 public:
  virtual ~WaitWatcher() = default;
  virtual void wait_begins() noexcept = 0;
  virtual void wait_ends() noexcept = 0;
};

// Who is told of the waits of the calling thread; nullptr: nobody. Not owned.
void set_wait_watcher(WaitWatcher* watcher);

// The calling thread waits as long as this lives.
class Waits {
 public:
  Waits();
  ~Waits();
  Waits(const Waits&) = delete;
  Waits& operator=(const Waits&) = delete;
};

}  // namespace base
