#include "base/asker.h"

#include <utility>

namespace base {

namespace {

thread_local AskerRef asker = nullptr;

int64_t now() {
  using std::chrono::duration_cast;
  return duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

void Asker::leave() { left_at_ = now(); }

bool Asker::has_left() const {
  const int64_t left_at = left_at_;
  return left_at != 0 && now() - left_at > kMayStillRead.count();
}

AskerRef asker_here() { return asker; }
bool is_waited_for() { return !asker || !asker->has_left(); }

WorksFor::WorksFor(AskerRef whom) { asker = std::move(whom); }
WorksFor::~WorksFor() { asker = nullptr; }

}  // namespace base
