// Random acts on random matters: what holds after each, and that each kind was really tried.
#pragma once

#include <cstddef>
#include <cstdint>

namespace approvals {

struct Wanted {
  uint64_t seed = 1;
  size_t sequences = 10'000;
  int64_t applied_min = 500;  // of each act; 0: not asked for
};

// A failure prints its seed and the acts. Gives 0 when everything held, every act was applied often
// enough, and at most six of ten were refused.
int play_sequences(const Wanted& wanted);

}  // namespace approvals
