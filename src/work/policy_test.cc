#include "work/policy.h"

#include <gtest/gtest.h>

#include <vector>

namespace work {
namespace {

std::string decided(Policy policy, const std::vector<Ballot>& ballots) {
  return decide(policy, ballots, "agree").value_or("open");
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

TEST(policy, names_read_back) {
  for (const Policy policy : {Policy::Any, Policy::All, Policy::Unanimous, Policy::Sequence}) {
    EXPECT_EQ(policy_of(name_of(policy)), policy);
  }
  EXPECT_FALSE(policy_of("mostly").has_value());
}

}  // namespace
}  // namespace work
