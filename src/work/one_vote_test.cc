// In a vote where every seat counts a person counts once, whatever way a second seat came to him.
#include "work/leaving.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

class OneVoteTest : public WorkTest {
 protected:
  int64_t vote(const std::string& candidates, engine::Properties more = {{"jw:policy", "all"}}) {
    engine::Properties properties = {{"jw:kind", "approve"}, {"jw:candidates", candidates}};
    for (const auto& [name, value] : more) properties[name] = value;
    return *offer("joint", properties);
  }
  void stand_in(const std::string& of, const std::string& deputy, org::DeputyMode mode) {
    with("system", [&](Context& c) {
      EXPECT_TRUE(org::set_deputy(c.tx, {of, deputy, c.tx.now, {}, "", {}, mode}).ok());
      resolve_open_seats(c);
    });
  }
  base::Result<int64_t> leave(const std::string& from, const std::string& to) {
    return as("system", [&](Context& c) { return hand_over(c, {from, to, {}, "离职"}); });
  }
  std::vector<std::string> candidates(int64_t key, size_t seat) {
    std::vector<std::string> persons;
    const Task now = task(key);
    for (const Candidate& each : now.seats[seat].candidates) persons.push_back(each.person);
    return persons;
  }
};

TEST_F(OneVoteTest, a_leavers_seat_does_not_go_to_who_sits_there_already) {
  const int64_t key =
      vote("person:sun, person:hu, person:qian", {{"jw:policy", "ratio"}, {"jw:pass", "2/3"}});

  const auto refused = leave("sun", "hu");

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "work.no_successor");
  ASSERT_EQ(refused.error().missing.size(), 1u);
  EXPECT_EQ(refused.error().missing[0].name, std::to_string(key));
  EXPECT_THAT(refused.error().missing[0].how.zh, HasSubstr("胡图在此环节已有席位"));
  ASSERT_EQ(code(act("hu", key, "agree")), "ok");
  EXPECT_EQ(code(leave("sun", "hu")), "work.no_successor") << "he has voted";
  EXPECT_EQ(*leave("sun", "lin"), 1);
  EXPECT_THAT(open_now(key), UnorderedElementsAre("lin", "qian"));
}

TEST_F(OneVoteTest, a_deputy_with_a_seat_of_his_own_leaves_the_other_to_its_holder) {
  stand_in("sun", "hu", org::DeputyMode::Instead);
  const int64_t key = vote("person:sun, person:hu");

  EXPECT_THAT(candidates(key, 0), ElementsAre("sun"));
  EXPECT_THAT(candidates(key, 1), ElementsAre("hu"));
  ASSERT_EQ(code(act("hu", key, "agree")), "ok");
  EXPECT_EQ(code(act("hu", key, "agree")), "work.already_acted");
  EXPECT_TRUE(act("sun", key, "agree")->is_finished);
  EXPECT_EQ(base::int_or(completed_[key]["joint"], "total", 0), 2);
}

TEST_F(OneVoteTest, also_when_he_becomes_a_deputy_while_it_runs) {
  const int64_t key = vote("person:sun, person:hu, person:qian");

  stand_in("sun", "hu", org::DeputyMode::Beside);
  stand_in("sun", "lin", org::DeputyMode::Beside);

  EXPECT_THAT(candidates(key, 0), ElementsAre("sun", "lin"));
}

TEST_F(OneVoteTest, a_deputy_of_two_acts_for_one_of_them) {
  stand_in("sun", "hu", org::DeputyMode::Instead);
  stand_in("qian", "hu", org::DeputyMode::Instead);
  const int64_t key = vote("person:sun, person:qian");
  EXPECT_THAT(open_now(key), ElementsAre("hu", "hu"));

  ASSERT_EQ(code(act("hu", key, "agree")), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("qian"));
  EXPECT_THAT(titles("qian"), Contains(HasSubstr("待办")));
  EXPECT_EQ(task(key).seats[0].on_behalf_of, "sun");
}

// Signers who all have to agree are one count, whatever the rule of the step.
TEST_F(OneVoteTest, a_signer_stands_in_for_no_other_signer) {
  stand_in("sun", "hu", org::DeputyMode::Instead);
  for (const char* policy : {"any", "all"}) {
    for (const Relation relation : {Relation::Before, Relation::After}) {
      const int64_t key = vote("person:lin, person:qian", {{"jw:policy", policy}});
      ASSERT_EQ(code(as("lin",
                        [&](Context& c) {
                          return add_signers(c, key, {relation, Signers::All, {"sun", "hu"}, ""});
                        })),
                "ok");
      const size_t first = task(key).seats.size() - 2;

      EXPECT_THAT(candidates(key, first), ElementsAre("sun")) << policy;
      EXPECT_THAT(candidates(key, first + 1), ElementsAre("hu")) << policy;
      if (relation == Relation::After) continue;
      ASSERT_EQ(code(act("hu", key, "agree")), "ok");
      EXPECT_NE(code(act("hu", key, "agree")), "ok") << policy;
      ASSERT_EQ(code(act("sun", key, "agree")), "ok");
      EXPECT_THAT(open_now(key), Contains("lin"));
    }
  }
}

