// Transfer, delegation, signers: who decides with whom, and how it comes back.
#include "work/signers.h"
#include "work/status.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class HandingTest : public WorkTest {
 protected:
  // 会签 of chen and lin.
  int64_t approval(engine::Properties more = {}) {
    engine::Properties properties = {
        {"jw:kind", "approve"}, {"jw:policy", "all"}, {"jw:candidates", "person:chen, person:lin"}};
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
    return code(as(person, [&](Context& c) { return remove_signer(c, key, seat, ""); }));
  }
  std::string delegate_to(const std::string& person, int64_t key, const std::string& to) {
    return code(as(person, [&](Context& c) { return delegate(c, key, to, ""); }));
  }
  std::string answer(const std::string& person, int64_t key) {
    return code(as(person, [&](Context& c) { return reply(c, key, {"看法"}); }));
  }
};

TEST_F(HandingTest, a_signer_before_acts_first_and_the_seat_waits) {
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Before, {"zhao"}), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("lin", "zhao"));
  EXPECT_EQ(code(act("chen", key, "agree")), "work.not_yours");
  ASSERT_EQ(code(act("zhao", key, "agree")), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("chen", "lin"));
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  EXPECT_EQ(task(key).outcome, "agree");
}

TEST_F(HandingTest, signers_who_wait_are_named_and_not_begun) {
  const auto statuses = [&](int64_t key) {
    std::vector<std::string> found;
    const Task now = task(key);
    for (const Seat& seat : now.seats) {
      if (seat.relation != Relation::Own)
        found.push_back(seat.candidates.front().person + " " +
                        std::string(status_of(now, seat).code));
    }
    return found;
  };
  const int64_t after = approval();
  ASSERT_EQ(sign("chen", after, Relation::After, {"zhao", "hu"}), "ok");
  const int64_t one_by_one = approval();
  ASSERT_EQ(sign("chen", one_by_one, Relation::Before, {"zhao", "hu"}, Signers::OneByOne), "ok");

  EXPECT_THAT(statuses(after), ElementsAre("zhao not_started", "hu not_started"));
  EXPECT_THAT(statuses(one_by_one), ElementsAre("zhao open", "hu not_started"));
  EXPECT_THAT(box(Box::Todo, "hu"), IsEmpty());
}

TEST_F(HandingTest, the_dissent_of_a_signer_before_is_the_seats_dissent) {
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Before, {"zhao"}), "ok");

  ASSERT_EQ(code(act("zhao", key, "disagree")), "ok");

  const Task over = task(key);
  EXPECT_EQ(over.outcome, "disagree");
  EXPECT_EQ(over.seats[0].reason, "signer_disagreed");
  EXPECT_EQ(over.seats[1].reason, "decided");
}

TEST_F(HandingTest, a_signer_after_holds_the_agreement) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  ASSERT_EQ(sign("chen", key, Relation::After, {"zhao", "lin"}), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("chen"));

  ASSERT_FALSE(act("chen", key, "agree")->is_finished);
  EXPECT_TRUE(is_held(task(key), task(key).seats[0]));
  EXPECT_THAT(open_now(key), ElementsAre("zhao", "lin"));
  ASSERT_EQ(code(act("zhao", key, "agree")), "ok");
  ASSERT_TRUE(act("lin", key, "agree")->is_finished);

  EXPECT_EQ(task(key).outcome, "agree");
  EXPECT_EQ(base::int_or(completed_[key]["approve"], "total", 0), 1);
}

TEST_F(HandingTest, a_dissent_needs_no_signer_after) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  ASSERT_EQ(sign("chen", key, Relation::After, {"zhao"}), "ok");

  ASSERT_TRUE(act("chen", key, "disagree")->is_finished);

  EXPECT_EQ(task(key).seats[1].state, SeatState::Canceled);
}

TEST_F(HandingTest, of_any_signers_one_is_enough_and_the_others_are_told) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  ASSERT_EQ(sign("chen", key, Relation::Before, {"zhao", "lin"}, Signers::Any), "ok");

  ASSERT_EQ(code(act("lin", key, "agree")), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("chen"));
  EXPECT_EQ(task(key).seats[1].reason, "group_decided");
}

