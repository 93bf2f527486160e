#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using testing::World;

class ImportTest : public ::testing::Test {
 protected:
  ImportTest() {
    world.environment.id_of = [](storage::Connection&, FieldType, std::string_view name) {
      return name == "林华" ? std::optional<std::string>("lin") : std::nullopt;
    };
  }
  base::Result<Import> run(std::string_view csv, ImportMode mode) {
    storage::Tx tx = world.tx();
    return import_csv(tx, *world.catalogue, world.environment, "project", csv, mode);
  }
  int64_t count() { return world.list("project", {})->total; }
  World world;
};

constexpr std::string_view good =
    "name,amount,class,starts_on,owner,members,is_open\r\n"
    "园区,\"1,234.50\",special,2026/3/2,林华,lin、wang,是\r\n"
    "大厦,,,,,,\r\n";

TEST_F(ImportTest, preview_names_every_line_and_writes_nothing) {
  const auto preview = run(good, ImportMode::Preview);
  ASSERT_TRUE(preview.ok());
  ASSERT_THAT(preview->problems, SizeIs(1));
  EXPECT_EQ(preview->problems[0].line, 2);
  EXPECT_EQ(preview->problems[0].error.code, "records.field_required");
  EXPECT_EQ(count(), 0);
}

TEST_F(ImportTest, creates_every_record_or_none) {
  const auto refused = run(good, ImportMode::Apply);
  EXPECT_EQ(refused.error().code, "records.import_invalid");
  EXPECT_THAT(testing::missing_names(refused.error()), ElementsAre("line 2"));
  EXPECT_THAT(refused.error().missing[0].how.zh, HasSubstr("reason：请填写"));
  EXPECT_EQ(count(), 0);

  std::string csv(good);
  csv.replace(csv.find("special"), 7, "plain");
  csv.replace(csv.find("1,234.50"), 8, "1,23.50 ");
  const auto applied = run(csv, ImportMode::Apply);
  ASSERT_TRUE(applied.ok());
  ASSERT_THAT(applied->created, SizeIs(2));
  const auto values = world.get(applied->created[0])->values;
  EXPECT_EQ(values.at("amount"), "123.50");
  EXPECT_EQ(values.at("starts_on"), "2026-03-02");
  EXPECT_EQ(values.at("owner"), "lin");
  EXPECT_EQ(values.at("members"), base::JsonArray({"lin", "wang"}));
  EXPECT_EQ(values.at("is_open"), true);
}

TEST_F(ImportTest, refuses_unknown_columns_and_broken_files) {
  EXPECT_EQ(run("name,nonsense\r\na,b\r\n", ImportMode::Preview).error().code,
            "records.import_invalid");
  EXPECT_EQ(run("name,done\r\na,1\r\n", ImportMode::Preview).error().code,
            "records.import_invalid");
  EXPECT_EQ(run("name,name\r\na,b\r\n", ImportMode::Preview).error().code,
            "records.import_invalid");
  EXPECT_EQ(run("", ImportMode::Preview).error().code, "records.import_invalid");
  EXPECT_EQ(run("name\r\n\"a", ImportMode::Preview).error().code, "request.malformed");
  EXPECT_THAT(run("name\r\na,b\r\n", ImportMode::Preview)->problems, SizeIs(1));
}

TEST_F(ImportTest, links_by_number_or_title) {
  const Ref ref = world.make("project", R"({"name": "园区"})");
  world.make("project", R"({"name": "twice"})");
  world.make("project", R"({"name": "twice"})");
  storage::Tx tx = world.tx();

  const auto imported = import_csv(tx, *world.catalogue, world.environment, "milestone",
                                   "项目,name\r\n", ImportMode::Preview);
  EXPECT_EQ(imported.error().code, "records.import_invalid");
  const auto preview = import_csv(
      tx, *world.catalogue, world.environment, "milestone",
      "project,name\r\n园区,a\r\nP-202603-001,b\r\ntwice,c\r\n" + std::to_string(ref.id) + ",d\r\n",
      ImportMode::Preview);
  ASSERT_TRUE(preview.ok());
  ASSERT_THAT(preview->problems, SizeIs(1));
  EXPECT_EQ(preview->problems[0].line, 4);
}

}  // namespace
}  // namespace records
