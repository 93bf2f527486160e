#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/csv.h"
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
    return run("project", csv, mode);
  }
  base::Result<Import> run(std::string_view type, std::string_view csv, ImportMode mode) {
    auto file = read_import(*world.catalogue, type, csv);
    if (!file) return file.error();
    storage::Tx tx = world.tx();
    tx.db.begin();
    Import result = import_rows(tx, *world.catalogue, world.environment, *file, file->rows, mode);
    tx.db.commit();
    if (mode == ImportMode::Apply && !result.problems.empty())
      return refused_import(*file, result.problems);
    return result;
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
  EXPECT_EQ(preview->problems[0].row.line, 2);
  EXPECT_EQ(preview->problems[0].error.code, "records.field_required");
  EXPECT_EQ(count(), 0);
}

TEST_F(ImportTest, creates_every_record_or_none) {
  const auto refused = run(good, ImportMode::Apply);
  EXPECT_EQ(refused.error().code, "records.import_invalid");
  EXPECT_THAT(testing::missing_names(refused.error()), ElementsAre("line 2"));
  EXPECT_THAT(refused.error().missing[0].label.zh, HasSubstr("第 2 行（reason）"));
  EXPECT_THAT(refused.error().missing[0].how.zh, HasSubstr("请填写"));
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

TEST_F(ImportTest, blank_lines_are_skipped_and_those_below_keep_their_numbers) {
  constexpr std::string_view spaced =
      "name,amount\r\n大厦,\r\n,\r\n\r\n 　,  \r\n园区,many\r\n,\r\n";

  const auto preview = run(spaced, ImportMode::Preview);

  ASSERT_TRUE(preview.ok());
  ASSERT_THAT(preview->problems, SizeIs(1));
  EXPECT_EQ(preview->problems[0].row.line, 6);
  EXPECT_EQ(base::count_blank_lines(spaced), 4);
  EXPECT_EQ(run("name,amount\r\n,\r\n", ImportMode::Preview).error().code,
            "records.import_invalid");
}

TEST_F(ImportTest, a_refused_cell_is_named_by_line_and_column) {
  const auto refused = run("name,amount\r\n园区,1\r\n大厦,many\r\n", ImportMode::Apply);

  EXPECT_THAT(testing::missing_names(refused.error()), ElementsAre("line 3 column 2"));
  EXPECT_THAT(refused.error().missing[0].label.zh, HasSubstr("第 3 行第 2 列"));
}

TEST_F(ImportTest, the_template_has_the_columns_that_an_import_takes) {
  const auto csv = import_template(*world.catalogue, "project", "zh");
  ASSERT_TRUE(csv.ok());

  EXPECT_TRUE(read_import(*world.catalogue, "project", *csv + "园区\r\n").ok());
  EXPECT_EQ(import_template(*world.catalogue, "nothing", "zh").error().code,
            "records.unknown_type");
}

TEST_F(ImportTest, links_by_number_or_title) {
  const Ref ref = world.make("project", R"({"name": "园区"})");
  world.make("project", R"({"name": "twice"})");
  world.make("project", R"({"name": "twice"})");

  const auto imported = run("milestone", "项目,name\r\n", ImportMode::Preview);
  EXPECT_EQ(imported.error().code, "records.import_invalid");
  const auto preview = run(
      "milestone",
      "project,name\r\n园区,a\r\nP-202603-001,b\r\ntwice,c\r\n" + std::to_string(ref.id) + ",d\r\n",
      ImportMode::Preview);
  ASSERT_TRUE(preview.ok());
  ASSERT_THAT(preview->problems, SizeIs(1));
  EXPECT_EQ(preview->problems[0].row.line, 4);
}

}  // namespace
}  // namespace records
