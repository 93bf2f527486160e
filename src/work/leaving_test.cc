#include "work/leaving.h"

#include "org/leaving.h"
#include "work/acting_starter.h"
#include "work/assignment.h"
#include "work/evaluation.h"
#include "work/instances.h"
#include "work/own_matters.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class LeavingTest : public WorkTest {
 protected:
  base::Result<int64_t> leave(const std::string& from, const std::string& to,
                              std::map<int64_t, std::string> to_of_task = {},
                              const std::string& reason = "离职交接") {
    return as("system", [&](Context& c) {
      return hand_over(c, {from, to, std::move(to_of_task), reason});
    });
  }
  std::vector<int64_t> held(const std::string& person) {
    return with("system", [&](Context& c) {
      std::vector<int64_t> tasks;
      for (const HeldSeat& seat : held_seats(c, person)) tasks.push_back(seat.task);
      return tasks;
    });
  }
  void gone(const std::string& person, const std::string& successor = "") {
    with("system", [&](Context& c) {
      EXPECT_TRUE(org::deactivate_person(c.tx, person).ok());
      org::name_successor(c.tx, person, successor);
    });
  }
  void returns(const std::string& person) {
    with("system", [&](Context& c) {
      const base::Text name = org::person(c.tx.db, person)->name;
      EXPECT_TRUE(org::change_person(c.tx, {person, name, "", ""}).ok());
      resolve_open_seats(c);
    });
  }
  std::string back(int64_t key) {
    return code(as("sun", [&](Context& c) {
      return return_to(c, key, {"$starter", AfterReturn::Back, "金额有误"});
    }));
  }
  std::string take_out(const std::string& person) {
    return code(as(person, [&](Context& c) { return withdraw(c, 1000, "不再需要"); }));
  }
};

TEST_F(LeavingTest, everything_open_goes_to_its_successor_in_one_act) {
  const int64_t first = *offer("work", {{"jw:candidates", "person:sun"}});
  const int64_t second = *offer("more", {{"jw:candidates", "person:sun"}});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, first); })), "ok");
  EXPECT_THAT(held("sun"), ElementsAre(first, second));

  EXPECT_EQ(*leave("sun", "hu", {{second, "qian"}}), 2);

  EXPECT_THAT(held("sun"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "sun"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "hu"), ElementsAre(first));
  EXPECT_THAT(box(Box::Todo, "qian"), ElementsAre(second));
  EXPECT_THAT(titles("hu"), Contains(HasSubstr("待办")));
  EXPECT_EQ(code(act("hu", first, "done")), "ok");
}

TEST_F(LeavingTest, whom_a_record_names_for_a_later_vote_is_followed_by_who_took_over) {
  roles_["administrator"] = {"chen"};
  fields_["crew"] = {"sun", "hu"};
  gone("sun", "qian");
  const engine::Properties vote = {
      {"jw:kind", "approve"}, {"jw:policy", "all"}, {"jw:candidates", "field:crew"}};

  EXPECT_THAT(open_now(*offer("followed", vote)), ElementsAre("qian", "hu"));

  gone("qian");
  EXPECT_THAT(open_now(*offer("by_nobody", vote)), ElementsAre("chen", "hu"));
}

TEST_F(LeavingTest, who_votes_in_the_place_of_a_leaver_has_the_weight_of_his_vote) {
  roles_["administrator"] = {"chen"};
  fields_["crew"] = {"sun", "hu"};
  gone("sun", "qian");
  const auto weights = [&](int64_t key) {
    std::vector<int64_t> out;
    for (const Seat& seat : task(key).seats) out.push_back(seat.weight);
    return out;
  };
  const auto vote = [](const std::string& candidates) -> engine::Properties {
    return {{"jw:kind", "vote"},
            {"jw:policy", "weight"},
            {"jw:weights", "sun=3, qian=2"},
            {"jw:pass", ">=3"},
            {"jw:candidates", candidates}};
  };

  EXPECT_THAT(weights(*offer("followed", vote("field:crew"))), ElementsAre(3, 1));
  EXPECT_THAT(weights(*offer("named", vote("person:sun, person:hu"))), ElementsAre(3, 1));
  fields_["crew"] = {"qian", "hu", "sun"};
  EXPECT_THAT(weights(*offer("his_own_too", vote("field:crew"))), ElementsAre(3, 1));

  gone("qian");
  fields_["crew"] = {"sun", "hu"};
  EXPECT_THAT(weights(*offer("by_nobody", vote("field:crew"))), ElementsAre(3, 1));
}

