// Voting: the initiation group of three seats, one disagreement, deputies, final votes.
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class VoteTest : public WorkTest {};

TEST_F(VoteTest, three_agreements_decide_and_two_do_not) {
  const int64_t key = *review();

  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  EXPECT_TRUE(completed_.empty());
  EXPECT_TRUE(carried_.empty());
  const auto last = act("zhao", key, "agree", "同意立项");

  ASSERT_TRUE(last.ok());
  EXPECT_TRUE(last->is_finished);
  EXPECT_THAT(carried_, ElementsAre("agree:3"));
  const base::Json& variable = completed_[key]["review"];
  EXPECT_EQ(base::text_or_empty(variable, "outcome"), "agree");
  EXPECT_EQ(base::text_or_empty(variable, "by"), "zhao");
  EXPECT_EQ(base::int_or(variable, "agree", 0), 3);
  EXPECT_EQ(base::int_or(variable, "total", 0), 3);
}

TEST_F(VoteTest, one_disagreement_decides_at_once_and_says_why_to_the_others) {
  const int64_t key = *review();
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");

  ASSERT_TRUE(act("lin", key, "disagree", "风险过高")->is_finished);

  EXPECT_THAT(carried_, ElementsAre("disagree:1"));
  const Task over = task(key);
  EXPECT_EQ(over.outcome, "disagree");
  EXPECT_EQ(over.seats[2].state, SeatState::Canceled);
  EXPECT_EQ(over.seats[2].reason, "decided");
  EXPECT_THAT(over.seats[2].reason_text.zh, HasSubstr("不同意"));
  EXPECT_THAT(over.seats[2].reason_text.en, HasSubstr("Disagree"));
  EXPECT_THAT(box(Box::Todo, "zhao"), IsEmpty());
}

TEST_F(VoteTest, a_cast_vote_cannot_be_changed_or_taken_back) {
  const int64_t key = *review();
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");

  EXPECT_EQ(code(act("chen", key, "disagree")), "work.already_acted");
  EXPECT_EQ(code(as("chen",
                    [&](Context& c) {
                      return return_to(c, key, {"application", AfterReturn::Choose, "再想想"});
                    })),
            "work.not_yours");
  EXPECT_EQ(votes(store_.db(), {"project", 7}, "review").tally.agree, 1);
}

TEST_F(VoteTest, after_the_end_a_vote_is_refused_with_who_and_when) {
  const int64_t key = *review();
  ASSERT_EQ(code(act("lin", key, "disagree", "不可行")), "ok");

  const auto late = act("zhao", key, "agree");

  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().code, "work.task_over");
  EXPECT_EQ(base::http_status(late.error().kind), 409);
  EXPECT_THAT(late.error().title.zh, HasSubstr("林华"));
  EXPECT_THAT(late.error().title.zh, HasSubstr("2026-03-02 09:00"));
}

TEST_F(VoteTest, a_member_without_a_vote_may_add_an_opinion_and_nothing_else) {
  const int64_t key = *review();
  ASSERT_EQ(code(act("lin", key, "disagree", "不可行")), "ok");

  EXPECT_THAT(with("zhao", [&](Context& c) { return offered_acts(c.tx.db, task(key), "zhao"); }),
              ElementsAre("comment", "copy", "circulate", "opinion"));
  EXPECT_EQ(code(as("zhao", [&](Context& c) { return add_opinion(c, key, {"我也认为不可行"}); })),
            "ok");

  EXPECT_EQ(code(as("zhao", [&](Context& c) { return add_opinion(c, key, {"再说一次"}); })),
            "work.not_yours");
  EXPECT_EQ(code(as("lin", [&](Context& c) { return add_opinion(c, key, {"补充"}); })),
            "work.not_yours");
  const Votes counted = votes(store_.db(), {"project", 7}, "review");
  EXPECT_EQ(counted.tally.agree + counted.tally.disagree, 1);
  EXPECT_EQ(counted.by_seat[2].opinion, "我也认为不可行");
}

TEST_F(VoteTest, votes_of_people_without_a_seat_are_refused) {
  const int64_t key = *review();

  EXPECT_EQ(code(act("hu", key, "agree")), "work.no_task");
  EXPECT_EQ(code(act("wang", key, "agree")), "work.not_yours");
  EXPECT_EQ(code(act("chen", 999, "agree")), "work.no_task");
  Completion forged;
  forged.outcome = "agree";
  forged.opinion = "x";
  forged.seat = "3";
  EXPECT_EQ(code(as("chen", [&](Context& c) { return complete(c, key, forged); })),
            "work.not_yours");
  forged.seat = "99'; DROP TABLE work_seat";
  EXPECT_EQ(code(as("chen", [&](Context& c) { return complete(c, key, forged); })),
            "work.not_yours");
}

