// The places for connections: who is let in, who may wait, who makes room. Used on one thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <memory>

namespace server {

class Places {
 public:
  // Ends a connection that waits for its next request; false when that is already on its way.
  using End = std::function<bool()>;
  using Idle = std::list<End>::iterator;
  struct EndWait {
    void operator()(Places* places) const { --places->waiting_; }
  };
  // Held by a connection that waits for something to happen.
  using Wait = std::unique_ptr<Places, EndWait>;

  explicit Places(size_t all);

  // Takes a place. Where all are taken, whoever has been idle longest is ended for it; false when
  // nobody is idle.
  bool enter();
  void leave() { --taken_; }
  bool is_full() const { return taken_ >= all_; }
  bool is_empty() const { return taken_ == 0; }

  Idle note_idle(End end) { return idle_.insert(idle_.end(), std::move(end)); }
  void forget_idle(Idle idle) { idle_.erase(idle); }

  // Null when so many wait that those who do not would find no place.
  Wait wait();

 private:
  size_t all_;
  size_t waiting_max_;
  size_t taken_ = 0;
  size_t waiting_ = 0;
  std::list<End> idle_;  // the longest idle first; empty once it was ended
};

// Those who found no place, while they are told so; more wait with the system until others were.
class Surplus {
 public:
  using Instant = std::chrono::steady_clock::time_point;
  struct One {
    Instant since;
    std::function<void()> end;  // may be called again
  };
  using Place = std::list<One>::iterator;
  static constexpr size_t at_once_max = 100;
  static constexpr std::chrono::seconds time_max{2};
  // While others wait.
  static constexpr std::chrono::milliseconds time_crowded{200};

  bool is_full() const { return told_.size() >= at_once_max; }
  Place enter(Instant now, std::function<void()> end);
  void leave(Place place) { told_.erase(place); }
  // Others wait: who came first is ended, unless he came just now.
  void hurry(Instant now) const;

 private:
  std::list<One> told_;
};

// Says what would otherwise be said far too often once a minute.
class Seldom {
 public:
  bool is_due(std::chrono::steady_clock::time_point now);

 private:
  bool was_said_ = false;
  std::chrono::steady_clock::time_point last_;
};

}  // namespace server