TEST_F(LeavingTest, what_he_started_is_mended_without_him) {
  roles_["administrator"] = {"hu"};
  const int64_t key = *offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "").ok());
  gone("wang");

  const auto targets = return_targets(store_.db(), task(key));

  ASSERT_EQ(targets.size(), 1u);
  EXPECT_THAT(targets[0].persons, IsEmpty());
  ASSERT_EQ(back(key), "ok");
  ASSERT_EQ(box(Box::Todo, "hu").size(), 1u);
  ASSERT_EQ(code(act("hu", box(Box::Todo, "hu").front(), "resubmit")), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(key));
}

TEST_F(LeavingTest, who_takes_over_mends_what_is_returned) {
  roles_["administrator"] = {"hu"};
  const int64_t key = *offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang");
  EXPECT_TRUE(takes_part(store_.db(), 1000, "qian"));
  EXPECT_THAT(titles("qian"), Contains(HasSubstr("接手")));

  EXPECT_THAT(return_targets(store_.db(), task(key))[0].persons, ElementsAre("qian"));
  ASSERT_EQ(back(key), "ok");

  EXPECT_THAT(box(Box::Todo, "hu"), IsEmpty()) << "no administrator while somebody was named";
  ASSERT_EQ(box(Box::Todo, "qian").size(), 1u);
  ASSERT_EQ(code(act("qian", box(Box::Todo, "qian").front(), "resubmit")), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(key));
}

TEST_F(LeavingTest, who_takes_over_urges_and_withdraws) {
  const int64_t key = *offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "qian").ok());
  EXPECT_EQ(take_out("qian"), "work.withdraw_not_allowed") << "the starter is still there";
  gone("wang");

  EXPECT_EQ(code(as("qian", [&](Context& c) { return urge_instance(c, 1000); })), "ok");
  EXPECT_EQ(take_out("hu"), "work.no_instance");
  EXPECT_EQ(take_out("sun"), "work.withdraw_not_allowed");
  EXPECT_EQ(take_out("qian"), "ok");
  EXPECT_FALSE(task(key).is_open());
}

TEST_F(LeavingTest, who_takes_over_withdraws_within_its_window_what_had_passed_before) {
  with("system", [](Context& c) {
    for (const int64_t key : {2000, 2001})
      open_instance(c, {key, "initiation", {"project", key}, "wang", "", "P10D"});
    open_instance(c, {2002, "initiation", {"project", 2002}, "wang"});
    close_instance(c, 2000, "completed", "");
  });
  advance_to(later("P7D"));
  with("system", [](Context& c) {
    for (const int64_t key : {2001, 2002}) close_instance(c, key, "completed", "");
  });
  advance_to(later("P5D"));
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang");
  const auto take_back = [&](int64_t key) {
    return code(as("qian", [&](Context& c) { return withdraw(c, key, "填错了"); }));
  };

  EXPECT_EQ(take_back(2000), "work.no_instance") << "its window was over before he left";
  EXPECT_EQ(take_back(2002), "work.no_instance") << "it has none";
  EXPECT_EQ(take_back(2001), "ok");
  EXPECT_EQ(instance(store_.db(), 2001)->state, "withdrawn_after");
  EXPECT_THAT(titles("qian"), Contains(HasSubstr("您接手王敏发起的事项")));
}

TEST_F(LeavingTest, what_he_took_over_is_among_what_he_started_and_not_his_to_decide) {
  (void)*offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  EXPECT_THAT(box(Box::Started, "qian"), IsEmpty());
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang");

  EXPECT_EQ(box(Box::Started, "qian").size(), 1u);
  const int64_t second = *offer("second", {{"jw:kind", "approve"},
                                           {"jw:candidates", "person:qian, person:hu"},
                                           {"jw:applicant", "skip"}});
  EXPECT_THAT(open_now(second), ElementsAre("hu"));
}