TEST_F(VoteTest, an_opinion_and_a_known_outcome_are_needed) {
  const int64_t key = *review();

  const auto silent = act("chen", key, "agree", "  ");

  ASSERT_FALSE(silent.ok());
  EXPECT_EQ(silent.error().code, "work.opinion_required");
  EXPECT_EQ(silent.error().clause, "S18-R12");
  EXPECT_EQ(silent.error().missing.front().name, "opinion");
  EXPECT_EQ(code(act("chen", key, "abstain")), "work.unknown_outcome");
}

TEST_F(VoteTest, what_the_form_and_the_task_miss_is_told_together) {
  const int64_t key = *review();
  form_refusal_ = base::refusal("forms.invalid")
                      .lacking({base::Missing::Kind::Field, "amount", {"金额", "Amount"}, {}});

  const auto refused = act("chen", key, "agree", "");

  EXPECT_EQ(refused.error().code, "forms.invalid");
  EXPECT_THAT(refused.error().missing, SizeIs(2));
}

TEST_F(VoteTest, a_refused_transition_leaves_no_vote) {
  const int64_t key = *review();
  carry_refusal_ = base::refusal("work.withdraw_not_allowed");

  EXPECT_EQ(code(act("lin", key, "disagree")), "work.withdraw_not_allowed");

  EXPECT_TRUE(task(key).is_open());
  EXPECT_EQ(votes(store_.db(), {"project", 7}, "review").tally.disagree, 0);
}

TEST_F(VoteTest, the_applicants_own_seat_without_a_deputy_refuses_the_submission) {
  auto submitted =
      user_task("review", {{"jw:kind", "vote"},
                           {"jw:policy", "unanimous"},
                           {"jw:candidates", "position:general_manager, position:sales_manager"},
                           {"jw:applicant", "deputy"},
                           {"jw:empty", "refuse"},
                           {"jw:clauses", "S18-P04"}});
  submitted.at.starter = "lin";

  const auto refused = as("lin", [&](Context& c) { return create_task(c, submitted); });

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "work.seat_vacant");
  EXPECT_EQ(refused.error().clause, "S18-P04");
  ASSERT_THAT(refused.error().missing, SizeIs(1));
  EXPECT_EQ(refused.error().missing[0].name, "sales_manager");
  EXPECT_EQ(refused.error().missing[0].label.zh, "销售部经理");
}

TEST_F(VoteTest, the_applicants_own_seat_goes_to_its_deputy_who_is_shown) {
  deputise("sales_manager", "sun");
  auto submitted =
      user_task("review", {{"jw:kind", "vote"},
                           {"jw:policy", "unanimous"},
                           {"jw:candidates", "position:general_manager, position:sales_manager"},
                           {"jw:applicant", "deputy"}});
  submitted.at.starter = "lin";
  ASSERT_EQ(code(as("lin", [&](Context& c) { return create_task(c, submitted); })), "ok");

  EXPECT_EQ(code(act("lin", submitted.key, "agree")), "work.not_yours");
  EXPECT_EQ(code(act("sun", submitted.key, "agree")), "ok");

  EXPECT_EQ(task(submitted.key).seats[1].on_behalf_of, "lin");
  const auto story = timeline_of_record(store_.db(), {"project", 7});
  const auto vote = std::ranges::find(story, "voted", &TimelineEntry::act);
  ASSERT_NE(vote, story.end());
  EXPECT_EQ(vote->person, "sun");
  EXPECT_EQ(vote->on_behalf_of, "lin");
  EXPECT_EQ(vote->seat.zh, "销售部经理");
  EXPECT_EQ(vote->outcome_title.zh, "同意");
}

TEST_F(VoteTest, the_matter_is_of_whom_the_step_names) {
  deputise("sales_manager", "sun");
  fields_["business"] = {"lin"};
  const int64_t key = *review({{"jw:applicants", "field:business"}});

  EXPECT_THAT(open_now(key), UnorderedElementsAre("chen", "sun", "zhao"));
  EXPECT_EQ(code(act("lin", key, "agree")), "work.no_task");
  EXPECT_EQ(code(act("sun", key, "agree")), "ok");
  const int64_t plain = *offer("confirm", {{"jw:kind", "confirm"},
                                           {"jw:candidates", "person:chen"},
                                           {"jw:applicant", "deputy"},
                                           {"jw:applicants", "field:business"}});
  EXPECT_EQ(code(as("chen", [&](Context& c) { return transfer(c, plain, "lin", ""); })),
            "work.transfer_not_allowed");
  EXPECT_EQ(code(as("chen", [&](Context& c) { return transfer(c, plain, "wang", ""); })), "ok");
}

