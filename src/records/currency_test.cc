#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/records.h"
#include "records/testing.h"

namespace records {
namespace {

using ::testing::ElementsAre;
using testing::missing_names;
using testing::World;

// A price in yuan, one as fine as unit prices are, and one whose currency stands beside it.
RecordType priced() {
  RecordType type;
  type.id = "offer";
  type.title = {"报价", "Offer"};
  Field fine = testing::field("unit_price", FieldType::Money);
  fine.currency = "USD";
  fine.scale = 4;
  Field chosen = testing::field("paid", FieldType::Money);
  chosen.currency_field = "paid_in";
  type.fields = {testing::field("price", FieldType::Money), fine, chosen,
                 testing::choice("paid_in", {"CNY", "JPY", "KWD"})};
  return type;
}

TEST(totals, are_of_numbers_and_money_of_one_currency) {
  RecordType offer = priced();
  offer.fields.push_back(testing::field("buyer", FieldType::Link));
  offer.fields.back().to = "buyer";
  RecordType buyer;
  buyer.id = "buyer";
  buyer.title = {"客户", "Buyer"};
  buyer.fields = {testing::field("offers", FieldType::Children)};
  buyer.fields[0].of = "offer";
  const auto problems_with = [&](std::vector<std::string> totals) {
    buyer.fields[0].totals = std::move(totals);
    return Catalogue::build({offer, buyer}).problems;
  };

  EXPECT_TRUE(problems_with({"price", "unit_price"}).empty());
  const auto problems = problems_with({"paid", "nothing"});
  ASSERT_EQ(problems.size(), 2u);
  EXPECT_EQ(problems[0].text,
            "field offers: totals: paid of offer is neither a number nor money of one currency");
}

TEST(currency, is_yuan_where_the_pack_says_nothing) {
  World world({priced()});

  const Field& price = *world.catalogue->type("offer")->field("price");

  EXPECT_EQ(price.currency, "CNY");
  EXPECT_EQ(price.scale, 2);
}

TEST(currency, amount_is_kept_as_finely_as_its_currency_is_counted) {
  World world({priced()});

  const Ref ref = world.make("offer", R"({"unit_price": "0.0375", "paid": "1.125",
                                          "paid_in": "KWD"})");
  const Ref yen = world.make("offer", R"({"paid": 900, "paid_in": "JPY"})");

  EXPECT_EQ(world.get(ref)->values.at("unit_price"), "0.0375");
  EXPECT_EQ(world.get(ref)->values.at("paid"), "1.125");
  EXPECT_EQ(show(world.db(), *world.catalogue, world.environment, *world.get(yen), "paid")->text.zh,
            "JPY 900");
}

TEST(currency, finer_amount_than_the_chosen_currency_is_refused) {
  World world({priced()});
  const auto how = [&](std::string_view values) {
    const auto refused = world.create("offer", values);
    return refused.ok() ? std::string("accepted") : refused.error().missing.front().how.en;
  };

  EXPECT_EQ(how(R"({"paid": "12.5", "paid_in": "JPY"})"), "JPY may have at most 0 decimals");
  EXPECT_EQ(how(R"({"paid": "12.555", "paid_in": "CNY"})"), "CNY may have at most 2 decimals");
  EXPECT_EQ(how(R"({"paid": "12.5"})"), "needs its currency");
  EXPECT_EQ(how(R"({"price": "1.555"})"), "may have at most 2 decimals");
}

TEST(currency, change_of_the_chosen_one_is_checked_against_the_amount) {
  World world({priced()});
  const Ref ref = world.make("offer", R"({"paid": "12.50", "paid_in": "CNY"})");

  EXPECT_EQ(world.update(ref, R"({"paid_in": "JPY"})").error().code, "records.value_invalid");
  EXPECT_TRUE(world.update(ref, R"({"paid": "12", "paid_in": "JPY"})").ok());
}

TEST(currency, that_is_none_is_a_problem_of_the_pack) {
  const auto problem_of = [](auto change) {
    RecordType type = priced();
    change(type.fields);
    const auto built = Catalogue::build({type});
    return built.problems.empty() ? std::string() : built.problems.front().text;
  };
  using Fields = std::vector<Field>;

  EXPECT_EQ(problem_of([](Fields& f) { f[0].currency = "ABC"; }),
            "field price: unknown currency ABC");
  EXPECT_EQ(problem_of([](Fields& f) { f[0].scale = 1; }),
            "field price: scale is coarser than CNY is counted");
  EXPECT_EQ(problem_of([](Fields& f) { f[2].currency_field = "price"; }),
            "field paid: currency must be a code such as CNY or a choice beside it: price");
  EXPECT_EQ(problem_of([](Fields& f) {
              f[3].options.push_back({"gold", {}});
            }),
            "field paid: unknown currency gold in paid_in");
  EXPECT_EQ(problem_of([](Fields& f) { f[3].currency = "CNY"; }),
            "field paid_in: only money has a currency");
}

TEST(currency, of_stored_amounts_cannot_change) {
  World world({priced()});
  world.make("offer", R"({"price": "12"})");
  RecordType changed = priced();
  changed.fields[0].currency = "USD";

  const auto refused = world.use({changed});

  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(missing_names(refused.error()), ElementsAre("offer#field.price"));
}

}  // namespace
}  // namespace records
