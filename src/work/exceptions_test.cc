// Who is asked in the cases that nobody thought of, and what a rule does by itself.
#include "work/status.h"
#include "work/steps/superiors.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class ExceptionTest : public WorkTest {
 protected:
  base::Result<int64_t> approval(engine::Properties properties,
                                 const std::string& element = "approve") {
    properties.emplace("jw:kind", "approve");
    return offer(element, properties);
  }
  // The machine reason of the last event of a kind.
  std::string reason_of(const std::string& act) {
    std::string reason;
    for (const auto& entry : timeline_of_record(store_.db(), {"project", 7})) {
      if (entry.act != act) continue;
      EXPECT_FALSE(entry.reason_text.zh.empty() || entry.reason_text.en.empty()) << act;
      reason = entry.reason;
    }
    return reason;
  }
};

TEST_F(ExceptionTest, nobody_found_goes_to_the_administrators) {
  roles_["administrator"] = {"qian"};

  const int64_t key = *approval({{"jw:candidates", "role:nobody"}});

  EXPECT_THAT(open_now(key), ElementsAre("qian"));
  EXPECT_EQ(reason_of("reassigned"), "nobody_substitute");
}

TEST_F(ExceptionTest, nobody_found_passes_or_rejects_only_where_it_is_written) {
  const int64_t passed = *approval({{"jw:candidates", "role:nobody"}, {"jw:empty", "pass"}});
  EXPECT_EQ(task(passed).outcome, "agree");
  EXPECT_EQ(reason_of("auto_passed"), "nobody_pass");

  const int64_t rejected = *approval({{"jw:candidates", "role:nobody"}, {"jw:empty", "reject"}});
  EXPECT_EQ(task(rejected).outcome, "disagree");
  EXPECT_EQ(reason_of("auto_rejected"), "nobody_reject");
}

TEST_F(ExceptionTest, an_applicant_who_is_passed_over_counts_for_nothing_beside_others) {
  const auto among_three = [&](engine::Properties properties) {
    properties["jw:candidates"] = "person:wang, person:lin, person:chen";
    properties["jw:applicant"] = "skip";
    return *approval(properties);
  };
  const std::vector<engine::Properties> rules{
      {{"jw:policy", "one_pass"}},
      {{"jw:policy", "ratio"}, {"jw:pass", "1/3"}},
      {{"jw:policy", "count"}, {"jw:pass", "1"}},
      {{"jw:policy", "weight"}, {"jw:pass", ">=2"}, {"jw:weights", "wang=3, lin=2"}}};
  for (const auto& rule : rules) {
    const int64_t key = among_three(rule);
    const std::string& policy = rule.at("jw:policy");

    ASSERT_TRUE(task(key).is_open()) << policy;
    EXPECT_THAT(open_now(key), ElementsAre("lin", "chen")) << policy;
    EXPECT_EQ(reason_of("seat_skipped"), "applicant_aside");
    ASSERT_EQ(code(act("lin", key, "agree")), "ok");
    EXPECT_EQ(task(key).outcome, "agree") << policy;
  }

  const int64_t needed = among_three({{"jw:policy", "count"}, {"jw:pass", "3"}});
  EXPECT_EQ(reason_of("auto_passed"), "applicant_skipped");
  EXPECT_THAT(open_now(needed), ElementsAre("lin", "chen"));
}

TEST_F(ExceptionTest, nobody_found_is_given_to_whom_the_step_names) {
  const int64_t key =
      *approval({{"jw:candidates", "role:nobody"}, {"jw:empty", "position:sales_manager"}});

  EXPECT_THAT(open_now(key), ElementsAre("lin"));
}

TEST_F(ExceptionTest, a_step_whose_substitutes_may_not_act_either_is_not_begun) {
  const auto given_to = [&](const std::string& empty) {
    return approval(
        {{"jw:candidates", "person:wang"}, {"jw:applicant", "deputy"}, {"jw:empty", empty}});
  };
  EXPECT_EQ(code(given_to("person:wang")), "work.no_candidate");
  EXPECT_THAT(open_now(*given_to("person:wang, person:lin")), ElementsAre("lin"));
}