TEST_F(VoteTest, an_applicant_who_is_also_the_deputy_gets_no_vote_that_way) {
  deputise("general_manager", "wang");
  const int64_t key = *review();

  EXPECT_EQ(code(act("wang", key, "agree")), "work.not_yours");
}

TEST_F(VoteTest, a_vacant_seat_goes_to_the_administrators_and_they_hear_why) {
  roles_["administrator"] = {"qian"};
  release("zhao", "product_manager");
  const auto key = review();

  ASSERT_TRUE(key.ok());
  EXPECT_THAT(box(Box::Todo, "qian"), ElementsAre(*key));
  const auto told = notices(store_.db(), "qian", NoticeChoice::Unread, 10, 0);
  ASSERT_THAT(told, SizeIs(1));
  EXPECT_THAT(told[0].text.zh, HasSubstr("找不到办理人"));
}

TEST_F(VoteTest, a_vacant_seat_refuses_where_the_step_insists_unless_a_deputy_sits_there) {
  roles_["administrator"] = {"qian"};
  release("zhao", "product_manager");
  EXPECT_EQ(code(review({{"jw:empty", "refuse"}})), "work.seat_vacant");

  deputise("product_manager", "qian");
  const auto key = review({{"jw:empty", "refuse"}});

  ASSERT_TRUE(key.ok());
  ASSERT_EQ(code(act("qian", *key, "agree")), "ok");
  EXPECT_EQ(task(*key).seats[2].on_behalf_of, "product_manager");
}

TEST_F(VoteTest, two_posts_of_one_person_are_two_votes) {
  appoint("chen", "product_manager");
  release("zhao", "product_manager");
  const int64_t key = *review();
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");

  EXPECT_FALSE(act("chen", key, "agree")->is_finished);
  EXPECT_THAT(box(Box::Todo, "chen"), ElementsAre(key));
  EXPECT_TRUE(act("chen", key, "agree")->is_finished);
  EXPECT_EQ(base::int_or(completed_[key]["review"], "total", 0), 3);
}

TEST_F(VoteTest, a_new_holder_takes_the_open_seat_and_cast_votes_stay) {
  const int64_t key = *review();
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  with("system", [&](Context& c) {
    EXPECT_TRUE(org::release(c.tx, "zhao", "product_manager", c.tx.now).ok());
    EXPECT_TRUE(org::appoint(c.tx, "qian", "product_manager", c.tx.now, false).ok());
    EXPECT_TRUE(org::release(c.tx, "lin", "sales_manager", c.tx.now).ok());
    EXPECT_TRUE(org::appoint(c.tx, "sun", "sales_manager", c.tx.now, false).ok());
    EXPECT_EQ(resolve_open_seats(c), 1);
    EXPECT_EQ(resolve_open_seats(c), 0);
  });

  EXPECT_THAT(box(Box::Todo, "zhao"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "sun"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "qian"), ElementsAre(key));
  EXPECT_EQ(code(act("zhao", key, "agree")), "work.not_yours");
  EXPECT_EQ(code(act("sun", key, "disagree")), "work.no_task");
  EXPECT_EQ(code(act("qian", key, "agree")), "ok");
  EXPECT_THAT(titles("qian"), Contains(HasSubstr("待办：立项评议：FA-202603-0001 智慧园区")));
}

TEST_F(VoteTest, a_seat_that_falls_vacant_is_told_and_listed) {
  const int64_t key = *review();
  with("system", [&](Context& c) {
    EXPECT_TRUE(org::release(c.tx, "zhao", "product_manager", c.tx.now).ok());
    resolve_open_seats(c);
  });

  EXPECT_THAT(vacant_tasks(store_.db()), ElementsAre(key));
  EXPECT_THAT(titles("wang"), Contains(HasSubstr("席位空缺")));
}

TEST_F(VoteTest, a_deputy_sits_in_only_while_the_period_lasts) {
  const int64_t key = *review();
  const base::Time from = store_.now + base::days(1);
  const base::Time until = store_.now + base::days(3);
  with("chen", [&](Context& c) {
    EXPECT_TRUE(org::set_deputy(c.tx, {"chen", "qian", from, until, "出差", {}}).ok());
    follow_change(c, from, until);
  });
  EXPECT_THAT(box(Box::Todo, "qian"), IsEmpty());

  advance_to(from);
  EXPECT_THAT(box(Box::Todo, "qian"), ElementsAre(key));
  BoxQuery query;
  query.person = "qian";
  EXPECT_EQ(list(store_.db(), Box::Todo, query)[0].on_behalf_of, "chen");
  advance_to(until);
  EXPECT_THAT(box(Box::Todo, "qian"), IsEmpty());
  EXPECT_EQ(code(act("qian", key, "agree")), "work.not_yours");
}

