// 减签: a removed seat counts for nothing, and what the others say decides.
#include "work/administering.h"
#include "work/status.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class RemovingTest : public WorkTest {
 protected:
  RemovingTest() { roles_["administrator"] = {"hu"}; }

  // 会签 of chen, lin and zhao, counted when all have voted.
  int64_t approval(engine::Properties more = {}) {
    engine::Properties properties = {{"jw:kind", "approve"},
                                     {"jw:policy", "all"},
                                     {"jw:decide", "all_voted"},
                                     {"jw:candidates", "person:chen, person:lin, person:zhao"}};
    for (const auto& [name, value] : more) properties[name] = value;
    return *offer("approve", properties);
  }
  std::string sign(const std::string& person, int64_t key, Relation relation,
                   std::vector<std::string> persons, Signers signers = Signers::All) {
    return code(as(person, [&](Context& c) {
      return add_signers(c, key, {relation, signers, persons, ""});
    }));
  }
  std::string remove(const std::string& person, int64_t key, const std::string& seat) {
    return code(as(person, [&](Context& c) { return remove_signer(c, key, seat, "回避"); }));
  }
  std::string status(int64_t key, size_t place) {
    const Task now = task(key);
    return std::string(status_of(now, now.seats[place]).code);
  }
  base::Json result(int64_t key) { return completed_[key]["approve"]; }
};

TEST_F(RemovingTest, a_dissent_goes_with_its_seat) {
  const int64_t key = approval();
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  ASSERT_EQ(code(act("lin", key, "disagree", "不妥", {{"remark", "lin"}})), "ok");

  ASSERT_EQ(remove("hu", key, "2"), "ok");

  EXPECT_TRUE(task(key).is_open());
  EXPECT_EQ(status(key, 1), "removed");
  EXPECT_EQ(votes(store_.db(), {"project", 7}, "approve").tally.disagree, 0);
  EXPECT_THAT(titles("lin"), Contains(HasSubstr("您的席位已被减签，您的表决不再计入")));
  ASSERT_TRUE(act("zhao", key, "agree")->is_finished);
  EXPECT_EQ(task(key).outcome, "agree");
  const auto unread = notices(store_.db(), "lin", NoticeChoice::Unread, 100, 0);
  EXPECT_TRUE(std::ranges::any_of(unread, [](const Notice& notice) {
    return notice.title.zh.starts_with("您的席位已被减签");
  })) << "the end of the step does not read it for him";
  EXPECT_EQ(base::int_or(result(key), "total", 0), 2);
  EXPECT_EQ(base::int_or(result(key), "disagree", -1), 0);
  EXPECT_FALSE(completed_[key].contains("remark")) << "nor does what his form set";
  EXPECT_EQ(votes(store_.db(), {"project", 7}, "approve").tally.total, 2);
}

TEST_F(RemovingTest, whoever_was_to_decide_there_is_told_and_nobody_else) {
  const int64_t key = approval({{"jw:policy", "sequence"}});
  ASSERT_EQ(sign("chen", key, Relation::Before, {"sun"}), "ok");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "qian", "请看"); })), "ok");

  ASSERT_EQ(remove("hu", key, "1"), "ok");
  ASSERT_EQ(remove("hu", key, "3"), "ok");

  const auto removed = Contains(HasSubstr("您的席位已被减签，不必再办理"));
  for (const char* person : {"chen", "sun", "qian"}) EXPECT_THAT(titles(person), removed) << person;
  for (const char* person : {"lin", "hu"}) EXPECT_THAT(titles(person), Not(removed)) << person;
  EXPECT_THAT(titles("zhao"), Not(removed)) << "whose turn had not come";
}

TEST_F(RemovingTest, an_agreement_goes_with_its_seat) {
  const int64_t key = approval({{"jw:policy", "one_pass"}});
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");

  ASSERT_EQ(remove("hu", key, "1"), "ok");
  ASSERT_EQ(code(act("lin", key, "disagree")), "ok");
  ASSERT_TRUE(act("zhao", key, "disagree")->is_finished);

  EXPECT_EQ(task(key).outcome, "disagree");
}

