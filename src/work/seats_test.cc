// Open seats follow the organisation.
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class SeatsTest : public WorkTest {
 protected:
  // The same step of several matters, of whoever started them.
  int64_t step_of(const std::string& starter, engine::Properties properties, int64_t record = 7) {
    properties.emplace("jw:kind", "approve");
    auto asked = user_task("approve", std::move(properties));
    asked.at.instance = 1000 + asked.key;
    asked.at.starter = starter;
    asked.at.record.id = record;
    EXPECT_EQ(code(as("system", [&](Context& c) { return create_task(c, asked); })), "ok");
    return asked.key;
  }
  // Why seats went to others, the latest last.
  std::vector<std::string> told() {
    std::vector<std::string> reasons;
    for (const auto& entry : timeline_of_record(store_.db(), {"project", 7})) {
      if (entry.act == "reassigned") reasons.push_back(entry.reason);
    }
    return reasons;
  }
  int64_t resolve() {
    return with("system", [](Context& c) { return resolve_open_seats(c); });
  }
};

TEST_F(SeatsTest, all_seats_of_a_position_find_its_new_holder) {
  const engine::Properties buying = {{"jw:candidates", "position:purchaser"}};
  const int64_t first = step_of("wang", buying);
  const int64_t second = step_of("sun", buying);
  const int64_t other = step_of("wang", {{"jw:candidates", "position:sales_manager"}});
  EXPECT_EQ(resolve(), 0);

  appoint("hu", "purchaser");

  EXPECT_EQ(resolve(), 2);
  EXPECT_THAT(open_now(first), UnorderedElementsAre("qian", "hu"));
  EXPECT_THAT(open_now(second), UnorderedElementsAre("qian", "hu"));
  EXPECT_THAT(open_now(other), ElementsAre("lin"));
}

TEST_F(SeatsTest, of_the_same_step_the_applicants_own_finds_others) {
  const engine::Properties ruled = {{"jw:candidates", "position:sales_manager"},
                                    {"jw:applicant", "superior"}};
  const int64_t of_wang = step_of("wang", ruled);
  const int64_t of_himself = step_of("hu", ruled);
  const int64_t of_hu = step_of("hu", {{"jw:candidates", "position:sales_manager"}});

  appoint("hu", "sales_manager");
  release("lin", "sales_manager");

  EXPECT_EQ(resolve(), 3);
  EXPECT_THAT(open_now(of_wang), ElementsAre("hu"));
  EXPECT_THAT(open_now(of_himself), ElementsAre("chen"));
  EXPECT_THAT(open_now(of_hu), ElementsAre("hu"));
}

TEST_F(SeatsTest, of_the_same_step_the_applicants_of_each_record_are_kept_out) {
  hooks_.persons_in_field = [](const Task& task,
                               const std::string&) -> base::Result<std::vector<std::string>> {
    return std::vector<std::string>{task.record.id == 7 ? "hu" : "sun"};
  };
  const engine::Properties ruled = {{"jw:candidates", "position:sales_manager"},
                                    {"jw:applicant", "deputy"},
                                    {"jw:applicants", "field:business"}};
  const int64_t of_hu = step_of("wang", ruled, 7);
  const int64_t of_sun = step_of("wang", ruled, 8);

  appoint("hu", "sales_manager");

  EXPECT_EQ(resolve(), 1);
  EXPECT_THAT(open_now(of_hu), ElementsAre("lin"));
  EXPECT_THAT(open_now(of_sun), UnorderedElementsAre("hu", "lin"));
}

