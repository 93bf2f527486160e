// 拿回: what a vote had set aside is there again once it is taken back.
#include "work/status.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TakingBack : public WorkTest {
 protected:
  // 会签 of chen, lin and sun, decided when all have voted.
  int64_t approval(engine::Properties more = {}) {
    engine::Properties properties = {{"jw:kind", "approve"},
                                     {"jw:policy", "all"},
                                     {"jw:decide", "all_voted"},
                                     {"jw:candidates", "person:chen, person:lin, person:sun"}};
    for (const auto& [name, value] : more) properties[name] = value;
    return *offer("approve", properties);
  }
  void sign(const std::string& person, int64_t key, Relation relation,
            std::vector<std::string> persons, Signers signers = Signers::All) {
    ASSERT_EQ(code(as(person,
                      [&](Context& c) {
                        return add_signers(c, key, {relation, signers, persons, ""});
                      })),
              "ok");
  }
  std::string back(const std::string& person, int64_t key) {
    return code(as(person, [&](Context& c) { return take_back(c, key); }));
  }
  std::string vote(const std::string& person, int64_t key, const std::string& outcome) {
    return code(act(person, key, outcome));
  }
  std::vector<std::string> statuses(int64_t key) {
    std::vector<std::string> found;
    const Task now = task(key);
    for (const Seat& seat : now.seats) found.emplace_back(status_of(now, seat).code);
    return found;
  }
};

TEST_F(TakingBack, of_a_dissent_by_a_signer_before_asks_him_and_then_the_seat) {
  for (const Signers signers : {Signers::All, Signers::OneByOne}) {
    const int64_t key = approval();
    sign("chen", key, Relation::Before, {"zhao", "hu"}, signers);
    const auto before = statuses(key);
    ASSERT_EQ(vote("zhao", key, "disagree"), "ok");
    ASSERT_EQ(task(key).seats[0].reason, "signer_disagreed");
    ASSERT_EQ(task(key).seats[4].reason, "group_decided");

    ASSERT_EQ(back("zhao", key), "ok");

    EXPECT_EQ(statuses(key), before);
    for (const char* person : {"zhao", "hu", "chen", "lin", "sun"})
      EXPECT_EQ(vote(person, key, "agree"), "ok") << person;
    EXPECT_EQ(task(key).outcome, "agree");
  }
}

TEST_F(TakingBack, of_one_of_any_signers_asks_the_others_again) {
  const int64_t key = approval();
  sign("chen", key, Relation::Before, {"zhao", "hu"}, Signers::Any);
  ASSERT_EQ(vote("hu", key, "agree"), "ok");
  ASSERT_EQ(task(key).seats[3].reason, "group_decided");

  ASSERT_EQ(back("hu", key), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("lin", "sun", "zhao", "hu"));

  ASSERT_EQ(vote("hu", key, "disagree"), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("lin", "sun", "zhao")) << "one agreement is enough";
  ASSERT_EQ(vote("zhao", key, "disagree"), "ok");
  EXPECT_EQ(task(key).seats[0].reason, "signer_disagreed");
  ASSERT_EQ(back("hu", key), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("lin", "sun", "hu"));
}

TEST_F(TakingBack, of_ones_own_dissent_brings_the_signers_after_back) {
  for (const Signers signers : {Signers::All, Signers::OneByOne}) {
    const int64_t key = approval();
    sign("chen", key, Relation::After, {"zhao", "hu"}, signers);
    ASSERT_EQ(vote("chen", key, "disagree"), "ok");
    ASSERT_EQ(task(key).seats[3].reason, "group_decided");

    ASSERT_EQ(back("chen", key), "ok");
    EXPECT_THAT(statuses(key), ElementsAre("open", "open", "open", "not_started", "not_started"));

    ASSERT_EQ(vote("chen", key, "agree"), "ok");
    EXPECT_EQ(statuses(key)[0], "held");
    ASSERT_EQ(vote("zhao", key, "disagree"), "ok");
    EXPECT_EQ(statuses(key)[4], "void");
    ASSERT_EQ(back("zhao", key), "ok");
    EXPECT_EQ(statuses(key)[0], "held");
    EXPECT_EQ(statuses(key)[3], "open");
    EXPECT_NE(statuses(key)[4], "void");
  }
}

TEST_F(TakingBack, of_a_nested_signers_dissent_asks_all_three_levels_again) {
  const int64_t key = approval();
  sign("chen", key, Relation::Before, {"zhao"});
  sign("zhao", key, Relation::Before, {"hu"});
  sign("hu", key, Relation::Before, {"qian"});
  const auto before = statuses(key);
  ASSERT_EQ(vote("qian", key, "disagree"), "ok");

  ASSERT_EQ(back("qian", key), "ok");

  EXPECT_EQ(statuses(key), before);
  for (const char* person : {"qian", "hu", "zhao", "chen"})
    EXPECT_EQ(vote(person, key, "agree"), "ok") << person;
}

TEST_F(TakingBack, leaves_dropped_what_another_vote_dropped) {
  const int64_t key = approval();
  sign("chen", key, Relation::Before, {"zhao"});
  sign("lin", key, Relation::Before, {"hu"});
  ASSERT_EQ(vote("zhao", key, "disagree"), "ok");
  ASSERT_EQ(vote("hu", key, "disagree"), "ok");

  ASSERT_EQ(back("zhao", key), "ok");

  EXPECT_EQ(task(key).seats[1].reason, "signer_disagreed");
  EXPECT_THAT(open_now(key), ElementsAre("sun", "zhao"));
}

// A step that is over, with the next one open behind it. What the engine would do is done by hand:
// it cancels the next task and makes a new one of the step.
class TakingStepBack : public TakingBack {
 protected:
  TakingStepBack() { behind_ = {"approve", "pay"}; }

