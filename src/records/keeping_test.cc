// Fields that rules keep: how long they change, and who fills them in on create.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::missing_names;
using testing::World;

TEST(keeping, fields_change_as_long_as_the_rule_that_keeps_them_holds) {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  Rule rule{Rule::On::Update, testing::formula("state = \"draft\""),
            testing::refusal("project.rests", "T-9")};
  rule.keep = {"name", "notes"};
  types[0].rules.push_back(rule);
  World world(types);
  const Ref ref =
      world.make("project", R"({"name": "园区", "amount": "120.50", "class": "plain"})");
  const auto kept = [&] {
    const auto record = find(world.db(), *world.catalogue, ref);
    return kept_fields(world.db(), *world.catalogue, world.environment, *record);
  };

  EXPECT_TRUE(world.update(ref, R"({"notes": "first"})").ok());
  EXPECT_THAT(kept(), IsEmpty());
  ASSERT_TRUE(world.transition(ref, "submit", R"({"amount": "5.00"})").ok());

  const auto refused = world.update(ref, R"({"name": "other", "class": "plain"})");
  EXPECT_EQ(refused.error().code, "project.rests");
  EXPECT_EQ(refused.error().clause, "T-9");
  EXPECT_THAT(missing_names(refused.error()), ElementsAre("name"));
  EXPECT_TRUE(world.update(ref, R"({"notes": "first", "class": "plain"})").ok());
  EXPECT_EQ(kept().size(), 2u);
  EXPECT_EQ(kept().at("notes").id, "project.rests");
}

TEST(keeping, a_new_record_has_what_a_rule_keeps_only_where_the_rule_holds) {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  Rule rule{Rule::On::Both, testing::formula("state != \"draft\""),
            testing::refusal("project.not_yet", "T-9")};
  rule.keep = {"notes", "class"};
  types[0].rules.push_back(rule);
  Rule of_itself{Rule::On::Both, testing::formula("amount = null"),
                 testing::refusal("project.amount_stays", "T-9")};
  of_itself.keep = {"amount"};
  types[0].rules.push_back(of_itself);
  Rule later{Rule::On::Update, testing::formula("false"), testing::refusal("project.never", "T-9")};
  later.keep = {"name"};
  types[0].rules.push_back(later);
  World world(types);

  const auto refused = world.create("project", R"({"name": "a", "notes": "by another"})");
  EXPECT_EQ(refused.error().code, "project.not_yet");
  EXPECT_EQ(refused.error().clause, "T-9");
  EXPECT_THAT(missing_names(refused.error()), ElementsAre("notes"));
  const auto made = world.create("project", R"({"name": "a", "notes": null, "amount": "5.00"})");
  ASSERT_TRUE(made.ok()) << made.error().code;
  EXPECT_EQ(world.update(made->ref, R"({"amount": "6.00"})").error().code, "project.amount_stays");

  const auto rules = rules_that_keep_from_the_beginning(*world.catalogue->type("project"));
  ASSERT_EQ(rules.size(), 1u);
  EXPECT_THAT(rules.front()->keep, ElementsAre("notes", "class"));
}

}  // namespace
}  // namespace records