TEST_F(HandingTest, of_signers_one_by_one_nobody_takes_back_behind_whom_another_has_acted) {
  for (const Relation relation : {Relation::Before, Relation::After}) {
    const int64_t key = approval();
    ASSERT_EQ(sign("chen", key, relation, {"zhao", "hu", "sun"}, Signers::OneByOne), "ok");
    if (relation == Relation::After) {
      ASSERT_EQ(code(act("chen", key, "agree")), "ok");
    }
    ASSERT_EQ(code(act("zhao", key, "agree")), "ok");
    ASSERT_EQ(code(act("hu", key, "agree")), "ok");

    const auto taken_back = [&](const std::string& person) {
      return code(as(person, [&](Context& c) { return take_back(c, key); }));
    };
    EXPECT_EQ(taken_back("zhao"), "work.take_back_not_allowed");
    EXPECT_EQ(taken_back("hu"), "ok");
    EXPECT_EQ(taken_back("zhao"), "ok") << "he who came after has taken his back";
  }
}

TEST_F(HandingTest, no_seat_is_removed_without_which_the_rule_cannot_pass) {
  for (const auto& [policy, more] :
       {std::pair<std::string, engine::Properties>{"count", {{"jw:pass", "2"}}},
        {"weight", {{"jw:pass", ">=4"}, {"jw:weights", "chen=3, lin=1"}}}}) {
    auto properties = more;
    properties["jw:policy"] = policy;
    const int64_t key = approval(properties);

    EXPECT_EQ(remove("chen", key, "2"), "work.not_yours");
    roles_["administrator"] = {"qian"};
    EXPECT_EQ(remove("qian", key, "2"), "work.cannot_pass") << policy;
    EXPECT_THAT(open_now(key), ElementsAre("chen", "lin")) << policy;
  }
}

TEST_F(HandingTest, one_by_one_asks_the_second_after_the_first) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  ASSERT_EQ(sign("chen", key, Relation::Before, {"zhao", "lin"}, Signers::OneByOne), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("zhao"));
  ASSERT_EQ(code(act("zhao", key, "agree")), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("lin"));
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("chen"));
}

TEST_F(HandingTest, a_signer_beside_is_one_more_vote) {
  const int64_t key = approval();
  ASSERT_EQ(sign("lin", key, Relation::Beside, {"zhao"}), "ok");

  for (const char* person : {"chen", "lin"}) ASSERT_EQ(code(act(person, key, "agree")), "ok");
  EXPECT_TRUE(task(key).is_open());
  ASSERT_EQ(code(act("zhao", key, "agree")), "ok");

  EXPECT_EQ(base::int_or(completed_[key]["approve"], "total", 0), 3);
}

TEST_F(HandingTest, signers_add_signers_three_deep_and_no_deeper) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  ASSERT_EQ(sign("chen", key, Relation::Before, {"zhao"}), "ok");
  ASSERT_EQ(sign("zhao", key, Relation::Before, {"lin"}), "ok");
  ASSERT_EQ(sign("lin", key, Relation::After, {"sun"}), "ok");
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  EXPECT_EQ(sign("sun", key, Relation::Before, {"qian"}), "work.signers_too_deep");

  EXPECT_THAT(open_now(key), ElementsAre("sun"));
  for (const char* person : {"sun", "zhao", "chen"})
    ASSERT_EQ(code(act(person, key, "agree")), "ok") << person;
  EXPECT_EQ(task(key).outcome, "agree");
}

TEST_F(HandingTest, who_sits_on_the_task_cannot_be_added_again) {
  const int64_t key = approval();
  EXPECT_EQ(sign("chen", key, Relation::Before, {"lin"}), "work.signer_not_allowed");
  EXPECT_EQ(sign("chen", key, Relation::Before, {"zhao", "zhao"}), "work.signer_not_allowed");
  EXPECT_EQ(sign("chen", key, Relation::Before, {}), "work.unknown_person");
  EXPECT_EQ(sign("zhao", key, Relation::Before, {"sun"}), "work.no_task");
}

TEST_F(HandingTest, only_who_added_a_signer_or_an_administrator_removes_him) {
  roles_["administrator"] = {"qian"};
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Before, {"zhao", "sun"}), "ok");
  ASSERT_EQ(sign("zhao", key, Relation::Before, {"qian"}), "ok");

  EXPECT_EQ(remove("lin", key, "3"), "work.not_yours");
  ASSERT_EQ(remove("chen", key, "3"), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("lin", "sun")) << "whom zhao added went with him";
  ASSERT_EQ(remove("qian", key, "4"), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("chen", "lin"));
  ASSERT_EQ(remove("qian", key, "1"), "ok");
  EXPECT_EQ(remove("qian", key, "2"), "work.signer_not_removable") << "the last seat stays";
}

