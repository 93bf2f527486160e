// A deputy may on records what the one may whose deputy he is, on whose behalf it is written.
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using testing::World;

// What wang owns, whose deputy zhao is.
class DeputyTest : public ::testing::Test {
 protected:
  DeputyTest() {
    project_ = world_.make("project", R"({"name": "a", "amount": "1", "class": "plain"})");
    milestone_ = world_.make_milestone(project_);
    world_.environment.acts_for = [this](storage::Connection&, const Record&, Doing) {
      return holders_;
    };
    holders_ = {{"wang", {}, {}, false}};
    world_.be("zhao");
  }
  // Of whoever changes a project.
  void demand(const std::string& when) {
    RecordType project = testing::project();
    project.rules.push_back(
        {Rule::On::Update, testing::formula(when), testing::refusal("project.by_another", "T-9")});
    ASSERT_TRUE(world_.use({project, testing::milestone(), testing::report()}).ok());
  }
  std::string last_holder(const Ref& ref) { return history(world_.db(), ref).front().on_behalf_of; }

  World world_;
  std::vector<Acting> holders_;
  Ref project_;
  Ref milestone_;
};

TEST_F(DeputyTest, makes_the_transitions_of_the_holder_on_his_behalf) {
  const auto record = world_.get(milestone_);
  ASSERT_EQ(offered(world_.db(), *world_.catalogue, world_.environment, *record).size(), 1u);

  const auto reached = world_.transition(milestone_, "reach");

  ASSERT_TRUE(reached.ok());
  EXPECT_EQ(reached->updated_by, "zhao");
  EXPECT_EQ(last_holder(milestone_), "wang");
}

TEST_F(DeputyTest, changes_and_adds_what_the_holder_may) {
  ASSERT_TRUE(world_.update(project_, R"({"name": "b"})").ok());
  const Ref added = world_.make_milestone(project_, "n");

  EXPECT_EQ(last_holder(project_), "wang");
  EXPECT_EQ(last_holder(added), "wang");
}

TEST_F(DeputyTest, what_follows_is_written_on_his_behalf_too) {
  ASSERT_TRUE(world_.transition(project_, "submit").ok());
  EXPECT_EQ(last_holder(project_), "");
  ASSERT_TRUE(world_.transition(project_, "stop").ok());

  EXPECT_EQ(last_holder(project_), "wang");
  EXPECT_EQ(last_holder(milestone_), "wang");
}

TEST_F(DeputyTest, may_nothing_once_he_is_none) {
  holders_ = {};

  EXPECT_EQ(world_.transition(milestone_, "reach").error().code, "records.forbidden");
  EXPECT_EQ(world_.update(project_, R"({"name": "b"})").error().code, "records.forbidden");
  EXPECT_EQ(world_
                .create("milestone",
                        R"({"name": "n", "project": ")" + std::to_string(project_.id) + "\"}")
                .error()
                .code,
            "records.forbidden");
}

TEST_F(DeputyTest, who_may_himself_acts_for_nobody) {
  world_.be("zhao", {"boss"});

  ASSERT_TRUE(world_.update(project_, R"({"name": "b"})").ok());

  EXPECT_EQ(last_holder(project_), "");
}

TEST_F(DeputyTest, rules_see_on_whose_behalf_and_with_which_post_he_acts) {
  demand(
      "list contains(actor.positions, \"boss\") and actor.on_behalf_of = \"lin\" and actor.person "
      "= \"zhao\"");

  const auto for_another = world_.update(project_, R"({"name": "b"})");
  holders_ = {{"lin", {"boss"}, {}, false}};
  const auto for_lin = world_.update(project_, R"({"name": "b"})");

  EXPECT_EQ(for_another.error().code, "project.by_another");
  EXPECT_TRUE(for_lin.ok());
}

TEST_F(DeputyTest, of_a_position_he_acts_for_who_holds_it) {
  demand("actor.on_behalf_of = \"lin\"");
  holders_ = {{"boss", {"boss"}, {}, false, "lin"}};

  EXPECT_TRUE(world_.update(project_, R"({"name": "b"})").ok());
}

TEST_F(DeputyTest, who_acts_in_his_own_right_has_no_other_post) {
  demand("actor.on_behalf_of = null and count(actor.positions) = 1");
  holders_ = {{"lin", {"boss", "chief"}, {}, false}};
  world_.be("zhao", {"boss"});

  EXPECT_TRUE(world_.update(project_, R"({"name": "b"})").ok());
}

TEST_F(DeputyTest, whom_the_record_keeps_away_stands_in_for_nobody) {
  RecordType project = testing::project();
  project.exclusions = {testing::check("person = \"zhao\"", "project.kept_away")};
  ASSERT_TRUE(world_.use({project, testing::milestone(), testing::report()}).ok());

  EXPECT_EQ(world_.transition(milestone_, "reach").error().code, "records.forbidden");
  EXPECT_EQ(world_.update(project_, R"({"name": "b"})").error().code, "records.forbidden");
}

}  // namespace
}  // namespace records
