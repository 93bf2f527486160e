// Who waits for something on a connection, and how that is ended. For one thread.
#pragma once

#include <chrono>
#include <functional>
#include <list>

namespace server {

class Waiters {
 public:
  using Time = std::chrono::steady_clock::time_point;
  struct Waiter {
    std::function<void()> end;
    Time since;
  };
  using Place = std::list<Waiter>::iterator;

  // `end` may be called more than once, until the waiter leaves; who waits leaves later, not in it.
  Place enter(std::function<void()> end) {
    return all_.insert(all_.end(), {std::move(end), std::chrono::steady_clock::now()});
  }
  void leave(Place place) { all_.erase(place); }
  void end_those_since(Time time) {
    for (const Waiter& waiter : all_)
      if (waiter.since <= time) waiter.end();
  }

 private:
  std::list<Waiter> all_;
};

}  // namespace server
