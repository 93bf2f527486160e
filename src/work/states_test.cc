// The states that people read, and when each is reached.
#include "work/status.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class StateTest : public WorkTest {
 protected:
  int64_t approval(engine::Properties properties, const std::string& element = "approve") {
    properties.emplace("jw:kind", "approve");
    properties.emplace("jw:candidates", "person:sun");
    return *offer(element, properties);
  }
  std::string end() {
    with("system", [](Context& c) { close_instance(c, 1000, "completed", ""); });
    return matter();
  }
  std::string matter() { return std::string(status_of(store_.db(), *known()).code); }
  std::optional<Instance> known() { return instance(store_.db(), 1000); }
  std::string seen_by(const std::string& person, int64_t key) {
    return std::string(status_for(store_.db(), task(key), person, store_.now).code);
  }
  std::vector<int64_t> in(Box which, const std::string& person, const std::string& state) {
    BoxQuery query;
    query.person = person;
    query.now = store_.now;
    query.filter.state = state;
    std::vector<int64_t> keys;
    for (const BoxRow& row : list(store_.db(), which, query)) keys.push_back(row.key);
    return keys;
  }
  void expect_only(const std::string& state) {
    for (const char* each : {"running", "passed", "auto_passed", "rejected", "auto_rejected",
                             "timed_out", "done", "withdrawn", "terminated"})
      EXPECT_EQ(in(Box::Started, "wang", each).size(), each == state ? 1u : 0u) << each;
  }
};

TEST_F(StateTest, a_matter_that_people_agreed_to_has_passed) {
  ASSERT_EQ(code(act("sun", approval({}), "agree")), "ok");
  EXPECT_EQ(matter(), "running");
  EXPECT_EQ(end(), "passed");
  expect_only("passed");
}

TEST_F(StateTest, one_that_only_rules_agreed_to_has_passed_by_rule) {
  approval({{"jw:candidates", "role:nobody"}, {"jw:empty", "pass"}});
  EXPECT_EQ(end(), "auto_passed");
  expect_only("auto_passed");
}

TEST_F(StateTest, a_person_who_decided_before_makes_it_a_pass) {
  ASSERT_EQ(code(act("sun", approval({}, "first"), "agree")), "ok");
  approval({{"jw:duplicates", "first"}}, "second");
  EXPECT_EQ(end(), "passed");
}

TEST_F(StateTest, a_person_who_disagreed_is_told_from_a_rule_that_did) {
  ASSERT_EQ(code(act("sun", approval({}), "disagree")), "ok");
  EXPECT_EQ(end(), "rejected");
  expect_only("rejected");
}

TEST_F(StateTest, what_a_rule_rejects_is_rejected_by_rule) {
  const int64_t key = approval({{"jw:due", "PT1H"}, {"jw:overdue", "reject"}});
  advance_to(*task(key).due_at);
  EXPECT_EQ(end(), "auto_rejected");
  expect_only("auto_rejected");
}

TEST_F(StateTest, what_lacks_votes_when_due_is_closed_as_overdue) {
  const int64_t key = approval({{"jw:candidates", "person:sun, person:lin"},
                                {"jw:policy", "all"},
                                {"jw:due", "PT1H"},
                                {"jw:overdue", "close"}});
  ASSERT_EQ(code(act("sun", key, "agree")), "ok");
  advance_to(*task(key).due_at);
  EXPECT_EQ(end(), "timed_out");
  expect_only("timed_out");
  const auto story = timeline_of_instance(store_.db(), 1000);
  EXPECT_EQ(story.back().title.zh, "流程结束 · 超时关闭");
}

TEST_F(StateTest, what_an_administrator_moves_to_its_end_is_terminated) {
  roles_["administrator"] = {"hu"};
  hooks_.is_end = [](int64_t, const std::string& element) { return element == "over"; };
  ASSERT_EQ(code(act("sun", approval({}), "agree")), "ok");
  ASSERT_EQ(code(as("hu", [&](Context& c) { return jump(c, 1000, "review", "once more"); })), "ok");
  EXPECT_EQ(matter(), "running");

  ASSERT_EQ(code(as("hu", [&](Context& c) { return jump(c, 1000, "over", "done on paper"); })),
            "ok");

  EXPECT_EQ(end(), "terminated");
  EXPECT_EQ(known()->reason, "done on paper");
  expect_only("terminated");
}