TEST_F(OneVoteTest, who_is_asked_by_position_and_by_name_votes_once_and_the_other_falls_away) {
  const int64_t key = vote("position:sales_manager, person:lin, person:hu");

  ASSERT_EQ(code(act("lin", key, "agree")), "ok");

  EXPECT_EQ(task(key).seats[1].state, SeatState::Canceled);
  EXPECT_EQ(task(key).seats[1].reason, "same_person");
  EXPECT_THAT(task(key).seats[1].reason_text.en, HasSubstr("counts once"));
  EXPECT_TRUE(act("hu", key, "agree")->is_finished);
  EXPECT_EQ(base::int_or(completed_[key]["joint"], "total", 0), 2);
}

TEST_F(OneVoteTest, a_seat_whose_deputy_is_gone_is_not_left_to_nobody) {
  roles_["administrator"] = {"hu"};
  const int64_t key = vote("position:sales_manager, person:lin, person:sun");
  int64_t deputy = 0;
  with("system", [&](Context& c) {
    deputy = *org::set_deputy(c.tx, {"lin", "qian", c.tx.now, {}, "", {}});
    resolve_open_seats(c);
  });
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  EXPECT_THAT(candidates(key, 1), ElementsAre("qian"));

  with("system", [&](Context& c) {
    EXPECT_TRUE(org::revoke_deputy(c.tx, deputy).ok());
    resolve_open_seats(c);
  });

  EXPECT_THAT(candidates(key, 1), ElementsAre("hu"));
  ASSERT_EQ(code(act("hu", key, "agree")), "ok");
  EXPECT_TRUE(act("sun", key, "agree")->is_finished);
}

TEST_F(OneVoteTest, taking_the_vote_back_asks_for_both_again) {
  const int64_t key = vote("position:sales_manager, person:lin, person:hu");
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");

  ASSERT_EQ(code(as("lin", [&](Context& c) { return take_back(c, key); })), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("lin", "lin", "hu"));
}

TEST_F(OneVoteTest, several_vacant_seats_are_one_vote_of_one_administrator) {
  roles_["administrator"] = {"hu"};
  release("qian", "purchaser");
  release("zhao", "product_manager");
  const int64_t key = vote("position:purchaser, position:product_manager, person:sun",
                           {{"jw:policy", "ratio"}, {"jw:pass", "2/3"}});
  ASSERT_EQ(code(act("hu", key, "agree")), "ok");
  ASSERT_TRUE(task(key).is_open()) << "one of two is not two of three";

  EXPECT_TRUE(act("sun", key, "agree")->is_finished);
  EXPECT_EQ(base::int_or(completed_[key]["joint"], "total", 0), 2);
}

TEST_F(OneVoteTest, of_two_administrators_each_has_one) {
  roles_["administrator"] = {"hu", "lin"};
  release("qian", "purchaser");
  release("zhao", "product_manager");
  const int64_t key = vote("position:purchaser, position:product_manager");

  ASSERT_EQ(code(act("hu", key, "agree")), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("lin"));
  EXPECT_EQ(code(act("hu", key, "agree")), "work.already_acted");
}

TEST_F(OneVoteTest, a_seat_that_the_rule_needs_goes_to_the_administrators) {
  roles_["administrator"] = {"hu"};
  const int64_t key =
      vote("position:sales_manager, person:lin", {{"jw:policy", "count"}, {"jw:pass", "2"}});

  ASSERT_EQ(code(act("lin", key, "agree")), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("hu"));
}

TEST_F(OneVoteTest, whose_seat_is_away_for_an_opinion_gets_no_second_one) {
  const int64_t key = vote("person:sun, person:hu");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "lin", ""); })), "ok");

  EXPECT_EQ(code(as("hu", [&](Context& c) { return transfer(c, key, "sun", ""); })),
            "work.transfer_not_allowed");
  EXPECT_EQ(code(as("hu", [&](Context& c) { return transfer(c, key, "lin", ""); })),
            "work.transfer_not_allowed");
}

TEST_F(OneVoteTest, a_field_that_names_who_sits_there_leaves_the_seat) {
  fields_["owner"] = {"sun"};
  const int64_t key = vote("field:owner, person:hu");

  const auto follow = [&](std::vector<std::string> after) {
    return with("system", [&](Context& c) {
      return follow_field(c, {"project", 7},
                          {CandidateEntry::Kind::Field, "owner", {"sun"}, std::move(after)});
    });
  };
  EXPECT_EQ(follow({"hu"}), 0);
  EXPECT_THAT(open_now(key), ElementsAre("sun", "hu"));
  EXPECT_EQ(follow({"hu", "lin"}), 1);
  EXPECT_THAT(open_now(key), ElementsAre("lin", "hu"));
}

TEST_F(OneVoteTest, a_seat_of_who_has_left_keeps_his_name) {
  roles_["administrator"] = {"hu"};
  with("system", [&](Context& c) { EXPECT_TRUE(org::deactivate_person(c.tx, "sun").ok()); });

  const int64_t key = vote("person:sun, person:lin");

  EXPECT_EQ(task(key).seats[0].title.zh, "孙悦");
  EXPECT_THAT(candidates(key, 0), ElementsAre("hu"));
}

TEST_F(OneVoteTest, a_seat_without_a_name_is_called_after_who_is_asked) {
  roles_["administrator"] = {"hu"};
  fields_["owner"] = {};

  const int64_t key = vote("field:owner, person:lin");

  EXPECT_EQ(task(key).seats[0].title.zh, "胡图");
}

}  // namespace
}  // namespace work::testing
