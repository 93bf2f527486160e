// How the votes of a task decide it. Pure, and in whole numbers only.
//
// The first declared outcome is the agreeing one; any other is a dissent. Ratio, weight and count
// join here as further policies: a ballot already stands for one seat and nothing else is asked of
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace work {

enum class Policy {
  Any,        // the first act decides, whatever it says
  All,        // one dissent decides at once; all must agree
  Unanimous,  // as All; opinions are visible, required, and votes are final
  Sequence,   // as All, one seat after the other
};
std::string_view name_of(Policy policy);
std::optional<Policy> policy_of(std::string_view name);
// Whether every seat counts, not just the first to act.
inline bool is_counted(Policy policy) { return policy != Policy::Any; }

// One seat's vote; without an outcome it has not voted yet.
struct Ballot {
  std::string outcome;
};

struct Tally {
  int64_t agree = 0;
  int64_t disagree = 0;
  int64_t total = 0;  // seats
  int64_t pending() const { return total - agree - disagree; }
};
Tally count(std::span<const Ballot> ballots, std::string_view agreeing);

// The outcome that the ballots decide, or nothing while it is open. Ballots are in the order of the
// seats; of several dissents the first seat's is taken.
std::optional<std::string> decide(Policy policy, std::span<const Ballot> ballots,
                                  std::string_view agreeing);

}  // namespace work