TEST_F(ExceptionTest, the_applicants_own_matter_is_skipped_or_given_upwards) {
  const auto ruled = [&](const std::string& rule) {
    return *approval({{"jw:candidates", "person:wang"}, {"jw:applicant", rule}});
  };

  EXPECT_THAT(open_now(ruled("allowed")), ElementsAre("wang"));
  EXPECT_THAT(open_now(ruled("superior")), ElementsAre("lin"));
  EXPECT_THAT(open_now(ruled("unit_head")), ElementsAre("lin"));
  EXPECT_EQ(task(ruled("skip")).outcome, "agree");
  EXPECT_EQ(reason_of("auto_passed"), "applicant_skipped");
}

TEST_F(ExceptionTest, who_did_a_step_or_for_whom_it_was_done_does_not_check_it) {
  const engine::Properties checked = {{"jw:candidates", "person:lin, person:sun, person:qian"},
                                      {"jw:applicant", "deputy"},
                                      {"jw:applicants", "done_by:make"}};
  EXPECT_THAT(open_now(*approval(checked)), ElementsAre("lin", "sun", "qian"));
  deputise("sun", "lin");
  const int64_t made = *offer("make", {{"jw:candidates", "person:sun"}});
  ASSERT_EQ(code(act("lin", made, "done")), "ok");

  EXPECT_THAT(open_now(*approval(checked)), ElementsAre("qian"));
}

TEST_F(ExceptionTest, a_step_handed_to_its_checker_is_checked_by_somebody_else) {
  roles_["administrator"] = {"qian"};
  fields_["member"] = {"sun"};
  const int64_t made = *offer("make", {{"jw:candidates", "person:sun"}});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return transfer(c, made, "lin", "请做"); })), "ok");
  ASSERT_EQ(code(act("lin", made, "done")), "ok");

  const int64_t check = *approval({{"jw:candidates", "person:lin"},
                                   {"jw:applicant", "deputy"},
                                   {"jw:acts", "-transfer"},
                                   {"jw:applicants", "field:member, done_by:make"}});

  EXPECT_THAT(open_now(check), ElementsAre("qian"));
  EXPECT_EQ(reason_of("reassigned"), "applicant_substitute");
  EXPECT_EQ(notices(store_.db(), "qian", NoticeChoice::All, 1, 0)[0].text.zh,
            "原应办理的人是此事项的当事人，不能由其决定，按规则由您办理");
}

TEST_F(ExceptionTest, who_has_agreed_in_this_pass_is_not_asked_again) {
  ASSERT_EQ(code(act("lin", *approval({{"jw:candidates", "person:lin"}}, "first"), "agree")), "ok");
  const int64_t between = *approval({{"jw:candidates", "person:chen"}}, "second");
  ASSERT_EQ(code(act("chen", between, "agree")), "ok");

  const engine::Properties again = {{"jw:candidates", "person:lin"}};
  const auto ask = [&](const std::string& rule) {
    engine::Properties properties = again;
    properties["jw:duplicates"] = rule;
    return *approval(properties, "third");
  };
  EXPECT_TRUE(task(ask("ask")).is_open());
  EXPECT_TRUE(task(ask("consecutive")).is_open());
  EXPECT_EQ(task(ask("first")).outcome, "agree");
  EXPECT_EQ(reason_of("auto_passed"), "duplicate");
}

TEST_F(ExceptionTest, an_approval_before_a_return_does_not_count_as_one) {
  ASSERT_EQ(code(act("lin", *approval({{"jw:candidates", "person:lin"}}, "first"), "agree")), "ok");
  const int64_t second = *approval({{"jw:candidates", "person:chen"}}, "second");
  behind_ = {"first", "second"};
  ASSERT_EQ(code(as("chen",
                    [&](Context& c) {
                      return return_to(c, second, {"first", AfterReturn::Again, "再看"});
                    })),
            "ok");

  const int64_t again =
      *approval({{"jw:candidates", "person:lin"}, {"jw:duplicates", "first"}}, "first");

  EXPECT_TRUE(task(again).is_open());
}

