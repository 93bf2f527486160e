#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using ::testing::ElementsAre;
using testing::field;
using testing::World;

RecordType item() {
  RecordType type;
  type.id = "item";
  type.title = {"物品", "Item"};
  type.fields = {field("name", FieldType::Text), testing::number("size", 1),
                 testing::choice("kind", {"a", "b"}), field("owner", FieldType::Person)};
  return type;
}

constexpr std::string_view one = R"({"name": "x", "size": 2.5, "kind": "a", "owner": "lin"})";

std::vector<std::string> losses(const base::Result<void>& result) {
  if (result.ok()) return {};
  EXPECT_EQ(result.error().code, "records.narrowing");
  return testing::missing_names(result.error());
}

TEST(upgrade, twice_is_once) {
  World world({item()});

  EXPECT_TRUE(world.use({item()}).ok());
}

TEST(upgrade, a_link_and_a_type_of_the_same_name_stand_side_by_side) {
  RecordType namesake = item();
  namesake.id = "item_owner";

  World world({item(), namesake});

  EXPECT_EQ(world.get(world.make("item_owner", one))->values.at("name"), "x");
  EXPECT_TRUE(world.use({namesake, item()}).ok());
}

TEST(upgrade, adds_and_renames_fields) {
  World world({item()});
  const Ref ref = world.make("item", one);
  RecordType changed = item();
  changed.fields[0].id = "label";
  changed.fields[0].was = "name";
  changed.fields.push_back(field("notes", FieldType::LongText));

  ASSERT_TRUE(world.use({changed}).ok());

  EXPECT_EQ(world.get(ref)->values.at("label"), "x");
  EXPECT_TRUE(world.update(ref, R"({"notes": "new"})").ok());
  EXPECT_TRUE(world.use({changed}).ok());
}

TEST(upgrade, widens_without_loss) {
  World world({item()});
  const Ref ref = world.make("item", one);
  RecordType changed = item();
  changed.fields[0].type = FieldType::LongText;
  changed.fields[1].scale = 3;
  changed.fields[2].type = FieldType::Text;
  changed.fields[2].options.clear();
  changed.fields[3].is_many = true;

  ASSERT_TRUE(world.use({changed}).ok());

  const auto values = world.get(ref)->values;
  EXPECT_EQ(values.at("name"), "x");
  EXPECT_EQ(values.at("size"), 2.5);
  EXPECT_EQ(values.at("kind"), "a");
  EXPECT_EQ(values.at("owner"), base::JsonArray({"lin"}));
}

TEST(upgrade, refuses_every_narrowing_at_once_and_changes_nothing) {
  World world({item()});
  const Ref ref = world.make("item", one);
  RecordType changed = item();
  changed.fields[0].type = FieldType::Date;
  changed.fields[1].scale = 0;
  changed.fields[2].options.erase(changed.fields[2].options.begin());
  changed.fields.pop_back();

  EXPECT_THAT(losses(world.use({changed})), ElementsAre("item#field.name", "item#field.size",
                                                        "item#field.kind", "item#field.owner"));

  ASSERT_TRUE(world.use({item()}).ok());
  EXPECT_EQ(world.get(ref)->values.at("size"), 2.5);
}

TEST(upgrade, narrows_where_nothing_is_lost) {
  World world({item()});
  world.make("item", R"({"name": "x", "size": 2, "kind": "b"})");
  RecordType changed = item();
  changed.fields[0].max = "1";
  changed.fields[1].scale = 0;
  changed.fields[2].options.erase(changed.fields[2].options.begin());
  changed.fields.pop_back();

  EXPECT_TRUE(world.use({changed}).ok());
}

TEST(upgrade, retired_field_keeps_its_column_and_is_hidden) {
  World world({item()});
  const Ref ref = world.make("item", one);
  RecordType changed = item();
  changed.fields[3].is_retired = true;

  ASSERT_TRUE(world.use({changed}).ok());
  EXPECT_FALSE(world.get(ref)->values.contains("owner"));
  EXPECT_EQ(world.update(ref, R"({"owner": "lin"})").error().code, "records.unknown_field");

  ASSERT_TRUE(world.use({item()}).ok());
  EXPECT_EQ(world.get(ref)->values.at("owner"), "lin");
}

TEST(upgrade, refuses_to_remove_a_state_that_is_used) {
  RecordType type = item();
  type.states = testing::states({"new", "old"});
  World world({type});
  world.make("item", one);
  type.states = testing::states({"old"});

  EXPECT_THAT(losses(world.use({type})), ElementsAre("item#state.new"));
}

TEST(upgrade, records_of_a_type_that_gets_states_begin_in_its_first) {
  World world({item()});
  const Ref ref = world.make("item", one);
  RecordType type = item();
  type.states = testing::states({"new", "old"});

  ASSERT_TRUE(world.use({type}).ok());

  EXPECT_EQ(world.get(ref)->state, "new");
}

TEST(upgrade, a_view_shows_natural_units) {
  World world({item()});
  world.make("item", one);

  const auto row = world.db().first("SELECT name, size, created_at FROM v_item");

  EXPECT_EQ(row->text(0), "x");
  EXPECT_EQ(row->real(1), 2.5);
  EXPECT_EQ(row->text(2), "2026-03-02T01:00:00Z");
}

TEST(upgrade, renamed_type_keeps_records_and_history) {
  World world({item()});
  const Ref ref = world.make("item", one);
  RecordType changed = item();
  changed.id = "thing";
  changed.was = "item";

  ASSERT_TRUE(world.use({changed}).ok());

  const Ref now{"thing", ref.id};
  EXPECT_EQ(world.get(now)->values.at("name"), "x");
  EXPECT_EQ(history(world.db(), now).size(), 1u);
}

std::vector<std::string> problems(std::vector<RecordType> types) {
  std::vector<std::string> texts;
  for (const base::Problem& problem : Catalogue::build(std::move(types)).problems) {
    texts.push_back(problem.text);
  }
  return texts;
}

TEST(catalogue, reports_every_problem) {
  RecordType type = item();
  type.fields.push_back(field("state", FieldType::Text));
  type.fields.push_back(testing::link_to("to_nowhere", "nowhere"));
  type.fields.push_back(testing::computed(testing::number("sum", 0), "1 +"));
  type.fields.push_back(testing::computed(testing::number("more", 0), "unknown_thing + 1"));
  type.states = testing::states({"a"});
  type.transitions = {testing::move("go", {"b"}, "c")};
  type.parent = "name";

  const auto found = problems({type});

  EXPECT_THAT(found, ::testing::Contains("field id is reserved: state"));
  EXPECT_THAT(found, ::testing::Contains("field to_nowhere: unknown record type nowhere"));
  EXPECT_THAT(found, ::testing::Contains(::testing::HasSubstr("in: 1 +")));
  EXPECT_THAT(found, ::testing::Contains("unknown name unknown_thing in: unknown_thing + 1"));
  EXPECT_THAT(found, ::testing::Contains("transition go.from: unknown state b"));
  EXPECT_THAT(found, ::testing::Contains("transition go.to: unknown state c"));
  EXPECT_THAT(found, ::testing::Contains("parent must name a link field that is not many: name"));
}

}  // namespace
}  // namespace records
