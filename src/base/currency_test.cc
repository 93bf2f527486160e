#include "base/currency.h"

#include <gtest/gtest.h>

TEST(currency, is_counted_as_iso_4217_says) {
  EXPECT_EQ(base::minor_units("CNY"), 2);
  EXPECT_EQ(base::minor_units("JPY"), 0);
  EXPECT_EQ(base::minor_units("KWD"), 3);
}

TEST(currency, that_does_not_exist_has_no_units) {
  for (const char* code : {"", "ABC", "cny", "CN", "CNYX", "NY ", "EUR USD"}) {
    EXPECT_FALSE(base::minor_units(code)) << code;
  }
}

TEST(currency, amount_is_as_fine_as_its_currency) {
  const auto amount = *base::Decimal::parse("12.5");

  EXPECT_FALSE(base::amount_problem(amount, "CNY"));
  EXPECT_EQ(base::amount_problem(amount, "JPY")->en, "JPY may have at most 0 decimals");
  EXPECT_EQ(base::amount_problem(amount, "")->en, "needs its currency");
}
