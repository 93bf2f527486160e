#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>

#include "storage/attachments.h"
#include "storage/postgres/connection.h"
#include "storage/postgres/open.h"
#include "storage/testing.h"

namespace storage {
namespace {

// Real processes: tests/postgres/failover. Here what a commit does when its time is over.
struct ownership : ::testing::Test {
  void SetUp() override {
    if (testing::server().empty()) GTEST_SKIP() << "JINGWEI_TEST_STORAGE names no server";
    place = std::make_unique<TemporaryPlace>(testing::server());
    Settings settings = place->settings();
    settings.on_lost = [this] { times_lost.fetch_add(1), times_lost.notify_all(); };
    first = Database::open(settings).value();
    first->writer().run_script("CREATE TABLE note (text TEXT)");
  }
  // Of somebody who owns nothing.
  postgres::PostgresConnection other_session() const {
    const Settings settings = place->settings();
    return {settings.server, postgres::schema_of(settings), postgres::Access::ReadWrite,
            Durability::Off};
  }
  // As if the first had stood still beyond its end and another had come.
  void take_it_away() {
    other_session().execute("UPDATE workspace_owner SET epoch = epoch + 1, owner = 'other:7'");
  }
  void end_other_sessions() {
    other_session().query(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }
  static int64_t count(Database& database) {
    return database.read()->first("SELECT COUNT(*) FROM note")->integer(0);
  }

  std::atomic<int> times_lost = 0;
  std::unique_ptr<TemporaryPlace> place;
  std::unique_ptr<Database> first;
};

TEST_F(ownership, a_refusal_says_who_holds_the_workspace) {
  const auto second = Database::open(place->settings());

  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, "storage.locked");
  EXPECT_TRUE(second.error().detail.ends_with(":" + std::to_string(::getpid())));
}

TEST_F(ownership, no_commit_passes_when_another_has_taken_the_workspace) {
  Connection& db = first->writer();
  db.begin();
  db.execute("INSERT INTO note VALUES ('before')");
  db.commit();
  db.begin();
  db.execute("INSERT INTO note VALUES ('late')");
  take_it_away();

  std::string why;
  try {
    db.commit();
  } catch (const Failure& failure) {
    why = failure.what();
  }
  db.roll_back();

  EXPECT_EQ(why, "the workspace was taken by other:7");
  EXPECT_EQ(count(*first), 1);
}

TEST_F(ownership, its_loss_is_told_once) {
  take_it_away();

  times_lost.wait(0);
  first.reset();

  EXPECT_EQ(times_lost, 1);
}

TEST_F(ownership, is_given_up_at_once_by_closing) {
  first.reset();

  EXPECT_TRUE(Database::open(place->settings()));
}

TEST_F(ownership, a_lost_session_of_the_writer_comes_back) {
  Connection& db = first->writer();
  db.begin();
  db.execute("INSERT INTO note VALUES ('lost')");
  end_other_sessions();
  EXPECT_THROW(db.commit(), Failure);
  db.roll_back();

  db.begin();
  db.execute("INSERT INTO note VALUES ('kept')");
  db.commit();

  EXPECT_EQ(count(*first), 1);
}

TEST_F(ownership, a_commit_behind_a_failure_fails) {
  auto db = other_session();
  db.begin();
  db.execute("INSERT INTO note VALUES ('lost')");
  EXPECT_THROW(db.query("SELECT nothing FROM note"), base::Bug);

  EXPECT_THROW(db.commit(), Failure);

  EXPECT_EQ(count(*first), 0);
}

TEST_F(ownership, a_backup_is_left_to_the_server) {
  EXPECT_EQ(first->back_up(place->folder()).error().code, "storage.backup_elsewhere");
}

TEST_F(ownership, a_text_with_a_zero_byte_is_a_defect) {
  EXPECT_THROW(first->writer().execute("INSERT INTO note VALUES (?)", {std::string("a\0b", 3)}),
               base::Bug);
}

TEST(postgres_open, refuses_a_server_that_is_not_there) {
  Settings settings;
  settings.server = "postgres:///none?host=/nowhere";

  EXPECT_EQ(Database::open(settings).error().code, "storage.unavailable");
  EXPECT_EQ(Attachments::open(settings).error().code, "storage.unavailable");
}

}  // namespace
}  // namespace storage