TEST_F(SeatsTest, more_than_one_page_of_them_is_resolved) {
  std::vector<int64_t> keys;
  for (int i = 0; i < 1'001; ++i)
    keys.push_back(step_of("wang", {{"jw:candidates", "position:purchaser"}}));

  release("qian", "purchaser");

  EXPECT_EQ(resolve(), 1'001);
  EXPECT_THAT(open_now(keys.front()), IsEmpty());
  EXPECT_THAT(open_now(keys.back()), IsEmpty());
}

class FieldTest : public SeatsTest {
 protected:
  CandidateEntry::Kind kind_ = CandidateEntry::Kind::Field;

  int64_t follow(const std::vector<std::string>& before, const std::vector<std::string>& after) {
    return with("system", [&](Context& c) {
      return follow_field(c, {"project", 7}, {kind_, "owner", before, after});
    });
  }
};

TEST_F(FieldTest, a_seat_goes_to_whom_the_record_names_now) {
  fields_["owner"] = {"sun"};
  const int64_t key = *offer("work", {{"jw:candidates", "field:owner"}});
  const int64_t other = *offer("other", {{"jw:candidates", "person:sun"}});
  ASSERT_EQ(code(as("sun", [&](Context& c) { return claim(c, key); })), "ok");

  EXPECT_EQ(follow({"sun"}, {"hu"}), 1);

  EXPECT_THAT(open_now(key), ElementsAre("hu"));
  EXPECT_THAT(box(Box::Todo, "sun"), ElementsAre(other));
  EXPECT_THAT(titles("hu"), ::testing::Contains(::testing::HasSubstr("待办")));
  EXPECT_TRUE(std::ranges::any_of(timeline_of_record(store_.db(), {"project", 7}),
                                  [](const auto& entry) { return entry.act == "reassigned"; }));
  EXPECT_EQ(code(act("sun", key, "done")), "work.not_yours");
  EXPECT_EQ(code(act("hu", key, "done")), "ok");
  EXPECT_EQ(follow({"hu"}, {"sun"}), 0) << "what is done stays done";
}

TEST_F(FieldTest, a_seat_of_the_parents_field_goes_to_whom_the_parent_names_now) {
  fields_["owner"] = {"sun"};
  fields_["parent.owner"] = {"sun"};
  const int64_t key = *offer("work", {{"jw:candidates", "parent.field:owner"}});
  const int64_t own = *offer("other", {{"jw:candidates", "field:owner"}});

  kind_ = CandidateEntry::Kind::ParentField;
  EXPECT_EQ(follow({"sun"}, {"hu"}), 1);

  EXPECT_THAT(open_now(key), ElementsAre("hu"));
  EXPECT_THAT(open_now(own), ElementsAre("sun"));
}

TEST_F(FieldTest, of_several_seats_only_his_goes_on_and_what_he_handed_on_stays) {
  fields_["owner"] = {"sun", "hu"};
  const engine::Properties every = {
      {"jw:kind", "approve"}, {"jw:policy", "all"}, {"jw:candidates", "field:owner"}};
  const int64_t key = *offer("first", every);
  const int64_t moved = *offer("second", every);
  ASSERT_EQ(code(as("sun", [&](Context& c) { return transfer(c, moved, "qian", "出差"); })), "ok");

  EXPECT_EQ(follow({"sun", "hu"}, {"lin", "hu"}), 1);

  EXPECT_THAT(open_now(key), UnorderedElementsAre("lin", "hu"));
  EXPECT_EQ(task(key).seats[0].title.zh, org::name_of(store_.db(), "lin").zh);
  EXPECT_THAT(open_now(moved), UnorderedElementsAre("qian", "hu"));
}

TEST_F(FieldTest,
       a_field_that_names_nobody_leaves_it_to_whom_the_step_says_until_it_names_somebody) {
  roles_["administrator"] = {"chen"};
  fields_["owner"] = {};
  const int64_t key = *offer("work", {{"jw:candidates", "field:owner"}});
  EXPECT_THAT(open_now(key), ElementsAre("chen"));

  EXPECT_EQ(follow({}, {"sun"}), 1);
  EXPECT_THAT(open_now(key), ElementsAre("sun"));
  EXPECT_EQ(follow({"sun"}, {}), 1);
  EXPECT_THAT(open_now(key), ElementsAre("chen"));
  EXPECT_EQ(told().back(), "nobody_substitute");
  EXPECT_EQ(follow({}, {"hu"}), 1);
  EXPECT_THAT(open_now(key), ElementsAre("hu"));
}

TEST_F(FieldTest, of_a_vote_too_and_the_seat_is_called_after_who_has_it) {
  roles_["administrator"] = {"chen"};
  fields_["owner"] = {"sun"};
  const int64_t key = *offer(
      "vote",
      {{"jw:kind", "approve"}, {"jw:policy", "all"}, {"jw:candidates", "field:owner, person:lin"}});
  const auto title = [&] { return task(key).seats.front().title.zh; };

  EXPECT_EQ(follow({"sun"}, {}), 1);
  EXPECT_THAT(open_now(key), ElementsAre("chen", "lin"));
  EXPECT_EQ(title(), org::name_of(store_.db(), "chen").zh);

  EXPECT_EQ(follow({}, {"hu"}), 1);
  EXPECT_THAT(open_now(key), ElementsAre("hu", "lin"));
  EXPECT_EQ(title(), org::name_of(store_.db(), "hu").zh);
}

TEST_F(FieldTest, where_nobody_would_be_asked_instead_the_seat_stays) {
  fields_["owner"] = {"sun"};
  const int64_t key = *offer("work", {{"jw:candidates", "field:owner"}, {"jw:empty", "refuse"}});

  EXPECT_EQ(follow({"sun"}, {}), 0);
  EXPECT_THAT(open_now(key), ElementsAre("sun"));
}

class StandInTest : public SeatsTest {
 protected:
  void SetUp() override {
    SeatsTest::SetUp();
    roles_["administrator"] = {"chen", "zhao"};
    release("qian", "purchaser");
  }
};

TEST_F(StandInTest, the_seat_is_the_positions_and_goes_to_who_is_appointed) {
  const int64_t key = step_of("wang", {{"jw:candidates", "position:purchaser"}});
  EXPECT_THAT(open_now(key), UnorderedElementsAre("chen", "zhao"));
  EXPECT_EQ(resolve(), 0) << "nothing has changed";

  appoint("hu", "purchaser");

  EXPECT_EQ(resolve(), 1);
  EXPECT_THAT(open_now(key), ElementsAre("hu"));
  EXPECT_EQ(told().back(), "holder_changed");
  EXPECT_THAT(box(Box::Todo, "chen"), IsEmpty());
  EXPECT_EQ(code(act("chen", key, "agree")), "work.not_yours");
}

TEST_F(StandInTest, a_departure_from_an_open_seat_asks_them_too) {
  appoint("hu", "purchaser");
  const int64_t key = step_of("wang", {{"jw:candidates", "position:purchaser"}});

  release("hu", "purchaser");

  EXPECT_EQ(resolve(), 1);
  EXPECT_THAT(open_now(key), UnorderedElementsAre("chen", "zhao"));
  EXPECT_EQ(told().back(), "nobody_substitute");
}

TEST_F(StandInTest, a_departure_passes_nothing_by_rule) {
  appoint("hu", "purchaser");
  const int64_t key =
      step_of("wang", {{"jw:candidates", "position:purchaser"}, {"jw:empty", "pass"}});

  release("hu", "purchaser");

  EXPECT_EQ(resolve(), 1);
  EXPECT_TRUE(task(key).is_open());
  EXPECT_EQ(told().back(), "seat_vacant");
}

TEST_F(StandInTest, what_one_of_them_has_claimed_stays_his_until_he_gives_it_back) {
  const int64_t key = step_of("wang", {{"jw:candidates", "position:purchaser"}});
  ASSERT_EQ(code(as("chen", [&](Context& c) { return claim(c, key); })), "ok");

  appoint("hu", "purchaser");
  EXPECT_EQ(resolve(), 0);
  EXPECT_EQ(task(key).claimed_by, "chen");

  ASSERT_EQ(code(as("chen", [&](Context& c) { return unclaim(c, key); })), "ok");
  EXPECT_THAT(open_now(key), ElementsAre("hu"));
}

TEST_F(StandInTest, who_held_the_position_keeps_no_claim_after_it) {
  roles_["administrator"] = {"chen"};
  appoint("hu", "purchaser");
  appoint("chen", "purchaser");
  const int64_t key = step_of("wang", {{"jw:candidates", "position:purchaser"}});
  ASSERT_EQ(code(as("chen", [&](Context& c) { return claim(c, key); })), "ok");

  release("chen", "purchaser");

  EXPECT_EQ(resolve(), 1);
  EXPECT_THAT(open_now(key), ElementsAre("hu"));
  EXPECT_EQ(task(key).claimed_by, "");
}

TEST_F(StandInTest, what_one_of_them_asked_about_comes_back_to_whose_it_is) {
  const int64_t key = step_of("wang", {{"jw:candidates", "position:purchaser"}});
  ASSERT_EQ(code(as("chen", [&](Context& c) { return delegate(c, key, "sun", "请看"); })), "ok");
  appoint("hu", "purchaser");
  resolve();
  EXPECT_THAT(open_now(key), ElementsAre("sun"));

  ASSERT_EQ(code(as("sun", [&](Context& c) { return reply(c, key, {"可以"}); })), "ok");

  EXPECT_THAT(open_now(key), ElementsAre("hu"));
}

TEST_F(SeatsTest, a_step_that_waits_begins_vacant_and_is_whose_who_comes) {
  roles_["administrator"] = {"chen"};
  const int64_t key = step_of("wang", {{"jw:candidates", "role:leader"}, {"jw:empty", "wait"}});
  EXPECT_TRUE(task(key).is_open());
  EXPECT_THAT(open_now(key), IsEmpty());
  EXPECT_EQ(told(), std::vector<std::string>{"seat_vacant"});
  EXPECT_THAT(titles("chen"), ::testing::Contains(::testing::HasSubstr("席位空缺")));
  EXPECT_EQ(resolve(), 0);

  roles_["leader"] = {"lin", "zhao"};

  EXPECT_EQ(resolve(), 1);
  EXPECT_THAT(open_now(key), UnorderedElementsAre("lin", "zhao"));
  EXPECT_EQ(told().back(), "holder_changed");
  EXPECT_EQ(resolve(), 0);
  EXPECT_EQ(code(act("lin", key, "agree")), "ok");
}

TEST_F(SeatsTest, a_position_that_waits_is_filled_by_an_appointment) {
  release("qian", "purchaser");
  const int64_t key =
      step_of("wang", {{"jw:candidates", "position:purchaser"}, {"jw:empty", "wait"}});
  EXPECT_THAT(open_now(key), IsEmpty());

  appoint("hu", "purchaser");

  EXPECT_EQ(resolve(), 1);
  EXPECT_THAT(open_now(key), ElementsAre("hu"));
}

TEST_F(SeatsTest, only_one_persons_step_waits) {
  EXPECT_EQ(read_settings({{"jw:empty", "wait"}, {"jw:policy", "all"}}).error().missing[0].name,
            "jw:empty");
}

}  // namespace
}  // namespace work::testing