TEST_F(ExceptionTest, a_chain_asks_level_after_level_and_passes_vacant_ones_over) {
  const int64_t key = *approval({{"jw:candidates", "superiors:starter"}});
  EXPECT_EQ(task(key).seats.size(), 2u);
  EXPECT_THAT(open_now(key), ElementsAre("lin"));
  ASSERT_EQ(code(act("lin", key, "agree")), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("chen"));

  EXPECT_EQ(task(*approval({{"jw:candidates", "superiors:starter:top-1"}})).seats.size(), 1u);
  release("lin", "sales_manager");
  EXPECT_THAT(open_now(*approval({{"jw:candidates", "superior:starter"}})), ElementsAre("chen"));
}

TEST_F(ExceptionTest, the_superior_of_a_superior_is_an_employees_second_one) {
  const auto level = [&](const std::string& person) {
    return *superior_positions(store_.db(), person, store_.now);
  };
  EXPECT_THAT(level("wang"), ElementsAre("sales_manager", "general_manager"));
  EXPECT_THAT(level("lin"), ElementsAre("general_manager"));
  EXPECT_THAT(level("chen"), IsEmpty());
  EXPECT_THAT(*unit_head_positions(store_.db(), "lin", store_.now),
              ElementsAre("sales_manager", "general_manager"));
}

TEST_F(ExceptionTest, units_that_contain_each_other_are_refused) {
  store_.db().execute("UPDATE org_unit_term SET parent = 'sales' WHERE unit = 'company'", {});

  EXPECT_EQ(code(approval({{"jw:candidates", "superiors:starter"}})), "org.unit_cycle");
}

TEST_F(ExceptionTest, chosen_people_are_asked_and_a_missing_choice_is_named) {
  const auto missing = approval({{"jw:candidates", "choice:starter"}});
  EXPECT_EQ(code(missing), "work.choice_required");
  EXPECT_EQ(missing.error().missing.front().name, "approve");

  formulas_["choice_approve"] = {"zhao"};
  EXPECT_THAT(open_now(*approval({{"jw:candidates", "choice:starter"}})), ElementsAre("zhao"));
}

TEST_F(ExceptionTest, a_rule_that_nobody_could_meet_is_not_handed_out) {
  const auto refused = approval(
      {{"jw:candidates", "person:lin, person:chen"}, {"jw:policy", "count"}, {"jw:pass", "3"}});

  ASSERT_EQ(code(refused), "work.cannot_pass");
  ASSERT_EQ(refused.error().missing.size(), 1U);
  EXPECT_EQ(refused.error().missing.front().name, "approve");
  EXPECT_EQ(refused.error().missing.front().how.zh, "只有 2 席，须 3 票同意");
  EXPECT_EQ(refused.error().missing.front().how.en, "seats: 2, agreements needed: 3");
}

TEST_F(ExceptionTest, a_step_refuses_the_acts_that_it_does_not_offer) {
  const int64_t key = *approval({{"jw:candidates", "person:lin"}, {"jw:acts", "delegate!"}});

  EXPECT_EQ(code(as("lin", [&](Context& c) { return transfer(c, key, "chen", ""); })),
            "work.act_not_offered");
  EXPECT_EQ(code(as("lin", [&](Context& c) { return delegate(c, key, "chen", " "); })),
            "work.reason_required");
  EXPECT_THAT(with("lin", [&](Context& c) { return offered_acts(c.tx.db, task(key), "lin"); }),
              Not(Contains("transfer")));
}