TEST_F(HandingTest, removing_the_last_silent_one_decides) {
  roles_["administrator"] = {"qian"};
  const int64_t key = approval();
  ASSERT_EQ(sign("chen", key, Relation::Beside, {"qian"}), "ok");
  for (const char* person : {"chen", "lin"}) ASSERT_EQ(code(act(person, key, "agree")), "ok");

  ASSERT_EQ(remove("chen", key, "3"), "ok");

  EXPECT_EQ(task(key).outcome, "agree");
}

TEST_F(HandingTest, a_delegation_comes_back_along_the_way_it_went) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  ASSERT_EQ(delegate_to("chen", key, "zhao"), "ok");
  EXPECT_EQ(code(act("chen", key, "agree")), "work.not_yours");
  EXPECT_EQ(code(act("zhao", key, "agree")), "work.delegated");
  ASSERT_EQ(delegate_to("zhao", key, "sun"), "ok");

  ASSERT_EQ(answer("sun", key), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("zhao"));
  ASSERT_EQ(answer("zhao", key), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("chen"));
  EXPECT_EQ(answer("chen", key), "work.not_delegated");
  ASSERT_TRUE(act("chen", key, "agree")->is_finished);
}

TEST_F(HandingTest, who_is_asked_hears_by_whom_and_what_and_who_asked_whose_answer_it_is) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun"}});

  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "hu", "价格合适吗？"); })),
            "ok");
  EXPECT_THAT(latest_notice("hu").title.zh, HasSubstr("孙悦征求您的意见"));
  EXPECT_EQ(latest_notice("hu").text.zh, "价格合适吗？");

  ASSERT_EQ(code(as("hu", [&](Context& c) { return reply(c, key, {"偏高"}); })), "ok");
  EXPECT_THAT(latest_notice("sun").title.zh, HasSubstr("胡图答复了征求的意见"));
  EXPECT_EQ(latest_notice("sun").text.zh, "偏高");

  ASSERT_EQ(code(as("sun", [&](Context& c) { return circulate(c, key, {"wang"}, "请知悉"); })),
            "ok");
  EXPECT_THAT(latest_notice("wang").title.zh, HasSubstr("孙悦传阅"));
  EXPECT_EQ(latest_notice("wang").text.zh, "请知悉");
}

TEST_F(HandingTest, who_asks_finds_the_task_among_his_done_and_takes_the_question_back) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  const auto seen_by_chen = [&] {
    return std::string(status_for(store_.db(), task(key), "chen", store_.now).code);
  };
  ASSERT_EQ(delegate_to("chen", key, "zhao"), "ok");

  EXPECT_THAT(box(Box::Todo, "chen"), IsEmpty());
  EXPECT_THAT(box(Box::Done, "chen"), ElementsAre(key));
  EXPECT_EQ(seen_by_chen(), "asking");
  ASSERT_EQ(delegate_to("zhao", key, "sun"), "ok");
  const auto take = [&](const std::string& person) {
    return code(as(person, [&](Context& c) { return take_back(c, key); }));
  };
  EXPECT_EQ(take("chen"), "work.not_yours") << "he was asked by nobody last";
  EXPECT_EQ(take("zhao"), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("zhao"));
  EXPECT_THAT(box(Box::Todo, "sun"), IsEmpty());
  EXPECT_EQ(take("chen"), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("chen"));
  EXPECT_THAT(box(Box::Done, "chen"), IsEmpty());
  EXPECT_TRUE(act("chen", key, "agree")->is_finished);
  EXPECT_THAT(box(Box::Done, "chen"), ElementsAre(key));
}

TEST_F(HandingTest, who_waits_for_signers_before_him_finds_the_task_among_his_done) {
  const int64_t key = approval({{"jw:candidates", "person:chen"}});
  ASSERT_EQ(sign("chen", key, Relation::Before, {"zhao"}), "ok");

  EXPECT_THAT(box(Box::Todo, "chen"), IsEmpty());
  EXPECT_THAT(box(Box::Done, "chen"), ElementsAre(key));
  EXPECT_EQ(status_for(store_.db(), task(key), "chen", store_.now).code, "waiting_signers");
  ASSERT_EQ(code(act("zhao", key, "agree")), "ok");
  EXPECT_THAT(box(Box::Todo, "chen"), ElementsAre(key));
  EXPECT_THAT(box(Box::Done, "chen"), IsEmpty());
}

TEST_F(HandingTest, of_a_step_that_is_over_nobody_takes_back_behind_whom_another_has_acted) {
  const int64_t key = approval({{"jw:policy", "sequence"}});
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  ASSERT_EQ(task(key).state, TaskState::Done);

  const auto taken_back = [&](const std::string& person) {
    return code(as(person, [&](Context& c) { return take_back(c, key); }));
  };
  EXPECT_EQ(taken_back("chen"), "work.take_back_not_allowed");
  EXPECT_EQ(taken_back("lin"), "ok");
}

