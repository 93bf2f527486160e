#include "work/policy.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "feel/feel.h"

namespace work {
namespace {

constexpr std::array names = {
    std::pair{Policy::Any, "any"},           std::pair{Policy::All, "all"},
    std::pair{Policy::OnePass, "one_pass"},  std::pair{Policy::Unanimous, "unanimous"},
    std::pair{Policy::Sequence, "sequence"}, std::pair{Policy::Ratio, "ratio"},
    std::pair{Policy::Weight, "weight"},     std::pair{Policy::Count, "count"},
    std::pair{Policy::Formula, "formula"}};

enum class Verdict { Pass, Fail, Open };

feel::Value number(int64_t value) { return feel::from_json(base::Json(value)); }

Verdict verdict_of_formula(const Rule& rule, const Tally& tally) {
  const feel::ContextNames names_of_votes(feel::Fields()
                                              .set("agree", number(tally.agree))
                                              .set("disagree", number(tally.disagree))
                                              .set("pending", number(tally.pending()))
                                              .set("total", number(tally.total))
                                              .set("agree_weight", number(tally.agree_weight))
                                              .set("disagree_weight", number(tally.disagree_weight))
                                              .set("total_weight", number(tally.total_weight))
                                              .build());
  feel::Evaluation evaluation;
  evaluation.steps_left = 10'000;
  const feel::Value value = feel::evaluate(rule.formula, names_of_votes, evaluation);
  if (value.is(feel::Kind::Boolean)) return value.boolean() ? Verdict::Pass : Verdict::Fail;
  return tally.pending() > 0 ? Verdict::Open : Verdict::Fail;
}

bool reaches(const Rule& rule, int64_t weight) {
  return rule.is_above ? weight > rule.threshold : weight >= rule.threshold;
}

// `reached`: yes already; `reachable`: yes if all who are silent agree.
Verdict verdict(bool reached, bool reachable) {
  if (reached) return Verdict::Pass;
  return reachable ? Verdict::Open : Verdict::Fail;
}

Verdict verdict_of(const Rule& rule, const Tally& tally) {
  const int64_t possible = tally.total - tally.disagree;
  switch (rule.policy) {
    case Policy::Any: return verdict(tally.agree > 0, tally.disagree == 0);
    case Policy::OnePass: return verdict(tally.agree > 0, possible > 0);
    case Policy::All:
    case Policy::Unanimous:
    case Policy::Sequence:
      return verdict(tally.total > 0 && tally.agree == tally.total, tally.disagree == 0);
    case Policy::Ratio: {
      const int64_t wanted = rule.numerator * tally.total;
      return verdict(tally.agree * rule.denominator >= wanted,
                     possible * rule.denominator >= wanted);
    }
    case Policy::Weight:
      return verdict(reaches(rule, tally.agree_weight),
                     reaches(rule, tally.total_weight - tally.disagree_weight));
    case Policy::Count: {
      const bool is_refused = rule.disagree_count > 0 && tally.disagree >= rule.disagree_count;
      return verdict(tally.agree >= rule.agree_count, !is_refused && possible >= rule.agree_count);
    }
    case Policy::Formula: return verdict_of_formula(rule, tally);
  }
  return Verdict::Open;
}

bool is_cast(const Ballot& ballot) { return !ballot.outcome.empty(); }

std::string first_dissent(std::span<const Ballot> ballots, const Sides& sides) {
  const auto dissent = std::ranges::find_if(ballots, [&](const Ballot& ballot) {
    return is_cast(ballot) && ballot.outcome != sides.agreeing;
  });
  return std::string(dissent == ballots.end() ? sides.dissenting : dissent->outcome);
}

}  // namespace

base::Text told(const Rule& rule) {
  base::Text text;
  if (rule.policy == Policy::Ratio) {
    const std::string above = std::to_string(rule.numerator);
    const bool is_percentage = rule.denominator == 100;
    const std::string share =
        is_percentage ? above + "%" : above + "/" + std::to_string(rule.denominator);
    text = {"同意达 " + share + " 通过", "passes with " + share + " in favour"};
  } else if (rule.policy == Policy::Weight) {
    const std::string weight = std::to_string(rule.threshold);
    text = {"同意的权重" + std::string(rule.is_above ? "超过 " : "达 ") + weight + " 通过",
            "passes with a weight of " + std::string(rule.is_above ? "more than " : "") + weight +
                " in favour"};
  } else if (rule.policy == Policy::Count) {
    const std::string votes = std::to_string(rule.agree_count);
    text = {votes + " 票同意通过", "passes with " + votes + " in favour"};
    if (const std::string against = std::to_string(rule.disagree_count); rule.disagree_count > 0) {
      text.zh += "，" + against + " 票不同意不通过";
      text.en += ", fails with " + against + " against";
    }
  } else if (rule.policy == Policy::Formula) {
    text = {rule.formula, rule.formula};
  }
  if (rule.timing == Timing::AllVoted && is_counted(rule.policy)) {
    text.zh += std::string(text.zh.empty() ? "" : "，") + "全部表决后计票";
    text.en += std::string(text.en.empty() ? "" : ", ") + "counted when all have voted";
  }
  return text;
}

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
    tally.total_weight += ballot.weight;
    if (!is_cast(ballot)) continue;
    const bool is_agreeing = ballot.outcome == agreeing;
    ++(is_agreeing ? tally.agree : tally.disagree);
    (is_agreeing ? tally.agree_weight : tally.disagree_weight) += ballot.weight;
  }
  return tally;
}

std::optional<std::string> decide(const Rule& rule, std::span<const Ballot> ballots,
                                  const Sides& sides) {
  const Tally tally = count(ballots, sides.agreeing);
  if (rule.timing == Timing::AllVoted && tally.pending() > 0) return {};
  switch (verdict_of(rule, tally)) {
    case Verdict::Pass: return std::string(sides.agreeing);
    case Verdict::Fail: return first_dissent(ballots, sides);
    case Verdict::Open: break;
  }
  return {};
}

std::string close(const Rule& rule, std::span<const Ballot> ballots, const Sides& sides) {
  const bool is_passed = verdict_of(rule, count(ballots, sides.agreeing)) == Verdict::Pass;
  return is_passed ? std::string(sides.agreeing) : first_dissent(ballots, sides);
}

bool can_pass(const Rule& rule, std::span<const Ballot> ballots, const Sides& sides) {
  std::vector<Ballot> agreed(ballots.begin(), ballots.end());
  for (Ballot& ballot : agreed) ballot.outcome = sides.agreeing;
  return verdict_of(rule, count(agreed, sides.agreeing)) == Verdict::Pass;
}

}  // namespace work
