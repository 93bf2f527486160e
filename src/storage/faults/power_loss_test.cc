// What the storage has acknowledged survives a loss of power at any moment.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <functional>

#include "storage/database.h"
#include "storage/faults/lossy_disk.h"
#include "storage/testing.h"

namespace storage::testing {
namespace {

constexpr Migration kTables{"power", 1, R"sql(
CREATE TABLE entry (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE total (id INTEGER PRIMARY KEY, entries INTEGER NOT NULL);
INSERT INTO total VALUES (1, 0);
)sql"};

unsigned seed_of_run() {
  const char* wanted = std::getenv("JINGWEI_SEED");
  const unsigned seed = wanted != nullptr ? static_cast<unsigned>(std::strtoul(wanted, nullptr, 10))
                                          : std::random_device()();
  std::printf("JINGWEI_SEED=%u\n", seed);
  return seed;
}

// Writes entries, each with the total in one transaction, until power is lost; gives how many were
// acknowledged at that moment.
int64_t write_until_loss(LossyDisk& disk, const std::filesystem::path& folder,
                         Durability durability, std::mt19937& random) {
  auto database = std::move(Database::open({folder, durability})).value();
  base::ensure(database->migrate(std::span(&kTables, 1)).ok(), "the tables are made");
  int64_t acknowledged = 0;
  int64_t at_loss = -1;
  disk.on_loss = [&] { at_loss = acknowledged; };
  disk.lose_power_at(random() % 4000);
  Connection& db = database->writer();
  while (at_loss < 0) {
    db.begin();
    db.execute("INSERT INTO entry VALUES (?, ?)",
               {acknowledged + 1, Blob{std::string(random() % 9000, 'x')}});
    db.execute("UPDATE total SET entries = entries + 1 WHERE id = 1");
    db.commit();
    ++acknowledged;
  }
  disk.on_loss = nullptr;
  return at_loss;
}

// Empty when the database in `folder` holds what was acknowledged, and nothing half.
std::string fault_of(const std::filesystem::path& folder, int64_t acknowledged) {
  try {
    auto database = std::move(Database::open({folder, Durability::Full})).value();
    Connection& db = database->writer();
    if (const auto check = db.first("PRAGMA integrity_check")->text(0); check != "ok") return check;
    const auto entries = db.first("SELECT count(*) FROM entry")->integer(0);
    const auto total = db.first("SELECT entries FROM total")->integer(0);
    if (entries != total) return "half a transaction";
    if (entries < acknowledged) return "an acknowledged entry is missing";
    if (entries > acknowledged + 1) return "an entry that nobody wrote";
    return {};
  } catch (const std::exception& failure) {
    return failure.what();
  }
}

// Loses power once; gives the fault that is found afterwards.
std::string fault_after_loss(unsigned seed, Durability durability) {
  const TemporaryPlace before;
  const TemporaryPlace after;
  std::mt19937 random(seed);
  int64_t acknowledged = 0;
  {
    LossyDisk disk(seed);
    acknowledged = write_until_loss(disk, before.folder(), durability, random);
    disk.restore(after.folder());
  }
  return fault_of(after.folder(), acknowledged);
}

TEST(power_loss, takes_nothing_that_was_acknowledged) {
  const unsigned seed = seed_of_run();

  for (unsigned round = 0; round < 60; ++round) {
    ASSERT_EQ(fault_after_loss(seed + round, Durability::Full), "")
        << "JINGWEI_SEED=" << seed + round;
  }
}

// The control: the test above is worth something only if a disk that is never synced fails it.
TEST(power_loss, takes_much_from_a_database_that_does_not_sync) {
  const unsigned seed = seed_of_run();

  int faults = 0;
  for (unsigned round = 0; round < 20; ++round) {
    if (!fault_after_loss(seed + round, Durability::Off).empty()) ++faults;
  }

  EXPECT_GT(faults, 10);
}

}  // namespace
}  // namespace storage::testing