TEST_F(HandingTest, of_a_pool_who_asks_gets_the_task_back) {
  const int64_t key = *offer("visit", {{"jw:candidates", "person:sun, person:qian"}});
  ASSERT_EQ(delegate_to("sun", key, "zhao"), "ok");
  EXPECT_THAT(box(Box::Todo, "qian"), IsEmpty());

  ASSERT_EQ(answer("zhao", key), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("sun"));
}

TEST_F(HandingTest, signers_act_beside_a_claim) {
  const int64_t key = *offer("visit", {{"jw:candidates", "person:sun, person:qian"}});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, key); })), "ok");
  ASSERT_EQ(sign("sun", key, Relation::After, {"zhao"}), "ok");
  EXPECT_EQ(code(act("qian", key, "done")), "work.claimed");
  ASSERT_EQ(code(act("sun", key, "done")), "ok");

  EXPECT_THAT(box(Box::Todo, "zhao"), ElementsAre(key));
  ASSERT_TRUE(act("zhao", key, "done")->is_finished);
}

TEST_F(HandingTest, what_was_claimed_is_claimed_by_whom_it_is_handed_to) {
  const int64_t key = *offer("visit", {{"jw:candidates", "person:sun, person:qian"}});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, key); })), "ok");

  ASSERT_EQ(code(as("sun", [&](Context& c) { return transfer(c, key, "zhao", "出差"); })), "ok");

  EXPECT_EQ(task(key).claimed_by, "zhao");
  EXPECT_EQ(code(act("qian", key, "done")), "work.claimed");
  EXPECT_THAT(box(Box::Todo, "qian"), IsEmpty());
  ASSERT_EQ(code(as("zhao", [&](Context& c) { return unclaim(c, key); })), "ok");
  EXPECT_THAT(box(Box::Todo, "qian"), ElementsAre(key)) << "he may give it back to the others";
  ASSERT_TRUE(act("zhao", key, "done")->is_finished);
}

TEST_F(HandingTest, of_what_nobody_has_claimed_the_one_part_is_handed_on) {
  const int64_t key = *offer("visit", {{"jw:candidates", "person:sun, person:qian"}});

  ASSERT_EQ(code(as("sun", [&](Context& c) { return transfer(c, key, "zhao", "出差"); })), "ok");

  EXPECT_EQ(task(key).claimed_by, "");
  EXPECT_THAT(open_now(key), ElementsAre("zhao", "qian"));
}

TEST_F(HandingTest, a_position_that_asked_stays_a_position) {
  const int64_t key = *offer("plan", {{"jw:candidates", "position:sales_manager"}});
  ASSERT_EQ(delegate_to("lin", key, "zhao"), "ok");
  ASSERT_EQ(answer("zhao", key), "ok");
  appoint("sun", "sales_manager");
  release("lin", "sales_manager");
  with("system", [&](Context& c) { return resolve_open_seats(c); });

  EXPECT_THAT(open_now(key), ElementsAre("sun"));
}

TEST_F(HandingTest, a_vote_is_taken_back_until_somebody_acts_after_it) {
  const int64_t key = approval({{"jw:policy", "sequence"}});
  const auto back = [&](const std::string& person) {
    return code(as(person, [&](Context& c) { return take_back(c, key); }));
  };
  EXPECT_EQ(back("chen"), "work.not_yours");
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("lin"));

  ASSERT_EQ(back("chen"), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("chen"));
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  EXPECT_EQ(task(key).outcome, "agree");
}

TEST_F(HandingTest, a_vote_is_taken_back_behind_a_seat_with_added_signers) {
  for (const Relation relation : {Relation::Before, Relation::Beside, Relation::After}) {
    const int64_t key = approval(
        {{"jw:policy", "sequence"}, {"jw:candidates", "person:chen, person:lin, person:sun"}});
    const auto back = [&](const std::string& person) {
      return code(as(person, [&](Context& c) { return take_back(c, key); }));
    };
    ASSERT_EQ(sign("chen", key, relation, {"zhao"}), "ok");
    for (const std::string person : {"zhao", "chen", "zhao"}) (void)act(person, key, "agree");
    ASSERT_THAT(open_now(key), ElementsAre("lin"));
    ASSERT_EQ(code(act("lin", key, "agree")), "ok");

    EXPECT_EQ(back("zhao"), "work.take_back_not_allowed") << "lin has acted behind";
    EXPECT_EQ(back("lin"), "ok");
    EXPECT_THAT(open_now(key), ElementsAre("lin"));
  }
}