TEST_F(ExceptionTest, a_two_thirds_vote_is_decided_by_the_second_of_three) {
  const int64_t key = *approval({{"jw:candidates", "person:lin, person:chen, person:zhao"},
                                 {"jw:policy", "ratio"},
                                 {"jw:pass", "2/3"}});
  ASSERT_FALSE(act("zhao", key, "disagree")->is_finished);
  ASSERT_FALSE(act("lin", key, "agree")->is_finished);
  ASSERT_TRUE(act("chen", key, "agree")->is_finished);

  EXPECT_EQ(task(key).outcome, "agree");
}

TEST_F(ExceptionTest, what_is_due_is_decided_closed_or_given_on) {
  const auto due = [&](const std::string& what, const std::string& policy) {
    return *approval({{"jw:candidates", "person:lin, person:zhao"},
                      {"jw:policy", policy},
                      {"jw:due", "P1D"},
                      {"jw:overdue", what}});
  };
  const int64_t passed = due("pass", "all");
  const int64_t rejected = due("reject", "all");
  const int64_t closed = due("close", "one_pass");
  const int64_t given = due("transfer person:qian", "any");
  const int64_t escalated = due("escalate", "any");
  advance_to(later("P2D"));

  EXPECT_EQ(task(passed).outcome, "agree");
  EXPECT_EQ(task(passed).reason, "overdue_pass");
  EXPECT_EQ(task(rejected).outcome, "disagree");
  EXPECT_EQ(task(closed).outcome, "disagree");
  EXPECT_THAT(open_now(given), ElementsAre("qian"));
  EXPECT_THAT(open_now(escalated), ElementsAre("chen"));
  EXPECT_EQ(reason_of("reassigned"), "overdue_escalate");
}

TEST_F(ExceptionTest, reminders_stop_after_so_many) {
  const int64_t key = *approval({{"jw:candidates", "person:lin"}, {"jw:remind", "P1D/P1D*2"}});
  advance_to(later("P9D"));

  int reminders = 0;
  for (const auto& entry : timeline_of_record(store_.db(), {"project", 7}))
    reminders += entry.act == "reminded" ? 1 : 0;
  EXPECT_EQ(reminders, 2);
  EXPECT_TRUE(task(key).is_open());
}

TEST_F(ExceptionTest, blind_votes_are_told_only_after_the_decision) {
  const int64_t key = *review({{"jw:blind", "true"}});
  ASSERT_EQ(code(act("chen", key, "agree", "很好")), "ok");
  const auto opinions = [&](const std::string& person) {
    auto story = timeline_of_record(store_.db(), {"project", 7});
    hide_blind_votes(store_.db(), story, person);
    std::string all;
    for (const auto& entry : story) all += entry.opinion;
    return all;
  };

  EXPECT_EQ(opinions("lin"), "");
  EXPECT_EQ(opinions("chen"), "很好");
  for (const char* person : {"lin", "zhao"}) ASSERT_EQ(code(act(person, key, "agree")), "ok");
  EXPECT_THAT(opinions("lin"), HasSubstr("很好"));
}

TEST_F(ExceptionTest, what_is_circulated_is_confirmed_once) {
  const int64_t key = *approval({{"jw:candidates", "person:lin"}});
  const auto read = [&](const std::string& person) {
    return code(as(person, [&](Context& c) { return confirm_read(c, key, "已阅"); }));
  };
  ASSERT_EQ(code(as("lin", [&](Context& c) { return circulate(c, key, {"zhao"}, ""); })), "ok");
  EXPECT_EQ(read("lin"), "work.not_yours");
  ASSERT_EQ(read("zhao"), "ok");
  ASSERT_EQ(read("zhao"), "ok");

  int confirmed = 0;
  for (const auto& entry : timeline_of_record(store_.db(), {"project", 7}))
    confirmed += entry.act == "read_confirmed" ? 1 : 0;
  EXPECT_EQ(confirmed, 1);
}

