#include "work/policy.h"

#include <gtest/gtest.h>

#include <vector>

namespace work {
namespace {

constexpr Sides sides{"agree", "disagree"};

std::string decided(const Rule& rule, const std::vector<Ballot>& ballots) {
  return decide(rule, ballots, sides).value_or("open");
}
std::string decided(Policy policy, const std::vector<Ballot>& ballots) {
  Rule rule;
  rule.policy = policy;
  return decided(rule, ballots);
}

Rule ratio(int64_t numerator, int64_t denominator) {
  Rule rule;
  rule.policy = Policy::Ratio;
  rule.numerator = numerator;
  rule.denominator = denominator;
  return rule;
}

// `agree` agreements, `disagree` dissents, the rest of `total` silent.
std::vector<Ballot> ballots_of(int64_t agree, int64_t disagree, int64_t total) {
  std::vector<Ballot> ballots;
  for (int64_t seat = 0; seat < total; ++seat) {
    ballots.push_back({seat < agree ? "agree" : seat < agree + disagree ? "disagree" : ""});
  }
  return ballots;
}

TEST(policy, any_is_decided_by_the_first_act) {
  EXPECT_EQ(decided(Policy::Any, {{""}, {""}}), "open");
  EXPECT_EQ(decided(Policy::Any, {{""}, {"disagree"}}), "disagree");
  EXPECT_EQ(decided(Policy::Any, {{"agree"}, {""}}), "agree");
}

TEST(policy, counted_policies_wait_for_everybody_and_end_with_one_dissent) {
  for (const Policy policy : {Policy::All, Policy::Unanimous, Policy::Sequence}) {
    EXPECT_EQ(decided(policy, {{"agree"}, {"agree"}, {""}}), "open");
    EXPECT_EQ(decided(policy, {{"agree"}, {"agree"}, {"agree"}}), "agree");
    EXPECT_EQ(decided(policy, {{""}, {"disagree"}, {""}}), "disagree");
    EXPECT_EQ(decided(policy, {}), "open");
  }
}

TEST(policy, the_tally_counts_every_seat) {
  const std::vector<Ballot> ballots = {{"agree"}, {"lost"}, {""}, {"agree"}};

  const Tally tally = count(ballots, "agree");

  EXPECT_EQ(tally.agree, 2);
  EXPECT_EQ(tally.disagree, 1);
  EXPECT_EQ(tally.total, 4);
  EXPECT_EQ(tally.pending(), 1);
}

// Every way to fill three seats with agree, disagree or nothing.
TEST(policy, all_is_never_decided_both_ways) {
  const std::vector<std::string> marks = {"", "agree", "disagree"};
  for (const auto& a : marks) {
    for (const auto& b : marks) {
      for (const auto& c : marks) {
        const std::vector<Ballot> ballots = {{a}, {b}, {c}};
        const Tally tally = count(ballots, "agree");
        const std::string expected = tally.disagree > 0 ? "disagree"
                                     : tally.agree == 3 ? "agree"
                                                        : "open";
        EXPECT_EQ(decided(Policy::All, ballots), expected) << a << "|" << b << "|" << c;
      }
    }
  }
}

TEST(policy, one_agreement_is_enough_for_one_pass_and_all_must_dissent) {
  EXPECT_EQ(decided(Policy::OnePass, {{"disagree"}, {"agree"}, {""}}), "agree");
  EXPECT_EQ(decided(Policy::OnePass, {{"disagree"}, {"disagree"}, {""}}), "open");
  EXPECT_EQ(decided(Policy::OnePass, {{"disagree"}, {"disagree"}, {"disagree"}}), "disagree");
}

TEST(policy, two_of_three_is_two_thirds) {
  EXPECT_EQ(decided(ratio(2, 3), ballots_of(2, 0, 3)), "agree");
  EXPECT_EQ(decided(ratio(2, 3), ballots_of(1, 1, 3)), "open");
  EXPECT_EQ(decided(ratio(2, 3), ballots_of(0, 2, 3)), "disagree");
  EXPECT_EQ(decided(ratio(67, 100), ballots_of(2, 0, 3)), "open");
}

// Every ratio and every count of up to nine seats, against the words of the rule.
TEST(policy, a_ratio_is_decided_as_soon_as_it_cannot_change_and_never_sooner) {
  for (int64_t n = 1; n <= 9; ++n) {
    for (int64_t a = 0; a <= n; ++a) {
      for (int64_t r = 0; a + r <= n; ++r) {
        for (const auto& [num, den] :
             {std::pair<int64_t, int64_t>{1, 2}, {2, 3}, {60, 100}, {1, 1}}) {
          const bool is_passed = a * den >= num * n;
          const bool is_lost = (n - r) * den < num * n;
          const std::string expected = is_passed ? "agree" : is_lost ? "disagree" : "open";
          EXPECT_EQ(decided(ratio(num, den), ballots_of(a, r, n)), expected)
              << a << "+" << r << " of " << n << ", " << num << "/" << den;
        }
      }
    }
  }
}

TEST(policy, weights_reach_or_exceed_a_threshold_and_need_not_sum_to_a_hundred) {
  Rule rule;
  rule.policy = Policy::Weight;
  rule.threshold = 3;
  EXPECT_EQ(decided(rule, {{"agree", 3}, {"", 1}, {"", 1}}), "agree");
  EXPECT_EQ(decided(rule, {{"disagree", 3}, {"", 1}, {"", 1}}), "disagree");
  rule.is_above = true;
  EXPECT_EQ(decided(rule, {{"agree", 3}, {"", 1}, {"", 1}}), "open");
  EXPECT_EQ(decided(rule, {{"agree", 3}, {"agree", 1}, {"", 1}}), "agree");
}

TEST(policy, a_count_is_reached_from_either_side) {
  Rule rule;
  rule.policy = Policy::Count;
  rule.agree_count = 2;
  EXPECT_EQ(decided(rule, ballots_of(2, 0, 5)), "agree");
  EXPECT_EQ(decided(rule, ballots_of(1, 3, 5)), "open");
  EXPECT_EQ(decided(rule, ballots_of(1, 4, 5)), "disagree");
  rule.disagree_count = 1;
  EXPECT_EQ(decided(rule, ballots_of(0, 1, 5)), "disagree");
}

TEST(policy, a_formula_decides_with_true_and_false_and_waits_with_null) {
  Rule rule;
  rule.policy = Policy::Formula;
  rule.formula = "if agree > disagree + pending then true else if pending = 0 then false else null";
  EXPECT_EQ(decided(rule, ballots_of(2, 0, 3)), "agree");
  EXPECT_EQ(decided(rule, ballots_of(1, 1, 3)), "open");
  EXPECT_EQ(decided(rule, ballots_of(1, 2, 3)), "disagree");
  rule.formula = "unknown";
  EXPECT_EQ(decided(rule, ballots_of(1, 0, 3)), "open");
  EXPECT_EQ(decided(rule, ballots_of(3, 0, 3)), "disagree");
}

TEST(policy, waiting_for_all_keeps_collecting_votes) {
  Rule rule;
  rule.policy = Policy::All;
  rule.timing = Timing::AllVoted;
  EXPECT_EQ(decided(rule, {{"disagree"}, {""}}), "open");
  EXPECT_EQ(decided(rule, {{"disagree"}, {"agree"}}), "disagree");
}

TEST(policy, when_it_closes_the_silent_do_not_agree) {
  EXPECT_EQ(close(ratio(1, 2), ballots_of(2, 0, 4), sides), "agree");
  EXPECT_EQ(close(ratio(2, 3), ballots_of(2, 0, 4), sides), "disagree");
}

TEST(policy, a_rule_that_nobody_can_meet_is_known) {
  Rule rule;
  rule.policy = Policy::Count;
  rule.agree_count = 4;
  EXPECT_FALSE(can_pass(rule, ballots_of(0, 0, 3), sides));
  EXPECT_TRUE(can_pass(rule, ballots_of(0, 0, 4), sides));
}

TEST(policy, what_it_takes_to_pass_is_told_in_words) {
  const auto zh = [](Policy policy, auto&& change) {
    Rule rule;
    rule.policy = policy;
    change(rule);
    return told(rule).zh;
  };
  EXPECT_EQ(zh(Policy::All, [](Rule&) {}), "");
  EXPECT_EQ(told(ratio(2, 3)).zh, "同意达 2/3 通过");
  EXPECT_EQ(told(ratio(60, 100)).en, "passes with 60% in favour");
  EXPECT_EQ(zh(Policy::Weight, [](Rule& rule) { rule.threshold = 4; }), "同意的权重达 4 通过");
  EXPECT_EQ(zh(Policy::Weight,
               [](Rule& rule) {
                 rule.threshold = 50;
                 rule.is_above = true;
               }),
            "同意的权重超过 50 通过");
  EXPECT_EQ(zh(Policy::Count,
               [](Rule& rule) {
                 rule.agree_count = 3;
                 rule.disagree_count = 2;
               }),
            "3 票同意通过，2 票不同意不通过");
  EXPECT_EQ(zh(Policy::Unanimous, [](Rule& rule) { rule.timing = Timing::AllVoted; }),
            "全部表决后计票");
}

TEST(policy, names_read_back) {
  for (const Policy policy :
       {Policy::Any, Policy::All, Policy::OnePass, Policy::Unanimous, Policy::Sequence,
        Policy::Ratio, Policy::Weight, Policy::Count, Policy::Formula}) {
    EXPECT_EQ(policy_of(name_of(policy)), policy);
  }
  EXPECT_FALSE(policy_of("mostly").has_value());
}

}  // namespace
}  // namespace work
