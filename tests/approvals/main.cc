// Approvals from every state.
//
//   approvals matrix
//   approvals removals
//   approvals sequences [--count N] [--seed S] [--applied N]
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "matrix.h"
#include "removals.h"
#include "sequences.h"

int main(int count, char** arguments) {
  const char* what = count > 1 ? arguments[1] : "";
  if (std::strcmp(what, "matrix") == 0) return approvals::play_matrix() == 0 ? 0 : 1;
  if (std::strcmp(what, "removals") == 0) return approvals::play_removals() == 0 ? 0 : 1;
  if (std::strcmp(what, "sequences") != 0) {
    std::fprintf(stderr,
                 "approvals matrix | removals | sequences [--count N] [--seed S] [--applied N]\n");
    return 2;
  }
  approvals::Wanted wanted;
  for (int i = 2; i + 1 < count; i += 2) {
    const auto number = std::strtoull(arguments[i + 1], nullptr, 10);
    if (std::strcmp(arguments[i], "--count") == 0) wanted.sequences = number;
    if (std::strcmp(arguments[i], "--seed") == 0) wanted.seed = number;
    if (std::strcmp(arguments[i], "--applied") == 0)
      wanted.applied_min = static_cast<int64_t>(number);
  }
  return approvals::play_sequences(wanted);
}