TEST_F(ExceptionTest, the_starter_mends_and_the_process_begins_again) {
  const int64_t key = *approval({{"jw:candidates", "person:lin"}});
  ASSERT_EQ(code(as("lin",
                    [&](Context& c) {
                      return return_to(c, key, {"$starter", AfterReturn::Again, "金额有误"});
                    })),
            "ok");
  ASSERT_THAT(box(Box::Todo, "wang"), ::testing::SizeIs(1));
  EXPECT_THAT(open_now(key), IsEmpty());
  const int64_t mending = box(Box::Todo, "wang").front();

  ASSERT_EQ(code(act("wang", mending, "resubmit")), "ok");

  EXPECT_THAT(returned_, ElementsAre("$start"));
}

TEST_F(ExceptionTest, straight_back_asks_the_returning_step_anew) {
  const int64_t first = *approval({{"jw:candidates", "person:zhao"}}, "first");
  ASSERT_EQ(code(act("zhao", first, "agree")), "ok");
  const int64_t key =
      *approval({{"jw:candidates", "person:lin, person:chen"}, {"jw:policy", "all"}});
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  ASSERT_EQ(code(as("lin",
                    [&](Context& c) {
                      return return_to(c, key, {"first", AfterReturn::Back, "补充"});
                    })),
            "ok");
  const int64_t redone = box(Box::Todo, "zhao").front();
  EXPECT_EQ(code(act("lin", key, "agree")), "work.not_yours");

  ASSERT_EQ(code(act("zhao", redone, "agree")), "ok");

  EXPECT_THAT(returned_, IsEmpty());
  EXPECT_THAT(open_now(key), ElementsAre("lin", "chen"));
  EXPECT_TRUE(task(key).seats[1].outcome.empty()) << "the earlier vote does not count";
}

TEST_F(ExceptionTest, straight_back_from_what_is_done_over_goes_back_along_the_way_it_came) {
  const auto back_to = [&](const std::string& person, int64_t key, std::string_view element) {
    return code(as(person, [&](Context& c) {
      return return_to(c, key, {std::string(element), AfterReturn::Back, "补充"});
    }));
  };
  ASSERT_EQ(code(act("zhao", *approval({{"jw:candidates", "person:zhao"}}, "first"), "agree")),
            "ok");
  ASSERT_EQ(code(act("sun", *approval({{"jw:candidates", "person:sun"}}, "second"), "agree")),
            "ok");
  const int64_t key = *approval({{"jw:candidates", "person:lin"}});
  ASSERT_EQ(back_to("lin", key, "second"), "ok");
  const int64_t second = box(Box::Todo, "sun").front();
  ASSERT_EQ(back_to("sun", second, "first"), "ok");
  const int64_t first = box(Box::Todo, "zhao").front();
  ASSERT_EQ(back_to("zhao", first, starter_target), "ok");

  ASSERT_EQ(code(act("wang", box(Box::Todo, "wang").front(), "resubmit")), "ok");
  EXPECT_THAT(box(Box::Todo, "zhao"), ElementsAre(first));
  ASSERT_EQ(code(act("zhao", first, "agree")), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(second));
  EXPECT_THAT(box(Box::Todo, "lin"), IsEmpty());
  ASSERT_EQ(code(act("sun", second, "agree")), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("lin"));
}

