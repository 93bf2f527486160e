// What formulas over records learn about people.
#include <gtest/gtest.h>

#include "records/records.h"
#include "records/testing.h"

namespace records {
namespace {

using testing::World;

TEST(people_in_formulas, formulas_ask_for_the_unit_of_a_person) {
  World world;
  const Ref ref = world.make("project", R"({"name": "园区", "amount": "1", "class": "plain"})");
  world.environment.unit_of = [](storage::Connection&, std::string_view person) {
    return std::string(person == "wang" ? "sales" : "");
  };
  const auto value = [&](const char* text) {
    return evaluate(world.db(), *world.catalogue, world.environment, ref, *feel::compile(text));
  };

  EXPECT_EQ(value("unit_of(actor.person)"), feel::Value("sales"));
  EXPECT_TRUE(value("unit_of(\"somebody\")").is_null());
  EXPECT_TRUE(value("unit_of(null)").is_null());
}

}  // namespace
}  // namespace records
