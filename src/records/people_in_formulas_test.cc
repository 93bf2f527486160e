// What formulas over records learn about people.
#include <gtest/gtest.h>

#include "feel/unit_time.h"
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

TEST(people_in_formulas, formulas_ask_for_the_name_of_a_person) {
  World world;
  const Ref ref = world.make("project", R"({"name": "园区", "amount": "1", "class": "plain"})");
  const auto value = [&](const char* text) {
    return evaluate(world.db(), *world.catalogue, world.environment, ref, *feel::compile(text));
  };

  EXPECT_EQ(value("name_of(actor.person)"), feel::Value("name of wang"));
  EXPECT_TRUE(value("name_of(\"somebody\")").is_null());
  EXPECT_TRUE(value("name_of(null)").is_null());
}

TEST(people_in_formulas, working_time_goes_by_the_calendar_of_a_unit) {
  World world;
  const Ref ref = world.make("project", R"({"name": "园区", "amount": "1", "class": "plain"})");
  const auto of_unit = [](const std::string& unit) {
    base::WorkingCalendar calendar;
    if (unit == "sales") calendar.working_weekdays.insert(6);
    if (unit == "shop") calendar.half_weekdays = {6};
    calendar.known_years = {2026};
    return std::make_shared<const base::WorkingCalendar>(calendar);
  };
  world.environment.functions =
      std::make_shared<const feel::HostFunctions>(feel::working_time_functions_by_unit(of_unit));
  const auto value = [&](const char* text) {
    return feel::to_text(
        evaluate(world.db(), *world.catalogue, world.environment, ref, *feel::compile(text)));
  };

  // From a Friday to the Saturday after it.
  EXPECT_EQ(value("working days within(@\"2026-03-13\", @\"2026-03-14\")"), "1");
  EXPECT_EQ(value("working days within(@\"2026-03-13\", @\"2026-03-14\", \"sales\")"), "2");
  EXPECT_EQ(value("working days within(@\"2026-03-13\", @\"2026-03-14\", \"shop\")"), "1.5");
  EXPECT_EQ(value("working days within(@\"2026-03-14\", @\"2026-03-13\", \"shop\")"), "0");
  EXPECT_EQ(value("working days between(@\"2026-03-13\", @\"2026-03-14\", \"sales\")"), "1");
  EXPECT_EQ(value("is working day(@\"2026-03-14\")"), "false");
  EXPECT_EQ(value("is working day(@\"2026-03-14\", \"sales\")"), "true");
  EXPECT_EQ(value("string(add working days(@\"2026-03-13\", 1, \"sales\"))"), "2026-03-14");
  EXPECT_EQ(value("are holidays known(@\"2026-03-14\")"), "true");
  EXPECT_EQ(value("are holidays known(@\"2027-01-04\", \"shop\")"), "false");
}

}  // namespace
}  // namespace records