TEST_F(RemovingTest, what_the_others_have_said_decides_when_it_does_without_the_seat) {
  const int64_t fails =
      approval({{"jw:policy", "ratio"}, {"jw:pass", "2/3"}, {"jw:decide", "early"}});
  ASSERT_EQ(code(act("chen", fails, "disagree", "不妥")), "ok");
  ASSERT_EQ(remove("hu", fails, "3"), "ok");
  EXPECT_EQ(task(fails).outcome, "disagree") << "one of two is less than two thirds";

  const int64_t passes = approval();
  for (const char* person : {"chen", "lin"}) {
    ASSERT_EQ(code(act(person, passes, "agree", person)), "ok");
    store_.now = later("PT1M");
  }
  ASSERT_EQ(remove("hu", passes, "3"), "ok");
  EXPECT_EQ(task(passes).outcome, "agree");
  EXPECT_EQ(base::text_or_empty(result(passes), "by"), "lin") << "the last of those who count";
  EXPECT_EQ(base::text_or_empty(result(passes), "opinion"), "lin");
}

TEST_F(RemovingTest, who_added_a_signer_removes_him_before_his_vote_and_an_administrator_after_it) {
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Beside, {"sun"}), "ok");
  ASSERT_EQ(code(act("sun", key, "disagree")), "ok");

  const auto refused = as("chen", [&](Context& c) { return remove_signer(c, key, "4", "回避"); });
  EXPECT_EQ(code(refused), "work.signer_not_removable");
  EXPECT_EQ(refused.error().title.zh, "孙悦于 2026-03-02 09:00 已为该席位办理，只有管理员可以减去");
  EXPECT_FALSE(may_remove(task(key), task(key).seats[3], "chen"));
  ASSERT_EQ(remove("hu", key, "4"), "ok");

  for (const char* person : {"chen", "lin"}) ASSERT_EQ(code(act(person, key, "agree")), "ok");
  ASSERT_TRUE(act("zhao", key, "agree")->is_finished);
  EXPECT_EQ(task(key).outcome, "agree");
  EXPECT_EQ(remove("hu", key, "1"), "work.task_over");
}

TEST_F(RemovingTest, a_seat_is_asked_again_when_the_signer_who_disagreed_before_it_is_gone) {
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Before, {"sun", "qian"}), "ok");
  ASSERT_EQ(code(act("sun", key, "disagree")), "ok");
  ASSERT_EQ(status(key, 0), "void");

  ASSERT_EQ(remove("hu", key, "4"), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("lin", "zhao", "qian"));
  for (const char* person : {"qian", "chen", "lin"})
    ASSERT_EQ(code(act(person, key, "agree")), "ok") << person;
  ASSERT_TRUE(act("zhao", key, "agree")->is_finished);
  EXPECT_EQ(task(key).outcome, "agree");
}

TEST_F(RemovingTest, a_seat_that_a_signer_dissented_for_goes_with_that_dissent) {
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Before, {"sun"}), "ok");
  ASSERT_EQ(code(act("sun", key, "disagree")), "ok");

  ASSERT_EQ(remove("hu", key, "1"), "ok");

  EXPECT_EQ(status(key, 3), "removed") << "the signer was part of the seat's vote";
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  ASSERT_TRUE(act("zhao", key, "agree")->is_finished);
  EXPECT_EQ(task(key).outcome, "agree");
}

TEST_F(RemovingTest, a_signers_dissent_that_is_taken_back_asks_the_seat_again) {
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Before, {"sun"}), "ok");
  ASSERT_EQ(code(act("sun", key, "disagree")), "ok");

  ASSERT_EQ(code(as("sun", [&](Context& c) { return take_back(c, key); })), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("lin", "zhao", "sun"));
  for (const char* person : {"sun", "chen", "lin"})
    ASSERT_EQ(code(act(person, key, "agree")), "ok") << person;
  EXPECT_TRUE(act("zhao", key, "agree")->is_finished);
}

