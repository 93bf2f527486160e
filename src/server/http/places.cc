#include "server/http/places.h"

#include <algorithm>

namespace server {

Places::Places(size_t all) : all_(all), waiting_max_(all - std::max<size_t>(all / 10, 1)) {}

bool Places::enter() {
  if (is_full()) {
    const auto ended =
        std::find_if(idle_.begin(), idle_.end(), [](const End& end) { return end && end(); });
    if (ended == idle_.end()) return false;
    *ended = nullptr;
  }
  ++taken_;
  return true;
}

Places::Wait Places::wait() {
  if (waiting_ >= waiting_max_) return nullptr;
  ++waiting_;
  return Wait(this);
}

Surplus::Place Surplus::enter(Instant now, std::function<void()> end) {
  return told_.insert(told_.end(), {now, std::move(end)});
}

void Surplus::hurry(Instant now) const {
  if (!told_.empty() && told_.front().since + time_crowded < now) told_.front().end();
}

bool Seldom::is_due(std::chrono::steady_clock::time_point now) {
  if (was_said_ && now - last_ < std::chrono::minutes(1)) return false;
  was_said_ = true;
  last_ = now;
  return true;
}

}  // namespace server
