#include "base/json.h"

#include <gtest/gtest.h>

#include "base/exact_json.h"

namespace base {
namespace {

TEST(json, reads_and_prints) {
  const char* text = R"({"a":[1,2.5,"经",null,true],"b":{"c":-9223372036854775808}})";

  EXPECT_EQ(print(*parse_json(text)), text);
  EXPECT_EQ(print(*parse_json(" 0.1 ")), "0.1");
  EXPECT_EQ(print(*parse_json("\"\\u4e2d\\n\"")), "\"中\\n\"");
  EXPECT_EQ(print(Json(std::numeric_limits<double>::infinity())), "null");
}

TEST(json, refuses_with_line_and_column) {
  const auto refused = parse_json("{\n  \"a\": 1,\n  \"b\" 2\n}");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "request.malformed");
  EXPECT_EQ(refused.error().place.substr(0, 2), "3:");
}

TEST(json, refuses_what_is_no_json) {
  for (const char* text :
       {"", "{", "[1,]", "{\"a\":1}x", "nul", "'a'", "\"\xff\"", "[1] [2]", "01"}) {
    EXPECT_FALSE(parse_json(text)) << text;
  }
}

TEST(json, refuses_a_key_given_twice) {
  const auto refused = parse_json("{\"a\":1,\"b\":{\"a\":2},\"\\u0061\":3}");

  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().detail, "the key \"a\" is given twice");
  EXPECT_TRUE(parse_json("[{\"a\":1},{\"a\":2}]"));
}

TEST(json, refuses_more_than_64_levels) {
  const auto nested = [](size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };

  EXPECT_TRUE(parse_json(nested(64)));
  EXPECT_FALSE(parse_json(nested(65)));
  EXPECT_FALSE(parse_json(std::string(100'000, '[')));
}

TEST(json, large_whole_numbers_become_doubles) {
  EXPECT_TRUE(parse_json("9223372036854775807")->is_int64());
  EXPECT_TRUE(parse_json("9223372036854775808")->is_double());
}

TEST(json, refuses_a_number_that_no_number_holds_with_its_place) {
  const char* text = "{\"v\":{\n\"a\": 1e6200}}";
  for (const auto& refused : {parse_json(text), parse_json_exact_below("v", text)}) {
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "request.malformed");
    EXPECT_EQ(refused.error().place.substr(0, 2), "2:");
    EXPECT_EQ(refused.error().detail, "the number 1e6200 is larger than any number can be");
  }
  EXPECT_FALSE(parse_json("[-1e99999]"));
  EXPECT_EQ(print(*parse_json_exact_below("v", "{\"v\":[1e400,1e6144,1e-7000]}")),
            "{\"v\":[1E+400,1E+6144,0]}");
}

TEST(json, numbers_below_a_member_keep_their_digits) {
  const char* text =
      R"({"v":{"a":[0.33333333333333333333,{"b":12345678901234567890123}],"c":0.1,"d":7},"v2":1})";

  const auto read = parse_json_exact_below("v", text);

  EXPECT_EQ(print(*read), text);
  EXPECT_EQ(exact_number_of(read->at("v").at("a").at(0))->print(), "0.33333333333333333333");
  EXPECT_TRUE(read->at("v").at("c").is_double());
  EXPECT_EQ(print(exact_numbers_as_text(read->at("v").at("a"))),
            R"(["0.33333333333333333333",{"b":"12345678901234567890123"}])");
}

TEST(json, numbers_beside_that_member_do_not) {
  const auto read = parse_json_exact_below(
      "v", R"({"v":{"v":{}},"a":0.33333333333333333333,"b":{"v":0.33333333333333333333}})");

  EXPECT_TRUE(read->at("a").is_double());
  EXPECT_TRUE(exact_number_of(read->at("b").at("v")));
  EXPECT_FALSE(parse_json_exact_below("v",
                                      "{\"v\":\"\xff"
                                      "1\"}"));
}

TEST(json, an_exact_number_is_as_short_as_it_can_be) {
  const auto printed = [](const char* text) { return print(exact_number(*Decimal::parse(text))); };

  EXPECT_TRUE(exact_number(*Decimal::parse("1234567890123456789")).is_int64());
  EXPECT_TRUE(exact_number(*Decimal::parse("0.5")).is_double());
  EXPECT_EQ(printed("0.3333333333333333333333333333333333"),
            "0.3333333333333333333333333333333333");
  EXPECT_EQ(printed("12345678901234567890123"), "12345678901234567890123");
}

TEST(json, helpers_read_members) {
  const Json json = *parse_json(R"({"name":"x","count":3,"open":true})");

  EXPECT_EQ(text_or_empty(json, "name"), "x");
  EXPECT_EQ(text_or_empty(json, "count"), "");
  EXPECT_EQ(int_or(json, "count", 7), 3);
  EXPECT_EQ(int_or(json, "name", 7), 7);
  EXPECT_TRUE(is_true(json, "open"));
  EXPECT_FALSE(is_true(json, "name"));
  EXPECT_EQ(find(Json(1), "a"), nullptr);
}

}  // namespace
}  // namespace base
