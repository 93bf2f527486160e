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

}  // namespace
}  // namespace work::testing
