// Fields that name process instances: what formulas and lists of them say, and to whom.
#include <gtest/gtest.h>

#include <algorithm>

#include "records/testing.h"

namespace records {
namespace {

using testing::World;

std::vector<RecordType> types() {
  RecordType project = testing::project();
  project.fields.push_back(testing::many(testing::field("related", FieldType::Instance)));
  project.fields.push_back(
      testing::computed(testing::number("passed", 0), "count(related[state = \"passed\"])"));
  Transition& submit = *std::ranges::find(project.transitions, "submit", &Transition::id);
  submit.guards = {testing::check("every r in related satisfies r.number = \"A-1\"",
                                  "project.only_the_first", "T-9")};
  return {std::move(project), testing::milestone(), testing::report()};
}

// "1" has passed; "2" runs and is the boss's.
void add_instances(World& world) {
  world.environment.instance = [&world](storage::Connection&,
                                        std::string_view id) -> std::optional<LinkedInstance> {
    if (id != "1" && id != "2") return {};
    LinkedInstance found;
    found.number = id == "1" ? "A-1" : "A-2";
    found.title = {id == "1" ? "一期" : "调查", ""};
    found.value = feel::Fields()
                      .set("id", std::string(id))
                      .set("number", found.number)
                      .set("state", id == "1" ? "passed" : "running")
                      .build();
    found.is_readable = id == "1" || !world.environment.acting.positions.empty();
    return found;
  };
}

Ref naming(World& world, const std::string& related) {
  return world.make(
      "project", R"({"name": "a", "amount": "1", "class": "plain", "owner": "wang", "related": )" +
                     related + "}");
}

TEST(instances, formulas_see_number_and_state) {
  World world(types());
  add_instances(world);
  const Ref ref = naming(world, R"(["1"])");

  EXPECT_EQ(world.get(ref)->values.at("passed"), 1);
  EXPECT_TRUE(world.transition(ref, "submit").ok());
}

TEST(instances, rules_see_one_that_the_caller_may_not_read_and_he_sees_nothing_of_it) {
  World world(types());
  add_instances(world);
  const Ref ref = naming(world, R"(["1", "2"])");

  EXPECT_TRUE(world.get(ref)->values.at("passed").is_null());
  EXPECT_EQ(world.transition(ref, "submit").error().code, "project.only_the_first");
  const auto shown =
      show(world.db(), *world.catalogue, world.environment, *world.get(ref), "related");
  EXPECT_EQ(shown->text.zh, "A-1 一期、（无权查看的事项）");
  world.environment.acting.positions = {"boss"};
  EXPECT_EQ(world.get(ref)->values.at("passed"), 1);
  EXPECT_EQ(
      show(world.db(), *world.catalogue, world.environment, *world.get(ref), "related")->text.en,
      "A-1 一期, A-2 调查");
}

TEST(instances, one_that_is_not_there_is_refused) {
  World world(types());
  add_instances(world);
  const auto made = world.create(
      "project", R"({"name": "a", "amount": "1", "class": "plain", "related": ["3"]})");

  ASSERT_FALSE(made.ok());
  EXPECT_EQ(made.error().missing.front().name, "related");
}

}  // namespace
}  // namespace records
