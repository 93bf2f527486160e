// Where the program meets the machine's clock. One a process; everything else is handed the time.
#pragma once

#include <atomic>

#include "base/time.h"

namespace base {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Time now() const = 0;
};

class SystemClock final : public Clock {
 public:
  Time now() const override;
};

// A clock that stands still until it is set. Safe to read from several threads.
class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(Time start) : micros_(start.micros) {}
  Time now() const override { return {micros_.load()}; }
  void set(Time time) { micros_.store(time.micros); }

 private:
  std::atomic<int64_t> micros_;
};

}  // namespace base
