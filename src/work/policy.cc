#include "work/policy.h"

#include <algorithm>
#include <array>
#include <utility>

namespace work {
namespace {

constexpr std::array names = {std::pair{Policy::Any, "any"}, std::pair{Policy::All, "all"},
                              std::pair{Policy::Unanimous, "unanimous"},
                              std::pair{Policy::Sequence, "sequence"}};

}  // namespace

std::string_view name_of(Policy policy) {
  return std::ranges::find(names, policy, &std::pair<Policy, const char*>::first)->second;
}

std::optional<Policy> policy_of(std::string_view name) {
  for (const auto& [policy, known] : names) {
    if (known == name) return policy;
  }
  return {};
}

Tally count(std::span<const Ballot> ballots, std::string_view agreeing) {
  Tally tally;
  for (const Ballot& ballot : ballots) {
    ++tally.total;
    if (ballot.outcome.empty()) continue;
    ++(ballot.outcome == agreeing ? tally.agree : tally.disagree);
  }
  return tally;
}

std::optional<std::string> decide(Policy policy, std::span<const Ballot> ballots,
                                  std::string_view agreeing) {
  const auto cast = [](const Ballot& ballot) { return !ballot.outcome.empty(); };
  if (policy == Policy::Any) {
    const auto first = std::ranges::find_if(ballots, cast);
    if (first == ballots.end()) return {};
    return first->outcome;
  }
  const auto dissent = std::ranges::find_if(
      ballots, [&](const Ballot& ballot) { return cast(ballot) && ballot.outcome != agreeing; });
  if (dissent != ballots.end()) return dissent->outcome;
  const Tally tally = count(ballots, agreeing);
  if (tally.total == 0 || tally.pending() > 0) return {};
  return std::string(agreeing);
}

}  // namespace work