TEST_F(StateTest, an_ended_matter_may_be_deleted_and_stays_for_audit) {
  roles_["administrator"] = {"hu"};
  ASSERT_EQ(code(act("sun", approval({}), "agree")), "ok");
  const auto remove = [](Context& c) { return delete_instance(c, 1000, "误发起"); };
  EXPECT_EQ(code(as("hu", remove)), "work.no_instance") << "it runs";
  end();
  EXPECT_EQ(code(as("hu", [](Context& c) { return delete_instance(c, 1000, ""); })),
            "work.reason_required");

  ASSERT_EQ(code(as("hu", remove)), "ok");

  EXPECT_EQ(matter(), "deleted");
  EXPECT_FALSE(takes_part(store_.db(), 1000, "wang"));
  EXPECT_THAT(box(Box::Started, "wang"), IsEmpty());
  EXPECT_THAT(box(Box::Done, "sun"), IsEmpty());
  const auto story = timeline_of_record(store_.db(), {"project", 7});
  EXPECT_EQ(story.back().act, "deleted");
  EXPECT_EQ(story.back().text, "误发起");
  EXPECT_EQ(code(as("hu", remove)), "work.no_instance") << "twice";
}

TEST_F(StateTest, a_task_is_overdue_or_saved_for_who_has_it) {
  const int64_t key = approval({{"jw:due", "PT8H"}});
  EXPECT_EQ(seen_by("sun", key), "open");

  ASSERT_EQ(code(as("sun", [&](Context& c) { return save_task_draft(c, key, {}); })), "ok");
  EXPECT_EQ(seen_by("sun", key), "saved");
  EXPECT_EQ(seen_by("wang", key), "open") << "the draft is his own";
  EXPECT_THAT(in(Box::Todo, "sun", "saved"), ElementsAre(key));

  store_.now = *task(key).due_at;
  EXPECT_EQ(seen_by("sun", key), "overdue");
  EXPECT_EQ(seen_by("wang", key), "overdue");
}

TEST_F(StateTest, what_somebody_gave_away_stays_among_what_he_did) {
  const int64_t key = approval({});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return transfer(c, key, "lin", "出差"); })), "ok");

  EXPECT_EQ(seen_by("sun", key), "transferred");
  EXPECT_EQ(seen_by("lin", key), "open");
  EXPECT_THAT(box(Box::Done, "sun"), ElementsAre(key));
  EXPECT_THAT(in(Box::Done, "sun", "transferred"), ElementsAre(key));
  EXPECT_THAT(box(Box::Done, "lin"), IsEmpty());
}

TEST_F(StateTest, a_draft_goes_with_the_task_that_was_given_away) {
  const int64_t key = approval({});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return save_task_draft(c, key, {}); })), "ok");
  ASSERT_THAT(box(Box::Drafts, "sun"), ::testing::SizeIs(1));

  ASSERT_EQ(code(as("sun", [&](Context& c) { return transfer(c, key, "lin", "出差"); })), "ok");

  EXPECT_THAT(box(Box::Drafts, "sun"), IsEmpty());
}

TEST_F(StateTest, what_somebody_returned_is_among_what_he_did_until_it_is_back) {
  const int64_t key = approval({});
  ASSERT_EQ(code(as("sun",
                    [&](Context& c) {
                      return return_to(c, key, {"$starter", AfterReturn::Back, "金额有误"});
                    })),
            "ok");

  EXPECT_EQ(seen_by("sun", key), "returned");
  EXPECT_THAT(box(Box::Todo, "sun"), IsEmpty());
  EXPECT_THAT(box(Box::Done, "sun"), ElementsAre(key));
  EXPECT_THAT(in(Box::Done, "sun", "returned"), ElementsAre(key));

  ASSERT_EQ(code(act("wang", box(Box::Todo, "wang").front(), "resubmit")), "ok");

  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(key));
  EXPECT_THAT(box(Box::Done, "sun"), IsEmpty());
}

