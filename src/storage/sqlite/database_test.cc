#include "storage/database.h"

#include <gtest/gtest.h>

#include <fstream>

#include "storage/attachments.h"
#include "storage/temporary_place.h"

namespace storage {
namespace {

// Facts about files, whatever the other tests run on.
struct sqlite_files : ::testing::Test {
  const TemporaryPlace place;
  const std::filesystem::path folder = place.folder();
  std::unique_ptr<Database> opened = Database::open({folder}).value();
  Connection& db = opened->writer();
  void SetUp() override { db.run_script("CREATE TABLE note (text TEXT)"); }
  void add(const std::string& text) { db.execute("INSERT INTO note (text) VALUES (?)", {text}); }
  static int64_t count(Database& database) {
    return database.writer().first("SELECT COUNT(*) FROM note")->integer(0);
  }
};

TEST_F(sqlite_files, closing_leaves_one_file_that_may_be_copied) {
  add("a");
  { const auto lease = opened->read(); }

  opened.reset();

  EXPECT_FALSE(std::filesystem::exists(folder / "jingwei.db-wal"));
  std::filesystem::create_directories(folder / "copy");
  std::filesystem::copy_file(folder / "jingwei.db", folder / "copy" / "jingwei.db");
  EXPECT_EQ(count(*Database::open({folder / "copy"}).value()), 1);
}

TEST_F(sqlite_files, a_backup_is_complete_and_never_overwrites) {
  add("a");
  const auto target = folder / "backup";

  ASSERT_TRUE(opened->back_up(target));
  add("b");

  EXPECT_EQ(count(*Database::open({target}).value()), 1);
  EXPECT_EQ(opened->back_up(target).error().code, "storage.backup_exists");
}

TEST_F(sqlite_files, attachments_are_part_of_the_backup) {
  const std::string hash = Attachments::open({folder}).value()->put("abc").value();

  ASSERT_TRUE(opened->back_up(folder / "backup"));

  EXPECT_EQ(Attachments::open({folder / "backup"}).value()->get(hash).value(), "abc");
}

TEST_F(sqlite_files, a_text_may_hold_a_zero_byte) {
  add(std::string("a\0b", 3));

  EXPECT_EQ(db.first("SELECT text FROM note")->text(0), std::string("a\0b", 3));
}

// It is one row's fault, and no reason to take the database to be out of reach.
TEST_F(sqlite_files, a_value_that_is_too_large_is_a_defect) {
  EXPECT_THROW(db.query("SELECT zeroblob(2000000000)"), base::Bug);
}

TEST(sqlite_open, refuses_a_folder_that_is_a_file) {
  const TemporaryPlace place;
  std::ofstream(place.folder() / "file") << "x";

  EXPECT_EQ(Database::open({place.folder() / "file"}).error().code, "storage.unavailable");
}

TEST(sqlite_open, refuses_a_file_that_is_no_database) {
  const TemporaryPlace place;
  std::ofstream(place.folder() / "jingwei.db") << std::string(5000, 'x');

  EXPECT_EQ(Database::open({place.folder()}).error().code, "storage.unavailable");
}

}  // namespace
}  // namespace storage