TEST_F(HandingTest, a_step_that_moved_the_record_is_not_taken_back) {
  const int64_t key =
      approval({{"jw:candidates", "person:chen"}, {"jw:on.agree.transition", "approve"}});
  ASSERT_TRUE(act("chen", key, "agree")->is_finished);

  EXPECT_EQ(code(as("chen", [&](Context& c) { return take_back(c, key); })),
            "work.take_back_not_allowed");
}

TEST_F(HandingTest, taking_back_is_offered_only_as_long_as_it_can_be_done) {
  const auto offers = [&](int64_t key, const std::string& person) {
    const auto acts =
        with(person, [&](Context& c) { return offered_acts(c.tx.db, task(key), person); });
    return std::ranges::count(acts, "take_back") == 1;
  };
  const int64_t vote = approval(
      {{"jw:policy", "sequence"}, {"jw:candidates", "person:chen, person:lin, person:zhao"}});
  EXPECT_FALSE(offers(vote, "chen"));
  ASSERT_EQ(code(act("chen", vote, "agree")), "ok");
  EXPECT_TRUE(offers(vote, "chen"));
  ASSERT_EQ(code(act("lin", vote, "agree")), "ok");
  EXPECT_FALSE(offers(vote, "chen"));

  const int64_t moved =
      approval({{"jw:candidates", "person:chen"}, {"jw:on.agree.transition", "approve"}});
  ASSERT_TRUE(act("chen", moved, "agree")->is_finished);
  EXPECT_FALSE(offers(moved, "chen"));
}

TEST_F(HandingTest, taking_a_step_back_is_not_offered_when_the_next_was_acted_on) {
  const auto offers = [&](int64_t key) {
    const auto acts =
        with("sun", [&](Context& c) { return offered_acts(c.tx.db, task(key), "sun"); });
    return std::ranges::count(acts, "take_back") == 1;
  };
  const int64_t first = *offer("draw", {{"jw:candidates", "person:sun"}});
  ASSERT_TRUE(act("sun", first, "done")->is_finished);
  hooks_.elements_before = [](int64_t, const std::string&) {
    return std::vector<std::string>{"draw"};
  };
  const int64_t next = *offer("check", {{"jw:candidates", "person:qian"}});
  EXPECT_TRUE(offers(first));

  ASSERT_TRUE(act("qian", next, "done")->is_finished);
  EXPECT_FALSE(offers(first));
}

// --- who has no part in the work on the record

class ExclusionTest : public HandingTest {
 protected:
  ExclusionTest() {
    hooks_.may_take_part = [](const engine::RecordRef&,
                              const std::string& person) -> base::Result<void> {
      if (person != "zhao") return {};
      base::Error error = base::refusal("records.rule_violated").with_clause("T-1");
      error.code = "project.not_for_zhao";
      return error;
    };
    hooks_.excludes_people = [](const engine::RecordRef&) { return true; };
  }
};

TEST_F(ExclusionTest, nobody_hands_a_task_to_an_excluded_person) {
  const int64_t key = approval();
  const auto hand = [&](auto act) { return code(as("chen", act)); };
  const std::string refused = "project.not_for_zhao";

  EXPECT_EQ(hand([&](Context& c) { return transfer(c, key, "zhao", ""); }), refused);
  EXPECT_EQ(delegate_to("chen", key, "zhao"), refused);
  EXPECT_EQ(sign("chen", key, Relation::Beside, {"sun", "zhao"}), refused);
  EXPECT_EQ(hand([&](Context& c) { return copy(c, key, {"zhao"}); }), refused);
  EXPECT_EQ(hand([&](Context& c) { return circulate(c, key, {"zhao"}, "请阅"); }), refused);
  EXPECT_EQ(hand([&](Context& c) { return transfer(c, key, "sun", ""); }), "ok");
}

TEST_F(ExclusionTest, neither_candidate_nor_deputy_nor_reader_is_an_excluded_person) {
  deputise("lin", "zhao");
  const int64_t key = *offer("approve", {{"jw:kind", "approve"},
                                         {"jw:candidates", "person:zhao, person:lin"},
                                         {"jw:copy", "person:zhao, person:sun"}});

  EXPECT_THAT(open_now(key), ElementsAre("lin"));
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  const auto readers = store_.db().query("SELECT person FROM work_copy");
  ASSERT_EQ(readers.size(), 1u);
  EXPECT_EQ(readers.front().text(0), "sun");
}

}  // namespace
}  // namespace work::testing