TEST_F(StateTest, what_was_done_is_found_by_the_act) {
  const int64_t agreed = approval({{"jw:policy", "all"}});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, agreed, "lin", "请看"); })), "ok");
  ASSERT_EQ(code(as("lin", [&](Context& c) { return reply(c, agreed, {"可行"}); })), "ok");
  ASSERT_EQ(code(as("sun", [&](Context& c) { return copy(c, agreed, {"chen"}); })), "ok");
  ASSERT_EQ(code(act("sun", agreed, "agree")), "ok");
  const int64_t refused = approval({}, "second");
  ASSERT_EQ(
      code(as("sun",
              [&](Context& c) {
                return add_signers(c, refused, {Relation::Before, Signers::All, {"hu"}, "请先看"});
              })),
      "ok");
  ASSERT_EQ(code(act("hu", refused, "agree")), "ok");
  ASSERT_EQ(code(act("sun", refused, "disagree")), "ok");
  const int64_t handled = *offer("third", {{"jw:candidates", "person:sun"}});
  ASSERT_EQ(code(act("sun", handled, "done")), "ok");
  ASSERT_THAT(box(Box::Done, "sun"), UnorderedElementsAre(agreed, refused, handled));

  const auto of = [&](const char* state) { return in(Box::Done, "sun", state); };
  EXPECT_THAT(of("agreed"), ElementsAre(agreed));
  EXPECT_THAT(of("disagreed"), ElementsAre(refused));
  EXPECT_THAT(of("handled"), ElementsAre(handled));
  EXPECT_THAT(of("delegated"), ElementsAre(agreed));
  EXPECT_THAT(of("copied"), ElementsAre(agreed));
  EXPECT_THAT(of("added_signer"), ElementsAre(refused));
  for (const char* other : {"signed", "replied", "removed_signer", "taken_back"})
    EXPECT_THAT(of(other), IsEmpty()) << other;
  EXPECT_THAT(in(Box::Done, "lin", "replied"), ElementsAre(agreed));
  EXPECT_THAT(in(Box::Done, "lin", "agreed"), IsEmpty());
}

TEST_F(StateTest, a_vote_that_was_taken_back_counts_as_it_was_cast_at_last) {
  const int64_t key = approval({{"jw:candidates", "person:sun, person:lin"}, {"jw:policy", "all"}});
  ASSERT_EQ(code(act("sun", key, "agree")), "ok");
  EXPECT_THAT(in(Box::Done, "sun", "agreed"), ElementsAre(key));
  store_.now.micros += 1'000'000;
  ASSERT_EQ(code(as("sun", [&](Context& c) { return take_back(c, key); })), "ok");
  EXPECT_THAT(in(Box::Done, "sun", "agreed"), IsEmpty());
  store_.now.micros += 1'000'000;
  ASSERT_EQ(code(act("sun", key, "disagree")), "ok");

  EXPECT_THAT(in(Box::Done, "sun", "agreed"), IsEmpty());
  EXPECT_THAT(in(Box::Done, "sun", "disagreed"), ElementsAre(key));
  EXPECT_THAT(in(Box::Done, "sun", "taken_back"), ElementsAre(key));
}

TEST_F(StateTest, what_was_signed_is_found_also_by_the_one_it_was_done_for) {
  deputise("sun", "hu");
  const int64_t key = approval({});
  Completion completion;
  completion.outcome = "agree";
  completion.opinion = "可行";
  completion.signature =
      base::JsonObject{{"image", "data:image/png;base64,AA=="}, {"name", "胡图"}};
  ASSERT_EQ(code(as("hu", [&](Context& c) { return complete(c, key, completion); })), "ok");

  for (const char* person : {"hu", "sun"}) {
    EXPECT_THAT(in(Box::Done, person, "signed"), ElementsAre(key)) << person;
    EXPECT_THAT(in(Box::Done, person, "agreed"), ElementsAre(key)) << person;
  }
}

TEST_F(StateTest, who_gave_his_opinion_finds_it_there_too) {
  const int64_t key = approval({});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return delegate(c, key, "lin", ""); })), "ok");
  EXPECT_EQ(seen_by("lin", key), "open");
  ASSERT_EQ(code(as("lin", [&](Context& c) { return reply(c, key, {"可行"}); })), "ok");

  EXPECT_EQ(seen_by("lin", key), "replied");
  EXPECT_THAT(box(Box::Done, "lin"), ElementsAre(key));
  EXPECT_THAT(in(Box::Done, "lin", "transferred"), IsEmpty());
}

TEST_F(StateTest, have_the_numbers_of_wecom) {
  EXPECT_EQ(wecom_code("running", CodeOf::Matter), "1");
  EXPECT_EQ(wecom_code("auto_passed", CodeOf::Matter), "2");
  EXPECT_EQ(wecom_code("timed_out", CodeOf::Matter), "3");
  EXPECT_EQ(wecom_code("withdrawn_after", CodeOf::Matter), "6");
  EXPECT_EQ(wecom_code("deleted", CodeOf::Matter), "7");
  EXPECT_EQ(wecom_code("transferred", CodeOf::Task), "4");
  EXPECT_EQ(wecom_code("returned", CodeOf::Task), "11");
  EXPECT_EQ(wecom_code("draft", CodeOf::Matter), "");
}

}  // namespace
}  // namespace work::testing
