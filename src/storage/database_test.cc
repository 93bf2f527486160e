#include "storage/database.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "storage/testing.h"

namespace storage {
namespace {

using testing::TemporaryFolder;

constexpr Migration notes[] = {
    {"notes", 1, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)"},
    {"notes", 2, "ALTER TABLE note ADD COLUMN size REAL; CREATE INDEX note_size ON note (size)"},
};

struct database : ::testing::Test {
  TemporaryFolder folder;
  std::unique_ptr<Database> opened = Database::open({folder.path()}).value();
  Connection& db = opened->writer();
  void SetUp() override { ASSERT_TRUE(opened->migrate(notes)); }
  int64_t count() { return db.first("SELECT COUNT(*) FROM note")->integer(0); }
  void add(const std::string& text) { db.execute("INSERT INTO note (text) VALUES (?)", {text}); }
};

TEST_F(database, keeps_every_kind_of_value) {
  db.run_script("CREATE TABLE any (a, b, c, d, e)");
  const std::string zero("a\0b", 3);
  db.execute("INSERT INTO any VALUES (?, ?, ?, ?, ?)",
             {nullptr, int64_t{INT64_MIN}, 2.5, "经纬" + zero, Blob{zero}});

  const Row row = *db.first("SELECT * FROM any");

  EXPECT_TRUE(row.is_null(0));
  EXPECT_EQ(row.text(0), "");
  EXPECT_EQ(row.integer(1), INT64_MIN);
  EXPECT_EQ(row.real(2), 2.5);
  EXPECT_EQ(row.text(3), "经纬" + zero);
  EXPECT_EQ(row.blob(4), zero);
  EXPECT_THROW(row.integer(3), base::Bug);
}

TEST_F(database, the_same_statement_may_run_inside_itself) {
  for (const char* text : {"a", "b", "c"}) add(text);
  int seen = 0;
  const auto sql = "SELECT text FROM note ORDER BY id";

  db.each(sql, {}, [&](const Row&) {
    db.each(sql, {}, [&](const Row&) { return ++seen > 0; });
    return true;
  });

  EXPECT_EQ(seen, 9);
}

TEST_F(database, wrong_sql_is_a_defect_and_a_refused_row_a_violation) {
  EXPECT_THROW(db.execute("SELEC 1"), base::Bug);
  EXPECT_THROW(db.execute("SELECT ?"), base::Bug);
  EXPECT_THROW(db.execute("SELECT 1; SELECT 2"), base::Bug);
  add("a");
  EXPECT_THROW(add("a"), ConstraintViolation);
  EXPECT_EQ(count(), 1);
}

TEST_F(database, savepoints_nest) {
  db.begin();
  add("kept");
  db.set_savepoint("outer");
  add("taken_back");
  db.set_savepoint("inner");
  add("also_taken_back");
  db.release_savepoint("inner");
  db.roll_back_to("outer");
  db.commit();

  EXPECT_EQ(count(), 1);
  EXPECT_EQ(db.times_rolled_back(), 1);
  EXPECT_THROW(db.set_savepoint("x; DROP TABLE note"), base::Bug);
}

TEST_F(database, readers_see_committed_rows_only_and_cannot_write) {
  db.begin();
  add("a");
  const auto count_read = [&] {
    auto lease = opened->read();
    return lease->first("SELECT COUNT(*) FROM note")->integer(0);
  };

  EXPECT_EQ(count_read(), 0);
  db.commit();
  EXPECT_EQ(count_read(), 1);
  auto lease = opened->read();
  EXPECT_THROW(lease->execute("DELETE FROM note"), base::Bug);
}

TEST_F(database, many_threads_read_while_one_writes) {
  std::atomic<bool> done = false;
  std::vector<std::thread> threads;
  std::atomic<int> odd = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      while (!done) {
        auto lease = opened->read();
        if (lease->first("SELECT COUNT(*) FROM note")->integer(0) % 2 != 0) ++odd;
      }
    });
  }
  for (int i = 0; i < 200; ++i) {
    db.begin();
    add("a" + std::to_string(i));
    add("b" + std::to_string(i));
    db.commit();
  }
  done = true;
  for (auto& thread : threads) thread.join();

  EXPECT_EQ(odd, 0);
}

TEST_F(database, migrations_are_applied_once_and_in_order) {
  add("a");

  EXPECT_TRUE(opened->migrate(notes));

  EXPECT_EQ(count(), 1);
  EXPECT_THROW(static_cast<void>(opened->migrate(std::span(notes).subspan(1))), base::Bug);
}

TEST_F(database, a_failing_migration_leaves_nothing) {
  const Migration broken[] = {{"more", 1, "CREATE TABLE more (id INTEGER); CREATE TABEL x (y)"}};

  EXPECT_THROW(static_cast<void>(opened->migrate(broken)), base::Bug);

  EXPECT_EQ(db.query("SELECT name FROM sqlite_master WHERE name = 'more'").size(), 0u);
}

TEST_F(database, refuses_a_file_of_a_newer_program) {
  const auto refused = opened->migrate(std::span(notes).first(1));

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "storage.newer_schema");
}

TEST_F(database, refuses_a_second_process) {
  const auto second = Database::open({folder.path()});

  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "storage.locked");
  opened.reset();
  EXPECT_TRUE(Database::open({folder.path()}));
}

TEST_F(database, closing_leaves_one_file_that_may_be_copied) {
  add("a");
  { const auto lease = opened->read(); }

  opened.reset();

  EXPECT_FALSE(std::filesystem::exists(folder.path() / "jingwei.db-wal"));
  std::filesystem::create_directories(folder.path() / "copy");
  std::filesystem::copy_file(folder.path() / "jingwei.db", folder.path() / "copy" / "jingwei.db");
  const auto copy = Database::open({folder.path() / "copy"}).value();
  EXPECT_EQ(copy->writer().first("SELECT COUNT(*) FROM note")->integer(0), 1);
}

TEST(database_open, refuses_a_folder_that_is_a_file) {
  TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "x";

  EXPECT_EQ(Database::open({folder.path() / "file"}).error().code, "storage.unavailable");
}

TEST(database_open, refuses_a_file_that_is_no_database) {
  TemporaryFolder folder;
  std::ofstream(folder.path() / "jingwei.db") << std::string(5000, 'x');

  EXPECT_EQ(Database::open({folder.path()}).error().code, "storage.unavailable");
}

TEST_F(database, a_backup_is_complete_and_never_overwrites) {
  add("a");
  const auto target = folder.path() / "backup";

  ASSERT_TRUE(opened->back_up(target));
  add("b");

  const auto copy = Database::open({target}).value();
  EXPECT_EQ(copy->writer().first("SELECT COUNT(*) FROM note")->integer(0), 1);
  EXPECT_EQ(opened->back_up(target).error().code, "storage.backup_exists");
}

}  // namespace
}  // namespace storage
