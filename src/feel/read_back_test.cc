// What is stored as text and read again: with and without the parser it is the same.
#include <gtest/gtest.h>

#include <random>

#include "feel/feel.h"
#include "feel/read_back.h"

namespace feel {
namespace {

Value evaluated(const std::string& text) {
  Evaluation evaluation;
  return evaluate(text, NoNames(), evaluation);
}

std::string drawn_text(std::mt19937& random) {
  static const std::vector<std::string> pieces{
      "a",  " ",  "  ", "\"",  "\\", "\n", "\r", "\t",   ":", ",", "{", "}",  "]", "-",
      "if", "名", "é",  "\\n", "@",  "/",  "//", "\x01", "3", "_", "`", "in", "."};
  std::string text;
  for (auto left = random() % 5; left > 0; --left) text += pieces[random() % pieces.size()];
  return text;
}

Value drawn(std::mt19937& random, int depth) {
  switch (random() % (depth > 3 ? 5 : 7)) {
    case 0: return Value();
    case 1: return Value(random() % 2 == 0);
    case 2: return Value(static_cast<int64_t>(random()) - 2'000'000'000);
    case 3: {
      const auto scale = static_cast<int>(random() % 80) - 40;
      return Value(base::Decimal::scaled(static_cast<int64_t>(random()) - 1'000'000'000, scale));
    }
    case 4: return Value(drawn_text(random));
    case 5: {
      Values items;
      for (auto left = random() % 4; left > 0; --left) items.push_back(drawn(random, depth + 1));
      return Value::list(std::move(items));
    }
    default: {
      Fields fields;
      for (auto left = random() % 4; left > 0; --left)
        fields.set(drawn_text(random), drawn(random, depth + 1));
      return fields.build();
    }
  }
}

TEST(feel_read_back, what_was_printed_is_the_value_again) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    const Value value = drawn(random, 0);
    const std::string printed = print(value);
    const auto read = read_back(printed);

    ASSERT_TRUE(read) << printed;
    ASSERT_TRUE(*read == value) << printed << " became " << print(*read);
    ASSERT_EQ(print(*read), printed);
  }
}

// The empty name cannot be written in an expression, and is not compared here.
TEST(feel_read_back, what_it_reads_is_what_the_parser_reads) {
  for (const std::string text :
       {"null", "-0", "1E-10", "1E6000", "-12.50", "\"a\\\"b\\\\n\"", "[]", "{}", "[null, [true]]",
        "{a: 1, \"b-c\": {d e: \"x, y: {\"}}", "[[1, 2], {k: [3]}]"}) {
    const auto read = read_back(text);

    ASSERT_TRUE(read) << text;
    EXPECT_EQ(print(*read), print(evaluated(text))) << text;
  }
}

TEST(feel_read_back, everything_else_is_left_to_the_parser) {
  for (const std::string text : {"",
                                 " 1",
                                 "1 ",
                                 "1+1",
                                 "1-1",
                                 "--1",
                                 "1e5000000",
                                 "nul",
                                 "nulls",
                                 "trueish",
                                 "falsehood",
                                 "\"open",
                                 "\"bad \\q\"",
                                 "\"end\\",
                                 "[1,2]",
                                 "[1",
                                 "[1, ]",
                                 "{a:1}",
                                 "{a: 1",
                                 "{: 1}",
                                 "{a: 1, }",
                                 "@\"2026-01-01\"",
                                 "[1..2]",
                                 "(<5)",
                                 "function",
                                 "{a: b}",
                                 "a",
                                 "{a\"b\": 1}",
                                 "Infinity",
                                 "NaN"}) {
    EXPECT_FALSE(read_back(text)) << text;
  }
  EXPECT_FALSE(read_back(std::string(500, '[') + std::string(500, ']')));
}

}  // namespace
}  // namespace feel
