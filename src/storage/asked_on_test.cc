#include "storage/asked_on.h"

#include <gtest/gtest.h>

#include "storage/testing.h"

namespace storage {
namespace {

TEST(asked_on, who_reads_while_a_formula_is_evaluated_takes_its_connection) {
  testing::Store store;
  const auto reads_on = [&] {
    return read_on(store.database(), [](Connection& connection) { return &connection; });
  };

  EXPECT_EQ(asked_on(), nullptr);
  EXPECT_NE(reads_on(), &store.db());
  {
    const AskedOn here(store.db());
    EXPECT_EQ(reads_on(), &store.db());
    auto other = store.database().read();
    {
      const AskedOn within(*other);
      EXPECT_EQ(reads_on(), &*other);
    }
    EXPECT_EQ(reads_on(), &store.db());
  }
  EXPECT_EQ(asked_on(), nullptr);
}

}  // namespace
}  // namespace storage
