#include "storage/keys.h"

#include <gtest/gtest.h>

#include <set>

#include "base/random.h"
#include "storage/testing.h"

namespace storage {
namespace {

TEST(keys, count_up_from_the_first_key) {
  testing::Store store;
  StoredKeys keys(store.db());

  for (int64_t i = 0; i < 2500; ++i) EXPECT_EQ(keys.next(), StoredKeys::first_key + i);
}

TEST(keys, go_on_behind_the_mark_after_a_restart) {
  testing::Store store;
  StoredKeys before(store.db());
  before.next();

  StoredKeys after(store.db());

  EXPECT_EQ(after.next(), StoredKeys::first_key + 1000);
}

TEST(keys, of_a_refused_operation_take_no_mark_with_them) {
  testing::Store store;
  StoredKeys keys(store.db());
  store.db().begin();
  store.db().set_savepoint("operation");
  keys.next();
  store.db().roll_back_to("operation");
  const int64_t kept = keys.next();
  store.db().commit();

  StoredKeys after_crash(store.db());

  EXPECT_GT(after_crash.next(), kept);
}

// Random operations, refusals, failed commits and crashes: what was committed never comes again.
TEST(keys, never_come_twice) {
  testing::Store store;
  base::SeededRandom random(11);
  auto keys = std::make_unique<StoredKeys>(store.db());
  std::set<int64_t> committed;
  for (int batch = 0; batch < 400; ++batch) {
    std::vector<int64_t> given;
    store.db().begin();
    for (int operation = 0; operation < 5; ++operation) {
      uint16_t dice = 0;
      random.fill(&dice, sizeof dice);
      store.db().set_savepoint("operation");
      std::vector<int64_t> mine;
      for (int i = 0; i < dice % 300; ++i) mine.push_back(keys->next());
      if (dice % 3 == 0) {
        store.db().roll_back_to("operation");
      } else {
        store.db().release_savepoint("operation");
        given.insert(given.end(), mine.begin(), mine.end());
      }
    }
    const bool fails = batch % 7 == 0;
    fails ? store.db().roll_back() : store.db().commit();
    if (!fails) {
      for (const int64_t key : given) ASSERT_TRUE(committed.insert(key).second) << key;
    }
    if (batch % 5 == 0) keys = std::make_unique<StoredKeys>(store.db());
  }
}

}  // namespace
}  // namespace storage