TEST_F(ExceptionTest, a_dissent_or_a_return_again_ends_all_that_is_done_over) {
  for (const bool is_dissent : {true, false}) {
    returned_.clear();
    ASSERT_EQ(code(act("zhao", *approval({{"jw:candidates", "person:zhao"}}, "first"), "agree")),
              "ok");
    ASSERT_EQ(code(act("sun", *approval({{"jw:candidates", "person:sun"}}, "second"), "agree")),
              "ok");
    const int64_t key = *approval({{"jw:candidates", "person:lin"}});
    for (const auto& [person, task_key, element] :
         std::vector<std::tuple<std::string, int64_t, std::string>>{{"lin", key, "second"},
                                                                    {"sun", 0, "first"}}) {
      const int64_t at = task_key != 0 ? task_key : box(Box::Todo, person).front();
      ASSERT_EQ(code(as(person,
                        [&](Context& c) {
                          return return_to(c, at, {element, AfterReturn::Back, "补充"});
                        })),
                "ok");
    }
    const int64_t first = box(Box::Todo, "zhao").front();
    if (is_dissent) {
      ASSERT_EQ(code(act("zhao", first, "disagree")), "ok");
      EXPECT_THAT(returned_, ElementsAre("first"));
    } else {
      const Return again{std::string(starter_target), AfterReturn::Again, "重填"};
      ASSERT_EQ(code(as("zhao", [&](Context& c) { return return_to(c, first, again); })), "ok");
      EXPECT_EQ(box(Box::Todo, "wang").size(), 1U);
    }
    if (is_dissent)
      as("system", [&](Context& c) {
        cancel_task(c, key, "returned");
        return base::Result<void>();
      });
    for (const char* person : {"zhao", "sun", "lin"})
      EXPECT_THAT(box(Box::Todo, person), IsEmpty()) << person;
  }
}

TEST_F(ExceptionTest, a_due_seat_that_is_away_for_an_opinion_goes_to_the_superior_of_its_person) {
  const int64_t key =
      *approval({{"jw:candidates", "person:sun"}, {"jw:due", "P1D"}, {"jw:overdue", "escalate"}});
  const auto ask = [&](const std::string& person, const std::string& other) {
    return code(as(person, [&](Context& c) { return delegate(c, key, other, "看法"); }));
  };
  ASSERT_EQ(ask("sun", "qian"), "ok");
  ASSERT_EQ(ask("qian", "hu"), "ok");

  advance_to(later("P2D"));

  EXPECT_THAT(open_now(key), ElementsAre("lin")) << "sun's, not qian's who is chen";
  EXPECT_THAT(titles("sun"), Contains(HasSubstr("席位到期已转出")));
  EXPECT_THAT(titles("qian"), Contains(HasSubstr("席位到期已转出")));
  EXPECT_THAT(titles("hu"), Contains(HasSubstr("已到期")));
  EXPECT_THAT(titles("lin"), Not(Contains(HasSubstr("席位到期已转出"))));
}

TEST_F(ExceptionTest, clocks_begin_anew_when_a_step_is_asked_again) {
  const int64_t first = *approval({{"jw:candidates", "person:zhao"}}, "first");
  ASSERT_EQ(code(act("zhao", first, "agree")), "ok");
  const int64_t key = *approval({{"jw:candidates", "person:lin"}, {"jw:due", "PT2H"}});
  const base::Time before = *task(key).due_at;
  ASSERT_EQ(code(as("lin",
                    [&](Context& c) {
                      return return_to(c, key, {"first", AfterReturn::Back, "补充"});
                    })),
            "ok");
  store_.now = before + base::hours(5);
  EXPECT_FALSE(is_overdue(task(key), store_.now)) << "it waits for what it was returned to";

  ASSERT_EQ(code(act("zhao", box(Box::Todo, "zhao").front(), "agree")), "ok");

  EXPECT_EQ(*task(key).due_at, store_.now + base::hours(2));
  EXPECT_FALSE(is_overdue(task(key), store_.now));
  EXPECT_TRUE(is_overdue(task(key), store_.now + base::hours(2)));
}

