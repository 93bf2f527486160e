#include "base/clock.h"

#include <chrono>

namespace base {

Time SystemClock::now() const {
  using namespace std::chrono;
  return {duration_cast<std::chrono::microseconds>(system_clock::now().time_since_epoch()).count()};
}

}  // namespace base
