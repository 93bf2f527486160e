#include "work/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace work {
namespace {

TEST(settings, nothing_said_is_one_act_of_work) {
  const auto settings = read_settings({});

  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->rule.policy, Policy::Any);
  EXPECT_EQ(settings->agreeing(), "done");
  EXPECT_EQ(settings->returns, ReturnRule::Executed);
}

TEST(settings, unanimous_is_final_and_needs_opinions) {
  const auto settings =
      read_settings({{"jw:kind", "vote"}, {"jw:policy", "unanimous"}, {"jw:opinion", "optional"}});

  EXPECT_TRUE(settings->is_final);
  EXPECT_EQ(settings->opinion, OpinionRule::Required);
  EXPECT_EQ(settings->returns, ReturnRule::Never);
  EXPECT_EQ(settings->agreeing(), "agree");
}

TEST(settings, everything_is_read) {
  const auto settings =
      read_settings({{"jw:outcomes", "won:中标, lost:未中标"},
                     {"jw:candidates",
                      "position:a, role:b, person:c, field:d, parent.field:e, starter, "
                      "unit_head:starter, superior:starter, superior:field:f, superior:starter:2"},
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
  EXPECT_EQ(settings->candidates.size(), 10u);
  EXPECT_EQ(settings->candidates[4].kind, CandidateEntry::Kind::ParentField);
  EXPECT_EQ(settings->candidates.back().level, 2);
  EXPECT_EQ(std::get<base::Duration>(*settings->due).working_days, 3);
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

TEST(settings, the_process_says_how_the_matter_is_withdrawn_and_copied) {
  EXPECT_EQ(read_process_settings({})->withdraw, WithdrawRule::BeforeFirstAct);
  const auto settings = read_process_settings(
      {{"jw:withdraw", "none"}, {"jw:withdraw_after", "P31D"}, {"jw:copy_at_end", "role:clerk"}});
  EXPECT_EQ(settings->withdraw, WithdrawRule::Never);
  EXPECT_EQ(settings->withdraw_after->days, 31);
  EXPECT_EQ(settings->copy_at_end.size(), 1u);
  EXPECT_EQ(read_process_settings({{"jw:withdraw", "x"}}).error().code, "work.bad_settings");
}

std::string pass(const std::string& policy, const std::string& text) {
  const auto settings =
      read_settings({{"jw:kind", "vote"}, {"jw:policy", policy}, {"jw:pass", text}});
  if (!settings) return settings.error().missing.front().name;
  const Rule& rule = settings->rule;
  return std::to_string(rule.numerator) + "/" + std::to_string(rule.denominator) + " " +
         std::to_string(rule.threshold) + (rule.is_above ? " above" : "");
}

TEST(settings, a_ratio_is_whole_numbers) {
  EXPECT_EQ(pass("ratio", "2/3"), "2/3 0");
  EXPECT_EQ(pass("ratio", "60%"), "60/100 0");
  EXPECT_EQ(pass("ratio", "66.67%"), "jw:pass");
  EXPECT_EQ(pass("ratio", "3/2"), "jw:pass");
  EXPECT_EQ(pass("ratio", "0/2"), "jw:pass");
  EXPECT_EQ(pass("ratio", "2/"), "jw:pass");
  EXPECT_EQ(pass("ratio", ""), "jw:pass");
  EXPECT_EQ(pass("weight", ">50"), "1/1 50 above");
  EXPECT_EQ(pass("weight", ">=50"), "1/1 50");
  EXPECT_EQ(pass("all", "2/3"), "jw:pass");
  EXPECT_EQ(pass("formula", "= agree >"), "jw:pass");
}

TEST(settings, a_rounded_ratio_is_told_the_fraction_that_is_meant) {
  const auto advice = [](const std::string& text) {
    return read_settings({{"jw:kind", "vote"}, {"jw:policy", "ratio"}, {"jw:pass", text}})
        .error()
        .missing.front()
        .how.zh;
  };
  EXPECT_EQ(advice("66.67%"), "应为分数或整数百分比，形如 2/3 或 60%；66.67% 请写作 2/3");
  EXPECT_THAT(advice("66.6%"), ::testing::EndsWith("66.6% 请写作 2/3"));
  EXPECT_THAT(advice("0.6667"), ::testing::EndsWith("0.6667 请写作 2/3"));
  EXPECT_THAT(advice("33.3%"), ::testing::EndsWith("33.3% 请写作 1/3"));
  EXPECT_THAT(advice("62.5%"), ::testing::EndsWith("62.5% 请写作 5/8"));
  EXPECT_THAT(advice("66.5%"), ::testing::EndsWith("66.5% 请写作 133/200"));
  EXPECT_THAT(advice("0.7"), ::testing::EndsWith("0.7 请写作 7/10"));
  EXPECT_EQ(advice("a third"), "应为分数或整数百分比，形如 2/3 或 60%");
  EXPECT_EQ(advice(""), "应为分数或整数百分比，形如 2/3 或 60%");
}

TEST(settings, a_rule_with_two_sides_needs_a_second_outcome) {
  EXPECT_FALSE(read_settings({{"jw:policy", "ratio"}, {"jw:pass", "1/2"}}).ok());
  EXPECT_FALSE(read_settings({{"jw:kind", "vote"}, {"jw:decide", "all_voted"}}).ok());
}

TEST(settings, a_chain_is_asked_in_sequence) {
  const auto chain = read_settings({{"jw:candidates", "superiors:starter:top-1"}});
  EXPECT_EQ(chain->rule.policy, Policy::Sequence);
  EXPECT_EQ(chain->candidates.front().level, -1);
  EXPECT_FALSE(read_settings({{"jw:candidates", "superiors:starter"}, {"jw:policy", "all"}}).ok());
}

TEST(settings, a_step_offers_the_acts_it_names) {
  const auto settings = read_settings({{"jw:acts", "return:退回修改, transfer!"}});
  EXPECT_EQ(settings->offered("return")->title, "退回修改");
  EXPECT_TRUE(settings->offered("transfer")->is_reason_required);
  EXPECT_EQ(settings->offered("delegate"), nullptr);
  EXPECT_NE(settings->offered("comment"), nullptr);
  EXPECT_FALSE(read_settings({{"jw:acts", "fly"}}).ok());
  const auto all_but = read_settings({{"jw:acts", "-transfer, -claim"}});
  EXPECT_EQ(all_but->offered("transfer"), nullptr);
  EXPECT_EQ(all_but->offered("claim"), nullptr);
  EXPECT_NE(all_but->offered("delegate"), nullptr);
  EXPECT_FALSE(read_settings({{"jw:acts", "-fly"}}).ok());
  EXPECT_FALSE(read_settings({{"jw:acts", "-transfer, return"}}).ok());
}

TEST(settings, what_happens_when_it_is_due_is_read) {
  const auto settings = read_settings({{"jw:kind", "approve"},
                                       {"jw:due", "P1D"},
                                       {"jw:overdue", "transfer position:boss"},
                                       {"jw:remind", "PT4H/PT1H*3"}});
  EXPECT_EQ(settings->overdue.act, Overdue::Act::Transfer);
  EXPECT_EQ(settings->remind->times_max, 3);
  EXPECT_FALSE(read_settings({{"jw:overdue", "explode"}}).ok());
  EXPECT_FALSE(read_settings({{"jw:overdue", "reject"}}).ok());
}

}  // namespace
}  // namespace work
