#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using testing::World;

// Zhao has no part in plain projects.
std::vector<RecordType> types() {
  RecordType project = testing::project();
  project.exclusions = {
      testing::check("class = \"plain\" and person = \"zhao\"", "project.not_for_zhao", "T-9")};
  return {std::move(project), testing::milestone(), testing::report()};
}

base::Result<void> may(World& world, const Ref& ref, std::string_view person) {
  return may_take_part(world.db(), *world.catalogue, world.environment, ref, person);
}

TEST(participants, excluded_person_is_refused_with_the_clause) {
  World world(types());
  const Ref plain = world.make("project", R"({"name": "a", "amount": "1", "class": "plain"})");
  const Ref special = world.make(
      "project", R"({"name": "b", "amount": "1", "class": "special", "reason": "asked for"})");

  const auto refused = may(world, plain, "zhao");

  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, "project.not_for_zhao");
  EXPECT_EQ(refused.error().clause, "T-9");
  EXPECT_TRUE(may(world, plain, "wang").ok());
  EXPECT_TRUE(may(world, special, "zhao").ok());
}

TEST(participants, exclusion_holds_below_the_record) {
  World world(types());
  const Ref plain =
      world.make("project", R"({"name": "a", "amount": "1", "class": "plain", "owner": "wang"})");
  const Ref below =
      world.make("milestone", R"({"name": "m", "project": ")" + std::to_string(plain.id) + R"("})");

  EXPECT_EQ(may(world, below, "zhao").error().code, "project.not_for_zhao");
  EXPECT_TRUE(may(world, below, "wang").ok());
}

TEST(participants, types_below_an_exclusive_one_are_exclusive) {
  World world(types());
  World open;

  EXPECT_TRUE(excludes_people(*world.catalogue, "report"));
  EXPECT_FALSE(excludes_people(*open.catalogue, "report"));
  EXPECT_FALSE(excludes_people(*world.catalogue, "unknown"));
}

}  // namespace
}  // namespace records
