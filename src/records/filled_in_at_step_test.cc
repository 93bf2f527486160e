// Who has the rights of a process for rows, as at a step that has them filled in (ActsFor), writes
// them where the type leaves that to processes.
#include <gtest/gtest.h>

#include "records/removal.h"
#include "records/testing.h"

namespace records {
namespace {

using testing::World;

// Milestones that only processes write, whose first is being filled in.
struct Desk {
  World world{std::vector<RecordType>{testing::project(), by_process_only(), testing::report()}};
  Ref project = world.make("project", R"({"name": "a", "amount": "1", "class": "plain"})");
  Ref first = made("first");
  Ref second = made("second");

  static RecordType by_process_only() {
    RecordType type = testing::milestone();
    type.access.create = type.access.update = {"process"};
    type.transitions.front().by = {"process"};
    return type;
  }
  Desk() { at_step_as(""); }
  // At the step wang fills in the first milestone and whatever is called third.
  void at_step_as(const std::string& holder) {
    world.be("wang");
    world.environment.acts_for = [this, holder](storage::Connection&, const Record& record,
                                                Doing doing) {
      const auto* name = record.values.if_contains("name");
      const bool is_third = name != nullptr && *name == base::Json("third");
      std::vector<Acting> all;
      if (doing == Doing::Write && (record.ref == first || is_third))
        all.push_back({holder, {}, {}, true});
      return all;
    };
  }
  Ref made(const std::string& name) {
    world.be_process();
    return world.make_milestone(project, name);
  }
  base::Result<Record> create(const std::string& name) {
    return world.create("milestone", R"({"project": ")" + std::to_string(project.id) +
                                         R"(", "name": ")" + name + R"("})");
  }
  base::Result<void> remove(const Ref& ref) {
    storage::Tx tx = world.tx();
    return records::remove(tx, *world.catalogue, world.environment, ref);
  }
  bool is_offered(const Ref& ref) {
    const auto record = find(world.db(), *world.catalogue, ref);
    return may(world.db(), *world.catalogue, world.environment, *record, May::Update) &&
           may_remove(world.db(), *world.catalogue, world.environment, *record);
  }
};

TEST(filled_in_at_step, its_rows_are_added_changed_and_taken_away) {
  Desk desk;

  EXPECT_TRUE(desk.is_offered(desk.first));
  EXPECT_TRUE(desk.world.update(desk.first, R"({"name": "mended"})").ok());
  EXPECT_TRUE(desk.create("third").ok());
  EXPECT_TRUE(desk.remove(desk.first).ok());
}

TEST(filled_in_at_step, no_other_row_is) {
  Desk desk;

  EXPECT_FALSE(desk.is_offered(desk.second));
  EXPECT_EQ(desk.world.update(desk.second, R"({"name": "b"})").error().code, "records.forbidden");
  EXPECT_EQ(desk.create("fourth").error().code, "records.forbidden");
  EXPECT_EQ(desk.remove(desk.second).error().code, "records.forbidden");
}

TEST(filled_in_at_step, whoever_stands_in_there_writes_on_behalf_of_the_holder) {
  Desk desk;
  desk.at_step_as("lin");

  const auto third = desk.create("third");

  ASSERT_TRUE(third.ok());
  EXPECT_EQ(history(desk.world.db(), third->ref).front().on_behalf_of, "lin");
}

TEST(filled_in_at_step, in_his_own_name_it_is_written_on_behalf_of_nobody) {
  Desk desk;

  ASSERT_TRUE(desk.world.update(desk.first, R"({"name": "mended"})").ok());

  EXPECT_EQ(history(desk.world.db(), desk.first).front().on_behalf_of, "");
}

TEST(filled_in_at_step, it_makes_no_transition) {
  Desk desk;

  EXPECT_EQ(desk.world.transition(desk.first, "reach").error().code, "records.forbidden");
  const auto first = find(desk.world.db(), *desk.world.catalogue, desk.first);
  EXPECT_TRUE(
      offered(desk.world.db(), *desk.world.catalogue, desk.world.environment, *first).empty());
}

}  // namespace
}  // namespace records
