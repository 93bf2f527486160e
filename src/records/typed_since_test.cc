// What was typed into a form meets what somebody else has stored meanwhile.
#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using testing::World;

class TypedSinceTest : public ::testing::Test {
 protected:
  TypedSinceTest() {
    ref_ =
        world_.make("project", R"({"name": "a", "amount": "1", "class": "plain", "notes": "one"})");
    seen_ = world_.get(ref_)->version;
  }
  Typed typed(std::string_view values) {
    const auto record = find(world_.db(), *world_.catalogue, ref_);
    return typed_since(world_.db(), *world_.catalogue, world_.environment, *record, seen_,
                       testing::object(values));
  }
  void change(std::string_view values) { ASSERT_TRUE(world_.update(ref_, values).ok()); }

  World world_;
  Ref ref_;
  int64_t seen_ = 0;
};

TEST_F(TypedSinceTest, what_was_left_as_it_was_stays_as_it_is_now) {
  change(R"({"notes": "two"})");

  const Typed made = typed(R"({"name": "mine", "notes": "one"})");

  EXPECT_EQ(made.values, testing::object(R"({"name": "mine"})"));
  EXPECT_TRUE(made.both.empty());
}

TEST_F(TypedSinceTest, what_both_changed_is_named_with_who_did_it) {
  change(R"({"notes": "two"})");
  change(R"({"notes": "three", "amount": "2"})");

  const Typed made = typed(R"({"notes": "mine", "amount": "1.00"})");

  ASSERT_EQ(made.both.size(), 1U);
  EXPECT_EQ(made.both[0].name, "notes");
  EXPECT_EQ(made.both[0].how.en.substr(0, 28), "changed by name of wang, 202");
  EXPECT_EQ(made.values, testing::object(R"({"notes": "mine"})"));
}

TEST_F(TypedSinceTest, what_both_changed_alike_is_no_question) {
  change(R"({"notes": "two", "code": "x"})");

  EXPECT_TRUE(typed(R"({"notes": "two"})").both.empty());
}

TEST_F(TypedSinceTest, a_field_left_empty_is_left_as_it_was_however_the_form_says_so) {
  change(R"({"code": "x"})");

  const Typed made = typed(R"({"code": ""})");

  EXPECT_TRUE(made.both.empty());
  EXPECT_TRUE(made.values.empty());
}

TEST_F(TypedSinceTest, changed_and_changed_back_is_no_question) {
  change(R"({"notes": "two"})");
  change(R"({"notes": "one"})");

  EXPECT_EQ(typed(R"({"notes": "mine"})").values, testing::object(R"({"notes": "mine"})"));
}

}  // namespace
}  // namespace records
