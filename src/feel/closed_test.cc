// What a printed value begins with is what the value begins with, wherever it is cut.
#include "feel/closed.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "feel/feel.h"

namespace feel {
namespace {

Value evaluated(const std::string& text) {
  Evaluation evaluation;
  return evaluate(text, NoNames(), evaluation);
}

std::string json(const Value& value) { return base::print(to_json(value)); }

const std::vector<std::string> kValues = {
    R"("a \"text\" with \\ and \n, [brackets] and {others}: 汉字")",
    R"([1, -2.5, "x", null, true, [[], {}], {a: 1, "b, c": [2], 名: "字"}])",
    R"({a: {b: {c: "deep", "d\"e": @"2026-03-02"}}, f: @"PT1H", g: "end"})",
    R"([{a: "one"}, {a: "two"}, @"2026-03-02T09:00:00Z", [1..5], "last"])",
};

TEST(closed, of_a_whole_nothing_is_open) {
  for (const std::string& each : kValues) EXPECT_FALSE(closed(print(evaluated(each)))) << each;
  for (const char* each : {"null", "12", "", "[1..5]", "(<3)"}) EXPECT_FALSE(closed(each)) << each;
}

TEST(closed, what_is_left_begins_like_the_whole) {
  for (const std::string& each : kValues) {
    const std::string printed = print(evaluated(each));
    const std::string whole = json(evaluated(printed));
    for (size_t end = 1; end < printed.size(); ++end) {
      if (!base::is_utf8(printed.substr(0, end))) continue;
      const auto made = closed(printed.substr(0, end));
      ASSERT_TRUE(made) << printed.substr(0, end);
      if (made->text.empty()) continue;
      const std::string left = json(evaluated(made->text));
      EXPECT_TRUE(whole.starts_with(left.substr(0, left.size() - made->closers)))
          << printed.substr(0, end) << " is " << left;
    }
  }
}

}  // namespace
}  // namespace feel
