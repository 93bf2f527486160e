#include "storage/database.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <thread>

#include "base/asker.h"
#include "base/text.h"
#include "storage/reading.h"
#include "storage/testing.h"

namespace storage {
namespace {

constexpr Migration notes[] = {
    {"notes", 1, "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE)"},
    {"notes", 2, "ALTER TABLE note ADD COLUMN size REAL; CREATE INDEX note_size ON note (size)"},
};

struct database : ::testing::Test {
  const TemporaryPlace place{testing::server()};
  std::unique_ptr<Database> opened = Database::open(place.settings()).value();
  Connection& db = opened->writer();
  void SetUp() override { ASSERT_TRUE(opened->migrate(notes)); }
  int64_t count() { return db.first("SELECT COUNT(*) FROM note")->integer(0); }
  void add(const std::string& text) { db.execute("INSERT INTO note (text) VALUES (?)", {text}); }
};

TEST_F(database, keeps_every_kind_of_value) {
  db.run_script("CREATE TABLE every (a INTEGER, b BIGINT, c REAL, d TEXT, e BLOB)");
  const std::string zero("a\0b", 3);
  db.execute("INSERT INTO every VALUES (?, ?, ?, ?, ?)",
             {nullptr, int64_t{INT64_MIN}, 2.5, "经纬 \\ ' ?", Blob{zero}});

  const Row row = *db.first("SELECT * FROM every");

  EXPECT_TRUE(row.is_null(0));
  EXPECT_EQ(row.text(0), "");
  EXPECT_EQ(row.integer(1), INT64_MIN);
  EXPECT_EQ(row.real(2), 2.5);
  EXPECT_EQ(row.text(3), "经纬 \\ ' ?");
  EXPECT_EQ(row.blob(4), zero);
  EXPECT_THROW(row.integer(3), base::Bug);
}

TEST_F(database, counts_sums_and_truths_are_integers) {
  db.run_script("INSERT INTO note (text, size) VALUES ('a', 1.5), ('b', 2)");

  const Row row = *db.first(
      "SELECT COUNT(*), SUM(id), SUM(size), EXISTS (SELECT 1 FROM note WHERE text = ?) FROM note",
      {"b"});

  EXPECT_EQ(row.integer(0), 2);
  EXPECT_EQ(row.integer(1), 3);
  EXPECT_EQ(row.real(2), 3.5);
  EXPECT_EQ(row.integer(3), 1);
}

TEST_F(database, texts_are_in_the_order_of_their_bytes) {
  for (const char* text : {"b", "a", "B", "经", "é", "_", "A"}) add(text);
  std::string order;

  for (const Row& row : db.query("SELECT text FROM note ORDER BY text")) order += row.text(0);

  EXPECT_EQ(order, "AB_abé经");
  EXPECT_EQ(db.first("SELECT COUNT(*) FROM note WHERE text < 'a'")->integer(0), 3);
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

TEST_F(database, what_fails_behind_a_savepoint_spoils_nothing_before_it) {
  db.begin();
  add("kept");
  db.set_savepoint("operation");
  EXPECT_THROW(add("kept"), ConstraintViolation);
  db.roll_back_to("operation");
  db.set_savepoint("operation");
  EXPECT_THROW(db.query("SELECT nothing FROM note"), base::Bug);
  db.roll_back_to("operation");
  add("also kept");
  db.commit();

  EXPECT_EQ(count(), 2);
}

TEST_F(database, a_table_may_change_under_prepared_statements) {
  add("1");
  const auto read = [](Connection& connection) {
    return connection.first("SELECT size FROM note")->cell(0);
  };
  read(db);
  auto reader = opened->read();
  read(*reader);

  db.execute("UPDATE note SET size = NULL");
  db.execute("DROP INDEX note_size");
  db.execute("ALTER TABLE note DROP COLUMN size");
  db.execute("ALTER TABLE note ADD COLUMN size TEXT");
  db.execute("UPDATE note SET size = ?", {"large"});

  EXPECT_EQ(read(db), Cell("large"));
  EXPECT_EQ(read(*reader), Cell("large"));
}

TEST_F(database, finds_all_terms_of_a_search) {
  for (const std::string& sql : db.dialect().make_full_text("\"s_note\"")) db.execute(sql);
  for (const std::string& sql : db.dialect().make_full_text("\"s_note\"")) db.execute(sql);
  const std::string words[] = {"采购合同 S18", "采购计划", std::string(5000, 'x') + " 合同"};
  for (int64_t i = 0; i < 3; ++i) {
    db.execute("INSERT INTO \"s_note\" (rowid, terms) VALUES (?, ?)",
               {i, base::index_terms(words[i])});
  }
  const auto found = [&](std::string_view text) {
    std::string rows;
    for (const Row& row : db.query("SELECT rowid FROM \"s_note\" WHERE " +
                                       db.dialect().has_terms("\"s_note\"") + " ORDER BY rowid",
                                   {base::search_query(text)})) {
      rows += std::to_string(row.integer(0));
    }
    return rows;
  };

  EXPECT_EQ(found("采购"), "01");
  EXPECT_EQ(found("合同 s1"), "0");
  EXPECT_EQ(found("cg"), "01");
  EXPECT_EQ(found(std::string(4000, 'x')), "2");
  EXPECT_EQ(found("销售"), "");
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

  EXPECT_THROW(db.query("SELECT * FROM more"), base::Bug);
}

TEST_F(database, refuses_the_data_of_a_newer_program) {
  const auto refused = opened->migrate(std::span(notes).first(1));

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "storage.newer_schema");
}

TEST_F(database, refuses_a_second_process) {
  const auto second = Database::open(place.settings());

  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "storage.locked");
  opened.reset();
  EXPECT_TRUE(Database::open(place.settings()));
}

constexpr const char* kEndless =
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT "
    "count(*) FROM n";

TEST(database_place, a_read_that_takes_too_long_is_given_up_and_the_next_goes_on) {
  TemporaryPlace place(testing::server());
  Settings settings = place.settings();
  settings.reads_for = std::chrono::milliseconds(50);
  auto opened = Database::open(settings);
  ASSERT_TRUE(opened.ok());
  auto reader = (*opened)->read();
  EXPECT_THROW(reader->query(kEndless), Failure);
  EXPECT_EQ(reader->query("SELECT 7").front().integer(0), 7);
}

TEST(database_place, whoever_reads_is_stopped_for_the_end_of_the_program) {
  TemporaryPlace place(testing::server());
  auto opened = Database::open(place.settings());
  ASSERT_TRUE(opened.ok());
  Database& database = **opened;
  std::atomic<int> begun = 0;
  std::atomic<int> given_up = 0;
  std::vector<std::thread> reading;
  for (int i = 0; i < 3; ++i) {
    reading.emplace_back([&] {
      auto reader = database.read();
      ++begun;
      try {
        reader->query(kEndless);
      } catch (const Failure&) {
        ++given_up;
      }
    });
  }
  auto rows = database.read();
  EXPECT_EQ(rows->query("SELECT 7").size(), 1u);
  while (begun < 3) std::this_thread::sleep_for(std::chrono::milliseconds(20));

  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (given_up < 3 && std::chrono::steady_clock::now() < end) {
    stop_reads(database);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }

  EXPECT_EQ(given_up, 3);
  EXPECT_THROW(rows->query("SELECT 7"), Failure);
  EXPECT_THROW(database.read(), Failure);
  EXPECT_EQ(database.writer().first("SELECT 7")->integer(0), 7) << "what is written is finished";
  for (std::thread& each : reading) each.join();
}

// Of one whose side is closed only what takes long is given up; others read on, and so does the
// next who is lent the connection.
TEST(database_place, what_is_read_for_one_who_has_left_is_given_up) {
  TemporaryPlace place(testing::server());
  auto opened = Database::open(place.settings());
  ASSERT_TRUE(opened.ok());
  Database& database = **opened;
  const auto asker = std::make_shared<base::Asker>();
  std::promise<void> begun;
  auto reading = std::async(std::launch::async, [&] {
    const base::WorksFor whom(asker);
    auto reader = database.read();
    begun.set_value();
    EXPECT_THROW(reader->query(kEndless), Failure);
    EXPECT_THROW(reader->query("SELECT 7"), Failure);
  });
  begun.get_future().wait();
  auto other = database.read();

  asker->leave();

  ASSERT_EQ(reading.wait_for(std::chrono::seconds(20)), std::future_status::ready);
  reading.get();
  EXPECT_EQ(other->first("SELECT 7")->integer(0), 7);
  EXPECT_EQ(database.read()->first("SELECT 8")->integer(0), 8);
}

TEST(database_place, a_copy_holds_the_same) {
  const TemporaryPlace place(testing::server(), Room::Database);
  Database::open(place.settings())
      .value()
      ->writer()
      .run_script("CREATE TABLE note (text TEXT); INSERT INTO note VALUES ('a')");

  const TemporaryPlace copy(place);

  const auto copied = Database::open(copy.settings()).value();
  EXPECT_EQ(copied->writer().first("SELECT text FROM note")->text(0), "a");
}

}  // namespace
}  // namespace storage