  int64_t next() {
    return *offer("pay", {{"jw:kind", "approve"}, {"jw:candidates", "person:qian"}});
  }
  // Gives the new task of the step.
  int64_t begin_again(const std::string& person, int64_t key, engine::Properties more = {}) {
    const int64_t behind = next();
    EXPECT_EQ(back(person, key), "ok");
    EXPECT_THAT(returned_, ElementsAre("approve"));
    as("system", [&](Context& c) {
      cancel_task(c, behind, "taken_back");
      return base::Result<void>();
    });
    return approval(std::move(more));
  }
};

TEST_F(TakingStepBack, gives_it_to_whom_it_had_been_transferred) {
  const engine::Properties one = {{"jw:candidates", "person:chen"}};
  const int64_t key = approval(one);
  ASSERT_EQ(code(as("chen", [&](Context& c) { return transfer(c, key, "hu", "请办"); })), "ok");
  ASSERT_EQ(vote("hu", key, "agree"), "ok");

  const int64_t again = begin_again("hu", key, one);

  EXPECT_THAT(open_now(again), ElementsAre("hu"));
  EXPECT_THAT(box(Box::Todo, "chen"), IsEmpty());
  EXPECT_EQ(vote("hu", again, "disagree"), "ok");
}

TEST_F(TakingStepBack, keeps_the_votes_of_the_others) {
  const int64_t key = approval();
  for (const char* person : {"chen", "lin", "sun"}) ASSERT_EQ(vote(person, key, "agree"), "ok");

  const int64_t again = begin_again("lin", key);

  EXPECT_THAT(open_now(again), ElementsAre("lin"));
  EXPECT_THAT(statuses(again), ElementsAre("agreed", "open", "agreed"));
  EXPECT_EQ(votes(store_.db(), {"project", 7}, "approve").tally.agree, 2);
  EXPECT_TRUE(act("lin", again, "disagree")->is_finished);
}

TEST_F(TakingStepBack, asks_those_again_whom_the_decision_had_passed_over) {
  const engine::Properties early = {{"jw:decide", "early"}};
  const int64_t key = approval(early);
  ASSERT_EQ(vote("chen", key, "agree"), "ok");
  ASSERT_EQ(vote("lin", key, "disagree"), "ok");
  ASSERT_EQ(task(key).seats[2].reason, "decided");

  const int64_t again = begin_again("lin", key, early);

  EXPECT_THAT(open_now(again), ElementsAre("lin", "sun"));
  EXPECT_EQ(statuses(again)[0], "agreed");
}

TEST_F(TakingStepBack, keeps_the_signers) {
  const int64_t key = approval();
  sign("chen", key, Relation::Beside, {"zhao"});
  sign("lin", key, Relation::Before, {"hu"});
  for (const char* person : {"chen", "zhao", "sun"}) ASSERT_EQ(vote(person, key, "agree"), "ok");
  ASSERT_EQ(vote("hu", key, "disagree"), "ok");
  ASSERT_EQ(task(key).outcome, "disagree");

  const int64_t again = begin_again("hu", key);

  EXPECT_THAT(open_now(again), ElementsAre("hu"));
  EXPECT_EQ(statuses(again)[1], "waiting_signers");
  for (const char* person : {"hu", "lin"}) EXPECT_EQ(vote(person, again, "agree"), "ok") << person;
  EXPECT_EQ(task(again).outcome, "agree");
}

TEST_F(TakingStepBack, leaves_it_claimed) {
  const engine::Properties pool = {{"jw:policy", "any"}, {"jw:decide", "early"}};
  const int64_t key = approval(pool);
  ASSERT_EQ(code(as("lin", [&](Context& c) { return claim(c, key); })), "ok");
  ASSERT_EQ(vote("lin", key, "agree"), "ok");

  const int64_t again = begin_again("lin", key, pool);

  EXPECT_EQ(task(again).claimed_by, "lin");
  EXPECT_EQ(vote("chen", again, "agree"), "work.claimed");
}

TEST_F(TakingStepBack, is_refused_where_the_others_decide_it_all_the_same) {
  const int64_t key = approval({{"jw:policy", "count"}, {"jw:pass", "2"}});
  ASSERT_EQ(vote("chen", key, "disagree"), "ok");
  for (const char* person : {"lin", "sun"}) ASSERT_EQ(vote(person, key, "agree"), "ok");
  next();
  const auto acts =
      with("chen", [&](Context& c) { return offered_acts(c.tx.db, task(key), "chen"); });

  const int64_t early =
      approval({{"jw:policy", "count"}, {"jw:pass", "2"}, {"jw:decide", "early"}});
  ASSERT_EQ(vote("chen", early, "disagree"), "ok");
  for (const char* person : {"lin", "sun"}) ASSERT_EQ(vote(person, early, "agree"), "ok");

  EXPECT_EQ(std::ranges::count(acts, "take_back"), 1) << "one seat of three has to vote then";
  EXPECT_EQ(back("chen", early), "work.take_back_not_allowed");
  EXPECT_EQ(back("lin", early), "ok");
}

TEST_F(TakingStepBack, is_forgotten_when_the_process_went_on_elsewhere) {
  const int64_t key = approval();
  for (const char* person : {"chen", "lin", "sun"}) ASSERT_EQ(vote(person, key, "agree"), "ok");
  ASSERT_EQ(back("lin", key), "ok");
  last_key_ = store_.tx("system").keys.next();
  next();

  const int64_t later = approval();

  EXPECT_THAT(open_now(later), ElementsAre("chen", "lin", "sun"));
}

}  // namespace
}  // namespace work::testing
