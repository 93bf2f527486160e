#include "base/json.h"

#include <gtest/gtest.h>

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