TEST_F(ExceptionTest, straight_back_asks_the_signers_anew_but_those_removed) {
  const int64_t first = *approval({{"jw:candidates", "person:zhao"}}, "first");
  ASSERT_EQ(code(act("zhao", first, "agree")), "ok");
  const int64_t key = *approval({{"jw:candidates", "person:chen"}});
  const auto sign = [&](const std::string& person) {
    return code(as("chen", [&](Context& c) {
      return add_signers(c, key, {Relation::After, Signers::All, {person}, ""});
    }));
  };
  ASSERT_EQ(sign("sun"), "ok");
  ASSERT_EQ(sign("qian"), "ok");
  ASSERT_EQ(code(as("chen", [&](Context& c) { return remove_signer(c, key, "3", ""); })), "ok");
  ASSERT_EQ(code(act("chen", key, "agree")), "ok");
  ASSERT_EQ(code(as("sun",
                    [&](Context& c) {
                      return return_to(c, key, {"first", AfterReturn::Back, "补充"});
                    })),
            "ok");

  ASSERT_EQ(code(act("zhao", box(Box::Todo, "zhao").front(), "agree")), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("chen"));
  ASSERT_FALSE(act("chen", key, "agree")->is_finished);
  EXPECT_THAT(open_now(key), ElementsAre("sun")) << "who sent it back sees what became of it";
  EXPECT_TRUE(act("sun", key, "agree")->is_finished);
}

TEST_F(ExceptionTest, a_return_stops_at_what_moved_the_record) {
  const int64_t first = *approval({{"jw:candidates", "person:zhao"}}, "first");
  ASSERT_EQ(code(act("zhao", first, "agree")), "ok");
  const int64_t second = *approval(
      {{"jw:candidates", "person:zhao"}, {"jw:on.agree.transition", "approve"}}, "second");
  ASSERT_EQ(code(act("zhao", second, "agree")), "ok");
  const int64_t key = *approval({{"jw:candidates", "person:lin"}});
  const auto go = [&](const char* element, AfterReturn strategy) {
    return code(as("lin", [&](Context& c) {
      return return_to(c, key, {element, strategy, "再看"});
    }));
  };

  const auto targets = return_targets(store_.db(), task(key));
  ASSERT_EQ(targets.size(), 2u) << "what was approved stays approved";
  EXPECT_EQ(targets[0].element, "first");
  EXPECT_THAT(targets[0].strategies, ElementsAre(AfterReturn::Back));
  EXPECT_EQ(targets[1].element, "$starter");
  EXPECT_THAT(targets[1].strategies, ElementsAre(AfterReturn::Back));
  EXPECT_EQ(go("second", AfterReturn::Back), "work.return_not_allowed");
  EXPECT_EQ(go("first", AfterReturn::Again), "work.return_not_allowed");
  EXPECT_EQ(go("first", AfterReturn::Choose), "ok");
  EXPECT_THAT(returned_, IsEmpty()) << "straight back is the only way, so it is the usual one";
}

TEST_F(ExceptionTest, nobody_returns_what_he_started_to_himself) {
  ASSERT_EQ(code(act("zhao", *approval({{"jw:candidates", "person:zhao"}}, "first"), "agree")),
            "ok");
  const auto offered = [&](const std::string& candidates) {
    std::vector<std::string> elements;
    const int64_t key = *approval({{"jw:candidates", candidates}});
    for (const ReturnTarget& target : return_targets(store_.db(), task(key)))
      elements.push_back(target.element);
    return elements;
  };

  EXPECT_THAT(offered("starter"), ElementsAre("first"));
  EXPECT_THAT(offered("starter, person:lin"), ElementsAre("first", "$starter"));

  deputise("wang", "sun");
  EXPECT_THAT(offered("starter"), ElementsAre("first")) << "his deputy would return it to him";
  const int64_t own = *approval({{"jw:candidates", "starter"}, {"jw:return", "starter"}});
  EXPECT_THAT(offered_acts(store_.db(), task(own), "wang"), Not(Contains("return")));
}

TEST_F(ExceptionTest, a_dissent_that_moved_nothing_is_no_hindrance) {
  const int64_t first =
      *approval({{"jw:candidates", "person:zhao"}, {"jw:on.agree.transition", "approve"}}, "first");
  ASSERT_EQ(code(act("zhao", first, "disagree")), "ok");
  const int64_t key = *approval({{"jw:candidates", "person:lin"}});

  EXPECT_THAT(return_targets(store_.db(), task(key)).front().strategies,
              ElementsAre(AfterReturn::Again, AfterReturn::Back));
}

}  // namespace
}  // namespace work::testing