class OwnSeatTest : public LeavingTest {
 protected:
  // Open with qian when wang, who started it, leaves and qian takes his matters over.
  int64_t taken_over(engine::Properties more) {
    roles_["administrator"] = {"hu"};
    engine::Properties properties = {{"jw:kind", "approve"}, {"jw:candidates", "person:qian"}};
    for (const auto& [name, value] : more) properties[name] = value;
    const int64_t key = *offer("second", properties);
    EXPECT_TRUE(leave("wang", "qian").ok());
    EXPECT_THAT(open_now(key), Contains("qian")) << "the starter is still there";
    gone("wang");
    EXPECT_EQ(code(as("system", [](Context& c) { return leave_own_matters(c, "qian"); })), "ok");
    return key;
  }
};

TEST_F(OwnSeatTest, passes_where_the_applicant_is_skipped) {
  const int64_t key = taken_over({{"jw:applicant", "skip"}});

  EXPECT_EQ(task(key).state, TaskState::Done);
  EXPECT_EQ(task(key).seats[0].reason, "applicant_skipped");
  EXPECT_TRUE(completed_.contains(key));
  EXPECT_THAT(box(Box::Todo, "qian"), IsEmpty());
}

TEST_F(OwnSeatTest, goes_to_whom_the_rule_names_where_nobody_is_left) {
  const int64_t key = taken_over({{"jw:applicant", "deputy"}});

  EXPECT_THAT(open_now(key), ElementsAre("hu"));
  EXPECT_THAT(box(Box::Todo, "qian"), IsEmpty());
  EXPECT_EQ(code(act("qian", key, "agree")), "work.not_yours");
  EXPECT_EQ(code(act("hu", key, "agree")), "ok");
}

TEST_F(OwnSeatTest, is_left_to_the_others_and_a_claim_is_given_up) {
  roles_["administrator"] = {"hu"};
  const int64_t key = *offer("second", {{"jw:kind", "approve"},
                                        {"jw:candidates", "person:qian, person:sun"},
                                        {"jw:applicant", "skip"}});
  ASSERT_EQ(code(as("qian", [&](Context& c) { return claim(c, key); })), "ok");
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang");
  ASSERT_EQ(code(as("system", [](Context& c) { return leave_own_matters(c, "qian"); })), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("sun"));
  EXPECT_EQ(task(key).claimed_by, "");
}

TEST_F(OwnSeatTest, of_a_vote_is_vacant_where_the_step_insists_on_whom_it_asks) {
  const int64_t key = taken_over({{"jw:applicant", "deputy"}, {"jw:empty", "refuse"}});

  EXPECT_TRUE(task(key).is_open());
  EXPECT_THAT(open_now(key), IsEmpty());
  EXPECT_THAT(titles("hu"), Contains(HasSubstr("席位空缺")));
}

TEST_F(OwnSeatTest, stays_where_the_applicant_may_decide) {
  EXPECT_THAT(open_now(taken_over({})), ElementsAre("qian"));
}

TEST_F(LeavingTest, who_took_over_what_has_ended_evaluates_it_and_starts_it_again) {
  (void)*offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "qian").ok());
  with("sun", [](Context& c) { close_instance(c, 1000, "completed", ""); });
  const auto evaluates = [&](const std::string& person) {
    return code(as(person, [](Context& c) { return evaluate(c, 1000, 4, ""); }));
  };
  const auto starts_again = [&](const std::string& person) {
    return may_start_again(store_.db(), *instance(store_.db(), 1000), person);
  };
  EXPECT_EQ(evaluates("qian"), "work.evaluate_not_allowed") << "the starter is still there";
  EXPECT_FALSE(starts_again("qian"));
  gone("wang");

  EXPECT_EQ(evaluates("qian"), "ok");
  EXPECT_TRUE(starts_again("qian"));
  EXPECT_EQ(evaluates("sun"), "work.evaluate_not_allowed");
  EXPECT_FALSE(starts_again("sun"));
}

