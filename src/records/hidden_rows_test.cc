// What a computed field worked out from rows that its reader may not read stays hidden with them.
#include <gtest/gtest.h>

#include <algorithm>

#include "records/testing.h"

namespace records {
namespace {

using testing::World;

// Milestones are the boss's; the project counts them, and tells how many are left.
std::vector<RecordType> types() {
  RecordType project = testing::project();
  project.fields.push_back(testing::computed(testing::number("planned", 0), "count(milestones)"));
  project.fields.push_back(testing::computed(testing::number("twice", 0), "planned * 2"));
  Transition& submit = *std::ranges::find(project.transitions, "submit", &Transition::id);
  submit.guards = {testing::check("planned = 1", "project.one_milestone", "T-9")};
  RecordType milestone = testing::milestone();
  milestone.access.read = {"position:boss"};
  return {std::move(project), std::move(milestone), testing::report()};
}

Ref with_milestone(World& world) {
  const Ref ref =
      world.make("project", R"({"name": "a", "amount": "1", "class": "plain", "owner": "wang"})");
  world.make("milestone", R"({"name": "m", "project": ")" + std::to_string(ref.id) + R"("})");
  return ref;
}

TEST(hidden_rows, count_is_shown_to_who_may_read_the_rows_only) {
  World world(types());
  const Ref ref = with_milestone(world);

  EXPECT_TRUE(world.get(ref)->values.at("planned").is_null());
  EXPECT_TRUE(world.get(ref)->values.at("twice").is_null());
  world.environment.acting.positions = {"boss"};
  EXPECT_EQ(world.get(ref)->values.at("planned"), 1);
  EXPECT_EQ(world.get(ref)->values.at("twice"), 2);
}

TEST(hidden_rows, nobody_finds_the_number_by_asking) {
  World world(types());
  with_milestone(world);
  Query query;
  query.filter = "planned = 1";

  EXPECT_EQ(world.list("project", query)->total, 0);
  world.environment.acting.positions = {"boss"};
  EXPECT_EQ(world.list("project", query)->total, 1);
}

TEST(hidden_rows, rules_see_the_rows) {
  World world(types());
  const Ref ref = with_milestone(world);

  EXPECT_TRUE(world.transition(ref, "submit").ok());
}

TEST(hidden_rows, field_without_rows_has_its_value) {
  World world(types());
  const Ref ref = world.make("project", R"({"name": "a", "amount": "1", "class": "plain"})");

  EXPECT_EQ(world.get(ref)->values.at("planned"), 0);
}

TEST(hidden_rows, what_is_asked_beside_the_fields_is_hidden_too) {
  World world(types());
  const Ref ref = with_milestone(world);
  const auto expression = *feel::compile("count(milestones) + 1");
  const auto ask = [&] {
    return evaluate_for_caller(world.db(), *world.catalogue, world.environment, ref, expression);
  };

  EXPECT_TRUE(ask().is_hidden);
  EXPECT_TRUE(ask().value.is_null());
  world.environment.acting.positions = {"boss"};
  EXPECT_FALSE(ask().is_hidden);
  EXPECT_EQ(feel::to_text(ask().value), "2");
}

}  // namespace
}  // namespace records