TEST_F(RemovingTest, of_any_signers_the_others_are_asked_when_the_one_who_was_enough_is_gone) {
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Before, {"sun", "qian"}, Signers::Any), "ok");
  ASSERT_EQ(code(act("sun", key, "agree")), "ok");
  ASSERT_THAT(open_now(key), ElementsAre("chen", "lin", "zhao"));

  ASSERT_EQ(remove("hu", key, "4"), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("lin", "zhao", "qian"));
}

TEST_F(RemovingTest, an_agreement_is_held_no_more_when_the_signers_after_it_are_gone) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  ASSERT_EQ(sign("chen", key, Relation::After, {"sun"}), "ok");
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");

  ASSERT_EQ(remove("chen", key, "2"), "ok");

  EXPECT_EQ(task(key).outcome, "agree");
}

TEST_F(RemovingTest, whom_a_removed_one_added_goes_with_him_but_not_a_vote_beside) {
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Beside, {"sun", "qian"}), "ok");
  ASSERT_EQ(code(act("sun", key, "agree")), "ok");

  ASSERT_EQ(remove("hu", key, "1"), "ok");

  EXPECT_EQ(status(key, 3), "agreed");
  EXPECT_EQ(status(key, 4), "removed");
  EXPECT_THAT(open_now(key), ElementsAre("lin", "zhao"));
}

TEST_F(RemovingTest, the_last_seat_stays_with_whom_it_added_beside) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  ASSERT_EQ(sign("chen", key, Relation::Beside, {"sun"}), "ok");

  EXPECT_EQ(remove("hu", key, "1"), "work.signer_not_removable");

  EXPECT_THAT(open_now(key), ElementsAre("chen", "sun"));
  ASSERT_EQ(code(act("sun", key, "agree")), "ok");
  EXPECT_EQ(remove("hu", key, "1"), "ok") << "a vote is left, and it decides";
  EXPECT_EQ(task(key).outcome, "agree");
}

TEST_F(RemovingTest, the_other_seat_of_one_person_is_asked_when_the_one_he_voted_on_is_gone) {
  const int64_t key =
      approval({{"jw:candidates", "position:general_manager, person:chen, person:lin"}});
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  ASSERT_EQ(status(key, 1), "skipped");

  ASSERT_EQ(remove("hu", key, "1"), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("chen", "lin"));
}

TEST_F(RemovingTest, a_question_or_a_transfer_goes_with_the_seat) {
  const int64_t asked = approval();
  ASSERT_EQ(sign("chen", asked, Relation::Beside, {"sun"}), "ok");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, asked, "qian", ""); })), "ok");
  ASSERT_EQ(remove("chen", asked, "4"), "ok");
  EXPECT_EQ(code(as("qian", [&](Context& c) { return reply(c, asked, {"看法"}); })),
            "work.not_yours");
  EXPECT_THAT(box(Box::Todo, "qian"), Not(Contains(asked)));

  const int64_t given = approval();
  ASSERT_EQ(sign("chen", given, Relation::Beside, {"sun"}), "ok");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return transfer(c, given, "qian", ""); })), "ok");
  ASSERT_EQ(remove("chen", given, "4"), "ok");
  EXPECT_THAT(box(Box::Todo, "qian"), IsEmpty());
}

TEST_F(RemovingTest, votes_that_are_final_stay) {
  const int64_t key = *review();
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");

  EXPECT_EQ(remove("hu", key, "1"), "work.signer_not_removable");
  EXPECT_EQ(remove("hu", key, "2"), "work.signer_not_removable");
  EXPECT_FALSE(may_remove_as_administrator(task(key), task(key).seats[0]));
}

}  // namespace
}  // namespace work::testing