TEST_F(LeavingTest, what_was_taken_over_is_handed_on_and_goes_back_to_who_returns) {
  (void)*offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang");
  ASSERT_TRUE(leave("qian", "hu").ok());
  gone("qian");
  EXPECT_EQ(acting_starter(store_.db(), *instance(store_.db(), 1000)), "hu");

  with("system", [&](Context& c) {
    EXPECT_TRUE(org::change_person(c.tx, {"wang", {"王敏", ""}, "", ""}).ok());
  });

  EXPECT_EQ(acting_starter(store_.db(), *instance(store_.db(), 1000)), "wang");
}

TEST_F(LeavingTest, a_starter_who_is_back_mends_what_was_returned_meanwhile) {
  const int64_t key = *offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang", "qian");
  ASSERT_EQ(back(key), "ok");
  const int64_t form = box(Box::Todo, "qian").front();
  ASSERT_EQ(code(as("qian", [&](Context& c) { return claim(c, form); })), "ok");

  returns("wang");

  EXPECT_THAT(box(Box::Todo, "qian"), IsEmpty());
  EXPECT_THAT(box(Box::Todo, "wang"), ElementsAre(form));
  EXPECT_EQ(task(form).seats[0].title.zh, "王敏");
  EXPECT_THAT(titles("wang"), Contains(HasSubstr("待办")));
  ASSERT_EQ(code(act("wang", form, "resubmit")), "ok");
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(key));
}

TEST_F(LeavingTest, what_the_successor_has_handed_on_is_not_taken_back) {
  const int64_t key = *offer("review", {{"jw:kind", "approve"}, {"jw:candidates", "person:sun"}});
  ASSERT_TRUE(leave("wang", "qian").ok());
  gone("wang", "qian");
  ASSERT_EQ(back(key), "ok");
  const int64_t form = box(Box::Todo, "qian").front();
  ASSERT_EQ(code(as("qian", [&](Context& c) { return transfer(c, form, "hu", "请代为修改"); })),
            "ok");

  returns("wang");

  EXPECT_THAT(box(Box::Todo, "hu"), ElementsAre(form));
  EXPECT_THAT(box(Box::Todo, "wang"), IsEmpty());
}

TEST_F(LeavingTest, whom_the_starter_chose_for_a_later_step_is_followed_by_who_takes_over) {
  roles_["administrator"] = {"hu"};
  const engine::Properties chosen = {
      {"jw:kind", "approve"}, {"jw:candidates", "choice:starter"}, {"jw:empty", "pass"}};
  formulas_["choice_second"] = formulas_["choice_third"] = {"sun", "zhao"};
  ASSERT_TRUE(leave("sun", "qian").ok());
  gone("sun", "qian");
  EXPECT_THAT(open_now(*offer("second", chosen)), ElementsAre("qian", "zhao"));

  ASSERT_TRUE(leave("qian", "lin").ok());
  gone("qian", "lin");
  EXPECT_THAT(open_now(*offer("third", chosen)), ElementsAre("lin", "zhao"));

  formulas_["choice_second"] = {"sun"};
  EXPECT_THAT(open_now(*offer("second", chosen)), ElementsAre("lin")) << "it does not pass unseen";
  returns("sun");
  EXPECT_THAT(open_now(*offer("second", chosen)), ElementsAre("sun"));
}

TEST_F(LeavingTest, where_nobody_takes_over_everything_a_chosen_leaver_is_as_nobody) {
  roles_["administrator"] = {"hu"};
  formulas_["choice_second"] = {"sun"};
  ASSERT_TRUE(leave("sun", "").ok());
  gone("sun");

  EXPECT_THAT(
      open_now(*offer("second", {{"jw:kind", "approve"}, {"jw:candidates", "choice:starter"}})),
      ElementsAre("hu"));
}