TEST_F(VoteTest, a_deputy_instead_of_the_absent_sits_alone_until_he_is_back) {
  const int64_t key = *review();
  const base::Time until = store_.now + base::days(3);
  with("chen", [&](Context& c) {
    using Mode = org::DeputyMode;
    const auto set =
        org::set_deputy(c.tx, {"chen", "qian", c.tx.now, until, "", {}, Mode::Instead});
    EXPECT_TRUE(set.ok());
    follow_change(c, c.tx.now, until);
  });

  EXPECT_THAT(box(Box::Todo, "chen"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "qian"), ElementsAre(key));
  EXPECT_EQ(code(act("chen", key, "agree")), "work.not_yours");
  EXPECT_THAT(titles("qian"), Contains(HasSubstr("待办：立项评议")));

  advance_to(until);
  EXPECT_THAT(box(Box::Todo, "chen"), ElementsAre(key));
  EXPECT_EQ(code(act("chen", key, "agree")), "ok");
}

TEST_F(VoteTest, a_position_may_be_left_to_its_deputy_alone) {
  with("system", [&](Context& c) {
    using Mode = org::DeputyMode;
    const org::NewDeputy alone{"product_manager", "qian", c.tx.now, {}, "", {}, Mode::Instead};
    EXPECT_TRUE(org::set_deputy(c.tx, alone).ok());
  });

  const int64_t key = *review();

  EXPECT_THAT(open_now(key), ElementsAre("chen", "lin", "qian"));
}

TEST_F(VoteTest, a_deputy_who_is_away_or_may_not_act_leaves_the_seat_to_the_holder) {
  using Mode = org::DeputyMode;
  const auto instead = [&](const std::string& of, const std::string& deputy) {
    with("system", [&](Context& c) {
      const org::NewDeputy away{of, deputy, c.tx.now, {}, "", {}, Mode::Instead};
      EXPECT_TRUE(org::set_deputy(c.tx, away).ok());
    });
  };
  instead("chen", "qian");
  instead("qian", "hu");
  instead("lin", "wang");  // the applicant

  const int64_t key = *review();

  EXPECT_THAT(open_now(key), ElementsAre("chen", "qian", "lin", "zhao"));
}

TEST_F(VoteTest, a_sequence_asks_one_after_the_other) {
  const int64_t key = *offer("sign", {{"jw:kind", "approve"},
                                      {"jw:policy", "sequence"},
                                      {"jw:candidates", "superior:starter, superior:starter:2"}});
  EXPECT_THAT(box(Box::Todo, "chen"), IsEmpty());
  EXPECT_EQ(code(act("chen", key, "agree")), "work.not_yours");

  ASSERT_EQ(code(act("lin", key, "agree")), "ok");

  EXPECT_THAT(box(Box::Todo, "chen"), ElementsAre(key));
  EXPECT_TRUE(act("chen", key, "agree")->is_finished);
}

TEST_F(VoteTest, confirming_needs_both_and_a_rejection_returns_with_its_reason) {
  const engine::Properties confirm = {{"jw:kind", "confirm"},
                                      {"jw:policy", "all"},
                                      {"jw:opinion", "required_on_disagree"},
                                      {"jw:candidates", "starter, position:purchaser"}};
  const int64_t first = *offer("confirm_plan", confirm);
  EXPECT_EQ(code(act("qian", first, "reject", "")), "work.opinion_required");
  ASSERT_TRUE(act("qian", first, "reject", "交期太紧")->is_finished);
  EXPECT_EQ(base::text_or_empty(completed_[first]["confirm_plan"], "opinion"), "交期太紧");

  const int64_t second = *offer("confirm_plan", confirm);
  EXPECT_EQ(votes(store_.db(), {"project", 7}, "confirm_plan").tally.disagree, 0);
  EXPECT_FALSE(act("qian", second, "confirm", "")->is_finished);
  EXPECT_TRUE(act("wang", second, "confirm", "")->is_finished);
}

TEST_F(VoteTest, votes_of_an_unknown_element_are_none) {
  const Votes none = votes(store_.db(), {"project", 7}, "nothing");

  EXPECT_EQ(none.tally.total, 0);
  EXPECT_EQ(base::int_or(to_json(none), "agree", 9), 0);
}

TEST_F(VoteTest, final_votes_are_not_transferred_or_returned) {
  const int64_t key = *review();

  EXPECT_EQ(code(as("chen", [&](Context& c) { return transfer(c, key, "hu", "忙"); })),
            "work.transfer_not_allowed");
  EXPECT_EQ(code(as("chen",
                    [&](Context& c) {
                      return return_to(c, key, {"review", AfterReturn::Choose, "x"});
                    })),
            "work.return_not_allowed");
  EXPECT_EQ(code(as("chen", [&](Context& c) { return claim(c, key); })), "work.claim_not_allowed");
}

}  // namespace
}  // namespace work::testing
