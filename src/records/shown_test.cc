// What the rules of a type note for themselves meets no people's eyes.
#include "records/shown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::World;

// A project that notes where it was paused, for its rules.
std::vector<RecordType> with_a_note() {
  auto types = std::vector{testing::project(), testing::milestone(), testing::report()};
  Field note = testing::field("paused_from", FieldType::Text);
  note.visible_when = testing::formula("false");
  Field told = testing::field("paused_why", FieldType::Text);
  told.visible_when = testing::formula("state = \"paused\"");
  types[0].fields.push_back(note);
  types[0].fields.push_back(told);
  return types;
}

class Notes : public ::testing::Test {
 protected:
  World world{with_a_note()};
  Ref ref = world.make("project", R"({"name": "园区", "paused_from": "running"})");
};

TEST_F(Notes, are_shown_nowhere_but_where_a_condition_may_hold) {
  const RecordType& type = *world.catalogue->type("project");
  EXPECT_FALSE(is_shown(*type.field("paused_from")));
  EXPECT_TRUE(is_shown(*type.field("paused_why")));
  EXPECT_TRUE(is_shown(*type.field("name")));
}

TEST_F(Notes, are_in_no_file_and_no_import) {
  const auto csv = export_csv(world.db(), *world.catalogue, world.environment, "project", {}, {});
  EXPECT_THAT(*csv, HasSubstr("paused_why"));
  EXPECT_THAT(*csv, Not(HasSubstr("paused_from")));

  EXPECT_THAT(*import_template(*world.catalogue, "project", "en"), HasSubstr("paused_why"));
  EXPECT_THAT(*import_template(*world.catalogue, "project", "en"), Not(HasSubstr("paused_from")));
  const auto refused =
      read_import(*world.catalogue, "project", "name,paused_from\r\na,running\r\n").error();
  EXPECT_EQ(refused.code, "records.import_invalid");
  EXPECT_THAT(refused.missing.front().how.en, Not(HasSubstr("is_open, paused_from")));
}

TEST_F(Notes, are_found_by_no_words_but_rules_and_programs_read_them) {
  EXPECT_EQ(world.list("project", {.search = "running"})->total, 0);
  EXPECT_EQ(world.list("project", {.search = "园区"})->total, 1);
  EXPECT_EQ(world.list("project", {.filter = "paused_from = \"running\""})->total, 1);
  EXPECT_EQ(world.get(ref)->values.at("paused_from"), "running");
}

}  // namespace
}  // namespace records