TEST_F(LeavingTest, a_task_without_successor_keeps_all_of_them) {
  const int64_t first = *offer("work", {{"jw:candidates", "person:sun"}});
  const int64_t second = *offer("more", {{"jw:candidates", "person:sun"}});

  const auto refused = leave("sun", "", {{first, "hu"}});

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "work.no_successor");
  ASSERT_EQ(refused.error().missing.size(), 1u);
  EXPECT_EQ(refused.error().missing[0].name, std::to_string(second));
  EXPECT_THAT(held("sun"), ElementsAre(first, second));
  EXPECT_EQ(code(leave("sun", "sun")), "work.no_successor");
  EXPECT_EQ(code(leave("sun", "ghost")), "work.unknown_person");
  EXPECT_EQ(code(leave("sun", "hu", {}, " ")), "work.reason_required");
}

TEST_F(LeavingTest, what_would_return_to_the_leaver_returns_to_the_successor) {
  const int64_t key = *offer("work", {{"jw:candidates", "person:sun"}, {"jw:kind", "approve"}});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "hu", "请看"); })), "ok");
  EXPECT_THAT(held("sun"), ElementsAre(key));

  ASSERT_EQ(*leave("sun", "qian"), 1);
  ASSERT_EQ(code(as("hu", [&](Context& c) { return reply(c, key, {"可以"}); })), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("qian"));
}

TEST_F(LeavingTest, a_seat_of_several_is_not_given_twice) {
  const int64_t key = *offer("pool", {{"jw:candidates", "person:sun, person:hu"}});

  ASSERT_EQ(*leave("sun", "hu"), 1);

  EXPECT_THAT(open_now(key), ElementsAre("hu"));
}

TEST_F(LeavingTest, seats_of_a_position_are_counted_and_follow_it) {
  const int64_t key = *review();

  EXPECT_THAT(held("zhao"), IsEmpty());
  EXPECT_EQ(count_position_seats(store_.db(), "product_manager"), 1);
  ASSERT_EQ(code(act("zhao", key, "agree")), "ok");
  EXPECT_EQ(count_position_seats(store_.db(), "product_manager"), 0);
}

TEST_F(LeavingTest, an_assigned_task_keeps_its_people_when_seats_are_resolved_again) {
  auto plain = user_task("plain", {});
  plain.assignee = "sun";
  ASSERT_EQ(code(as("system", [&](Context& c) { return create_task(c, plain); })), "ok");
  ASSERT_EQ(
      code(as("system", [&](Context& c) { return assign(c, plain.key, "hu", Override::Allowed); })),
      "ok");

  with("system", [&](Context& c) { resolve_open_seats(c); });

  EXPECT_THAT(open_now(plain.key), ElementsAre("hu"));
  EXPECT_THAT(held("hu"), ElementsAre(plain.key));
}

class AcknowledgementTest : public LeavingTest {
 protected:
  int64_t notice(engine::Properties more = {}) {
    engine::Properties properties = {{"jw:kind", "confirm"},
                                     {"jw:outcomes", "read:已知悉"},
                                     {"jw:candidates", "person:sun, person:qian"},
                                     {"jw:policy", "all"},
                                     {"jw:when_leaving", "end"}};
    for (const auto& [name, value] : more) properties[name] = value;
    return *offer("read", properties);
  }
  std::vector<int64_t> ending(const std::string& person) {
    return with("system", [&](Context& c) {
      std::vector<int64_t> tasks;
      for (const HeldSeat& seat : ending_seats(c, person)) tasks.push_back(seat.task);
      return tasks;
    });
  }
  void leaves(const std::string& person) {
    ASSERT_TRUE(leave(person, "").ok()) << "nobody has to be named for it";
    gone(person);
    EXPECT_EQ(code(as("system", [&](Context& c) { return end_seats(c, person); })), "ok");
  }
};

TEST_F(AcknowledgementTest, ends_with_who_leaves_and_counts_no_more) {
  const int64_t key = notice();
  EXPECT_THAT(held("sun"), IsEmpty());
  EXPECT_THAT(ending("sun"), ElementsAre(key));
  leaves("sun");

  EXPECT_TRUE(task(key).is_open());
  EXPECT_EQ(task(key).seats[0].reason, "left");
  EXPECT_EQ(task(key).seats[0].reason_text.zh, "孙悦已离职，无需确认");
  EXPECT_THAT(box(Box::Todo, "sun"), IsEmpty());
  EXPECT_THAT(open_now(key), ElementsAre("qian"));
  const auto story = timeline_of_record(store_.db(), {"project", 7});
  const auto told = std::ranges::find(story, "seat_ended", &TimelineEntry::act);
  ASSERT_NE(told, story.end());
  EXPECT_EQ(told->reason, "left");
  EXPECT_EQ(told->person, "system");

  ASSERT_EQ(code(act("qian", key, "read")), "ok");
  EXPECT_EQ(task(key).state, TaskState::Done);
  EXPECT_EQ(completed_.at(key).at("read").at("total"), base::Json(1));
}

