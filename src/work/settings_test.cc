#include "work/settings.h"

#include <gtest/gtest.h>

namespace work {
namespace {

TEST(settings, nothing_said_is_one_act_of_work) {
  const auto settings = read_settings({});

  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->policy, Policy::Any);
  EXPECT_EQ(settings->agreeing(), "done");
  EXPECT_TRUE(settings->is_return_allowed);
}

TEST(settings, unanimous_is_final_and_needs_opinions) {
  const auto settings =
      read_settings({{"jw:kind", "vote"}, {"jw:policy", "unanimous"}, {"jw:opinion", "optional"}});

  EXPECT_TRUE(settings->is_final);
  EXPECT_EQ(settings->opinion, OpinionRule::Required);
  EXPECT_FALSE(settings->is_return_allowed);
  EXPECT_EQ(settings->agreeing(), "agree");
}

TEST(settings, everything_is_read) {
  const auto settings =
      read_settings({{"jw:outcomes", "won:中标, lost:未中标"},
                     {"jw:candidates",
                      "position:a, role:b, person:c, field:d, starter, "
                      "unit_head:starter, superior:starter, superior:starter:2"},
                     {"jw:due", "P3WD"},
                     {"jw:remind", "P3WD/P1D"},
                     {"jw:escalate", "P3WD position:general_manager, role:leader"},
                     {"jw:signature", "required"},
                     {"jw:applicant", "deputy"},
                     {"jw:return", "none"},
                     {"jw:fields", "anything"},
                     {"jw:clauses", "S18-R12 S18-R13"}});

  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->outcome("lost")->title.zh, "未中标");
  EXPECT_EQ(settings->candidates.size(), 8u);
  EXPECT_EQ(settings->candidates.back().level, 2);
  EXPECT_EQ(settings->due->working_days, 3);
  EXPECT_EQ(settings->escalate->to.size(), 2u);
  EXPECT_EQ(settings->clauses.size(), 2u);
}

TEST(settings, every_bad_property_is_named) {
  const auto settings = read_settings({{"jw:kind", "guess"},
                                       {"jw:outcomes", "Won!"},
                                       {"jw:candidates", "boss"},
                                       {"jw:policy", "mostly"},
                                       {"jw:final", "maybe"},
                                       {"jw:due", "soon"},
                                       {"jw:remind", "P3WD/never"},
                                       {"jw:escalate", "P3WD"}});

  ASSERT_FALSE(settings.ok());
  EXPECT_EQ(settings.error().code, "work.bad_settings");
  EXPECT_EQ(settings.error().missing.size(), 8u);
}

TEST(settings, a_reminder_must_not_repeat_at_once) {
  EXPECT_FALSE(read_settings({{"jw:remind", "P1D/PT0S"}}).ok());
}

TEST(settings, a_formula_may_hold_commas) {
  const auto entries = parse_candidates("= [record.manager, record.owner]");

  ASSERT_EQ(entries->size(), 1u);
  EXPECT_EQ(entries->front().kind, CandidateEntry::Kind::Formula);
  EXPECT_FALSE(parse_candidates("=").ok());
  EXPECT_FALSE(parse_candidates("").ok());
  EXPECT_FALSE(parse_candidates("superior:starter:0").ok());
}

TEST(settings, the_rule_of_withdrawing_is_read) {
  EXPECT_EQ(*read_withdraw_rule({}), WithdrawRule::BeforeFirstAct);
  EXPECT_EQ(*read_withdraw_rule({{"jw:withdraw", "none"}}), WithdrawRule::Never);
  EXPECT_EQ(read_withdraw_rule({{"jw:withdraw", "x"}}).error().code, "work.bad_settings");
}

}  // namespace
}  // namespace work
