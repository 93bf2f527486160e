// Who is not let in is told so, and a process takes no more sessions than it is told to.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "storage/postgres/connection.h"
#include "storage/postgres/open.h"
#include "storage/postgres/server.h"
#include "storage/testing.h"

namespace storage {
namespace {

struct reaching : ::testing::Test {
  void SetUp() override {
    if (testing::server().empty()) GTEST_SKIP() << "JINGWEI_TEST_STORAGE names no server";
    place = std::make_unique<TemporaryPlace>(testing::server());
  }
  postgres::PostgresConnection session() const {
    return {place->settings().server, "public", postgres::Access::ReadWrite, Durability::Off};
  }
  // As somebody else, or with something else, than the settings of the place say.
  std::string refused(const std::string& more) const {
    Settings settings = place->settings();
    const std::string name = session().first("SELECT current_database()")->text(0);
    settings.server = postgres::with_database(settings.server, name) + " " + more;
    const auto opened = Database::open(settings);
    return opened ? "opened" : opened.error().code + ": " + opened.error().detail;
  }

  std::unique_ptr<TemporaryPlace> place;
};

TEST_F(reaching, who_is_not_let_in_is_told_what_is_wrong) {
  EXPECT_EQ(refused("application_name='as it is'"), "opened");

  const auto says = [&](const std::string& more, const std::string& what) {
    const std::string told = refused(more);
    EXPECT_TRUE(told.starts_with("storage.not_let_in: ")) << told;
    EXPECT_NE(told.find(what), std::string::npos) << told;
  };
  says("user=nobody_here", "nobody_here");
  says("dbname=nowhere_at_all", "nowhere_at_all");
  says("sslmode=maybe", "sslmode");
  says("colour=red", "colour");
  says("options='-c colour=red'", "colour");
}

TEST_F(reaching, a_server_that_is_not_there_refuses_nobody) {
  const std::string told = refused("host=/nowhere/at/all port=1");

  EXPECT_TRUE(told.starts_with("storage.unavailable: ")) << told;
}

TEST_F(reaching, no_more_sessions_than_told) {
  constexpr size_t allowed = kSessionsMin;
  Settings settings = place->settings();
  settings.sessions_max = allowed;
  const auto opened = Database::open(settings).value();
  auto watcher = session();
  std::atomic<int> reads = 0;
  std::vector<std::thread> threads;
  for (int each = 0; each < 12; ++each)
    threads.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        auto lease = opened->read();
        lease->query("SELECT pg_sleep(0.002)");
        ++reads;
      }
    });

  int64_t most = 0;
  while (reads < 240) {
    const auto count = watcher.first(
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        "pg_backend_pid() AND backend_type = 'client backend'");
    most = std::max(most, count->integer(0));
  }
  for (auto& thread : threads) thread.join();

  EXPECT_GE(most, 3);
  EXPECT_LE(most, static_cast<int64_t>(allowed) - 1);  // nobody has asked for attachments
}

}  // namespace
}  // namespace storage