TEST_F(AcknowledgementTest, was_the_last_and_the_step_is_done) {
  const int64_t key = notice();
  ASSERT_EQ(code(act("qian", key, "read")), "ok");
  leaves("sun");

  EXPECT_EQ(task(key).state, TaskState::Done);
  EXPECT_EQ(task(key).outcome, "read");
  EXPECT_TRUE(completed_.contains(key));
  EXPECT_EQ(votes(store_.db(), {"project", 7}, "read").tally.total, 1);
}

TEST_F(AcknowledgementTest, of_everybody_leaves_a_step_done_by_rule) {
  const int64_t key = notice();
  leaves("sun");
  leaves("qian");

  EXPECT_EQ(task(key).state, TaskState::Done);
  EXPECT_EQ(task(key).reason, "left");
  EXPECT_EQ(task(key).reason_text.en,
            "everybody who had to confirm it has left, nothing to confirm any more");
  EXPECT_EQ(completed_.at(key).at("read").at("agree"), base::Json(0));
}

TEST_F(AcknowledgementTest, of_one_of_several_for_a_seat_is_the_others) {
  const int64_t key = notice({{"jw:policy", "any"}});
  leaves("sun");

  EXPECT_THAT(open_now(key), ElementsAre("qian"));
  EXPECT_THAT(ending("qian"), ElementsAre(key));
}

TEST_F(AcknowledgementTest,
       ends_while_somebody_is_asked_for_his_opinion_and_not_when_that_one_leaves) {
  const int64_t key = notice();
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "hu", "请看"); })), "ok");
  EXPECT_THAT(ending("hu"), IsEmpty());
  EXPECT_THAT(held("hu"), ElementsAre(key));
  leaves("sun");

  EXPECT_THAT(open_now(key), ElementsAre("qian"));
}

TEST_F(AcknowledgementTest, ends_on_a_suspended_matter_which_goes_on_later) {
  const int64_t key = notice();
  ASSERT_EQ(code(act("qian", key, "read")), "ok");
  with("system", [&](Context& c) { suspend_tasks(c, 1000); });
  leaves("sun");
  EXPECT_TRUE(task(key).is_open());

  with("system", [&](Context& c) { resume_tasks(c, 1000); });
  advance_to(store_.now);

  EXPECT_EQ(task(key).state, TaskState::Done);
}

TEST_F(AcknowledgementTest, is_handed_on_where_the_step_does_not_say_otherwise) {
  const int64_t key = notice({{"jw:when_leaving", "hand_on"}});

  EXPECT_THAT(ending("sun"), IsEmpty());
  EXPECT_THAT(held("sun"), ElementsAre(key));
  EXPECT_EQ(code(leave("sun", "")), "work.no_successor");
}

TEST_F(AcknowledgementTest, only_ends_where_nothing_is_decided) {
  const auto refused = [](engine::Properties properties) {
    properties["jw:when_leaving"] = "end";
    const auto settings = read_settings(properties);
    return settings.ok() ? std::string() : settings.error().missing.front().name;
  };

  EXPECT_EQ(refused({{"jw:kind", "vote"}}), "jw:when_leaving");
  EXPECT_EQ(refused({{"jw:kind", "approve"}}), "jw:when_leaving");
  EXPECT_EQ(refused({{"jw:kind", "confirm"}}), "jw:when_leaving") << "it may be refused";
  EXPECT_EQ(refused({{"jw:outcomes", "done:完成"}}), "jw:when_leaving");
  EXPECT_EQ(refused({{"jw:kind", "confirm"}, {"jw:outcomes", "read:已知悉"}}), "");
}

}  // namespace
}  // namespace work::testing
