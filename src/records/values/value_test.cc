#include "records/values/value.h"

#include <gtest/gtest.h>

#include "records/testing.h"

namespace records {
namespace {

using testing::field;

std::string accepted(const Field& made, std::string_view json) {
  const auto given = base::parse_json(json);
  base::ensure(given.ok(), "test JSON");
  const Cleaned cleaned = clean(made, *given, "Asia/Shanghai");
  if (cleaned.problem) return "refused";
  // What is stored reads back as the same value.
  EXPECT_EQ(of_cell(made, to_cell(made, cleaned.value)), cleaned.value) << json;
  // What formulas see is accepted again unchanged.
  const feel::Value seen = to_feel(made, cleaned.value, "Asia/Shanghai");
  EXPECT_EQ(clean(made, of_feel(made, seen, "Asia/Shanghai"), "Asia/Shanghai").value, cleaned.value)
      << json;
  return base::print(cleaned.value);
}

TEST(values, text_is_trimmed_and_limited) {
  Field name = field("name", FieldType::Text);
  name.max = "3";
  EXPECT_EQ(accepted(name, R"(" 园区 ")"), R"("园区")");
  EXPECT_EQ(accepted(name, R"("   ")"), "null");
  EXPECT_EQ(accepted(name, R"("四个字呀")"), "refused");
  EXPECT_EQ(accepted(name, R"("a\nb")"), "refused");
  EXPECT_EQ(accepted(name, R"("a\u0000")"), "refused");
  EXPECT_EQ(accepted(name, "1"), "refused");
  EXPECT_EQ(accepted(field("t", FieldType::LongText), R"("a\nb")"), R"("a\nb")");
}

TEST(values, money_is_exact) {
  const Field amount = field("amount", FieldType::Money);
  EXPECT_EQ(accepted(amount, "0.1"), R"("0.10")");
  EXPECT_EQ(accepted(amount, R"("-0.05")"), R"("-0.05")");
  EXPECT_EQ(accepted(amount, R"("1234567890123.45")"), R"("1234567890123.45")");
  EXPECT_EQ(accepted(amount, R"("1.005")"), "refused");
  EXPECT_EQ(accepted(amount, R"("12345678901234.50")"), "refused");
  EXPECT_EQ(accepted(amount, R"("1e400")"), "refused");
  EXPECT_EQ(accepted(amount, R"("NaN")"), "refused");
  EXPECT_EQ(accepted(amount, R"("12abc")"), "refused");
  EXPECT_EQ(accepted(amount, "true"), "refused");
}

TEST(values, number_keeps_its_scale_and_limits) {
  Field share = testing::number("share", 0);
  share.min = "1";
  share.max = "100";
  EXPECT_EQ(accepted(share, "100"), "100");
  EXPECT_EQ(accepted(share, "0"), "refused");
  EXPECT_EQ(accepted(share, "101"), "refused");
  EXPECT_EQ(accepted(share, "1.5"), "refused");
  EXPECT_EQ(accepted(testing::number("x", 3), "0.125"), "0.125");
}

TEST(values, dates_and_times) {
  EXPECT_EQ(accepted(field("d", FieldType::Date), R"("2026-02-28")"), R"("2026-02-28")");
  EXPECT_EQ(accepted(field("d", FieldType::Date), R"("2026-02-29")"), "refused");
  EXPECT_EQ(accepted(field("t", FieldType::DateTime), R"("2026-03-02T09:00+08:00")"),
            R"("2026-03-02T01:00:00Z")");
  EXPECT_EQ(accepted(field("t", FieldType::DateTime), R"("2026-03-02T09:00")"),
            R"("2026-03-02T01:00:00Z")");
  EXPECT_EQ(accepted(field("t", FieldType::DateTime), R"("tomorrow")"), "refused");
  EXPECT_EQ(accepted(field("t", FieldType::Time), R"("09:30")"), R"("09:30:00")");
  EXPECT_EQ(accepted(field("t", FieldType::Time), R"("25:00")"), "refused");
  EXPECT_EQ(accepted(field("t", FieldType::Duration), R"("PT2H")"), R"("PT2H")");
  EXPECT_EQ(accepted(field("t", FieldType::Duration), R"("P3WD")"), R"("P3WD")");
  EXPECT_EQ(accepted(field("t", FieldType::Duration), R"("3 days")"), "refused");
}

TEST(values, choices_tags_booleans) {
  const Field kind = testing::choice("kind", {"a", "b"});
  EXPECT_EQ(accepted(kind, R"("b")"), R"("b")");
  EXPECT_EQ(accepted(kind, R"("c")"), "refused");
  EXPECT_EQ(accepted(kind, R"("")"), "null");
  EXPECT_EQ(accepted(field("t", FieldType::Tags), R"(["x", "x", " y "])"), R"(["x","y"])");
  EXPECT_EQ(accepted(field("t", FieldType::Tags), R"([1])"), "refused");
  EXPECT_EQ(accepted(field("b", FieldType::Boolean), "false"), "false");
  EXPECT_EQ(accepted(field("b", FieldType::Boolean), R"("true")"), "refused");
}

TEST(values, computed_values_are_rounded_and_not_limited) {
  Field share = testing::number("share", 1);
  share.max = "10";
  const auto shown = [&](const char* number) {
    return of_computed(share, feel::Value(*base::Decimal::parse(number)), "UTC");
  };
  EXPECT_EQ(shown("33.35"), base::Json(33.4));
  EXPECT_EQ(shown("100"), base::Json(100));
  EXPECT_TRUE(shown("1e30").is_null());
  EXPECT_TRUE(of_computed(share, feel::Value("x"), "UTC").is_null());
}

TEST(values, a_list_of_one_or_none_is_taken_for_its_item) {
  const Field text = field("t", FieldType::LongText);
  const auto taken = [&](feel::Values items) {
    return of_feel(text, feel::Value::list(std::move(items)), "UTC");
  };
  EXPECT_EQ(taken({"a"}), base::Json("a"));
  EXPECT_TRUE(taken({}).is_null());
  EXPECT_TRUE(taken({feel::Value()}).is_null());
  EXPECT_TRUE(taken({"a", "b"}).is_array());
}

TEST(values, references) {
  const Field person = field("p", FieldType::Person);
  EXPECT_EQ(accepted(person, R"("lin_hua")"), R"("lin_hua")");
  EXPECT_EQ(accepted(person, R"("x'; DROP TABLE event; --")"), "refused");
  EXPECT_EQ(accepted(person, R"(["lin"])"), "refused");
  EXPECT_EQ(accepted(testing::many(person), R"(["lin", "lin", "wang"])"), R"(["lin","wang"])");
  EXPECT_EQ(accepted(testing::many(person), "[]"), "null");
  const Field link = testing::link_to("l", "x");
  EXPECT_EQ(accepted(link, R"("2251799813685301")"), R"("2251799813685301")");
  EXPECT_EQ(accepted(link, "17"), R"("17")");
  EXPECT_EQ(accepted(link, R"("99999999999999999999")"), "refused");
  EXPECT_EQ(accepted(link, R"("9999999999999999999")"), "refused");
  EXPECT_EQ(accepted(link, R"("-1")"), "refused");
}

TEST(values, files_signatures_and_json) {
  const Field files = field("f", FieldType::Attachment);
  EXPECT_EQ(accepted(files, R"({"id": "1", "name": "a.png", "evil": 1})"),
            R"([{"id":"1","name":"a.png","size":0,"sha256":""}])");
  EXPECT_EQ(accepted(files, R"([{"id": "1"}])"), "refused");
  const Field signature = field("s", FieldType::Signature);
  EXPECT_EQ(accepted(signature, R"({"image": "1", "name": " 王 "})"),
            R"({"image":"1","name":"王"})");
  EXPECT_EQ(accepted(signature, R"({"name": "王"})"), "refused");
  EXPECT_EQ(accepted(field("j", FieldType::Json), R"({"a": [1, null]})"), R"({"a":[1,null]})");
}

}  // namespace
}  // namespace records
