// How the votes of a task decide it. Pure, and in whole numbers only.
//
// The first declared outcome is the agreeing one; any other is a dissent. A ballot stands for one
// seat (its added signers counted in) and nothing else is asked of it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

namespace work {

enum class Policy {
  Any,        // the first act decides, whatever it says
  All,        // one dissent decides at once; all must agree
  OnePass,    // one agreement decides at once; all must dissent
  Unanimous,  // as All; opinions are visible or blind, required, and votes are final
  Sequence,   // as All, one seat after the other
  Ratio,      // agree · denominator ≥ numerator · seats
  Weight,     // the weight of those who agree reaches, or exceeds, a threshold
  Count,      // so many agreements, or so many dissents
  Formula,    // FEEL over agree, disagree, pending, total and their weights: true, false or null
};
std::string_view name_of(Policy policy);
std::optional<Policy> policy_of(std::string_view name);
// Whether every seat counts, not just the first to act.
inline bool is_counted(Policy policy) { return policy != Policy::Any; }

// One seat's vote; without an outcome it has not voted yet.
struct Ballot {
  std::string outcome;
  int64_t weight = 1;
};

struct Tally {
  int64_t agree = 0;
  int64_t disagree = 0;
  int64_t total = 0;  // seats
  int64_t agree_weight = 0;
  int64_t disagree_weight = 0;
  int64_t total_weight = 0;
  int64_t pending() const { return total - agree - disagree; }
};
Tally count(std::span<const Ballot> ballots, std::string_view agreeing);

enum class Timing {
  Early,     // as soon as the result cannot change any more
  AllVoted,  // after every seat has voted
};

struct Rule {
  Policy policy = Policy::Any;
  Timing timing = Timing::Early;
  int64_t numerator = 1;  // of Ratio
  int64_t denominator = 1;
  int64_t threshold = 0;  // of Weight
  bool is_above = false;  // the weight must exceed the threshold, reaching it is not enough
  int64_t agree_count = 1;
  int64_t disagree_count = 0;  // 0: as soon as agree_count is out of reach
  std::string formula;
};

// What it takes to pass, in words; empty where the policy's name says all.
base::Text told(const Rule& rule);

// What a decided task's outcome can be: of several dissents the first seat's is taken, and
// `dissenting` where the rule says no though nobody dissented.
struct Sides {
  std::string_view agreeing;
  std::string_view dissenting;
};

// The outcome that the ballots decide, or nothing while it is open. Ballots are in the order of the
// seats. With Ratio: pass ⇔ agree·den ≥ num·n; fail ⇔ (n − disagree)·den < num·n.
std::optional<std::string> decide(const Rule& rule, std::span<const Ballot> ballots,
                                  const Sides& sides);
// The outcome when nobody may vote any more: who has not voted does not agree.
std::string close(const Rule& rule, std::span<const Ballot> ballots, const Sides& sides);
// Whether the rule says yes when every seat agrees; a task that cannot pass is never offered.
bool can_pass(const Rule& rule, std::span<const Ballot> ballots, const Sides& sides);

}  // namespace work
