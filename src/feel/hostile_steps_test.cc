// The steps of an evaluation bound its time and memory: work on large things pays for itself.
#include <gtest/gtest.h>

#include "feel/feel.h"

namespace feel {
namespace {

constexpr std::string_view kExhausted = "the step budget of the evaluation is exceeded";

// A text of 65,536 letters, made within the expression.
std::string with_text(std::string_view work) {
  return "{d: function(s, n) if n = 0 then s else d(s + s, n - 1), s: d(\"aaaaaaaaaaaaaaaa\", 12),"
         " r: for i in 1..1000000 return " +
         std::string(work) + "}.r[1]";
}

// `made` once as `c`, and `work` on it again and again.
std::string with_value(std::string_view made, std::string_view work) {
  return "{c: " + std::string(made) + ", r: for i in 1..1000000 return " + std::string(work) +
         "}.r[1]";
}

constexpr std::string_view kNumbers = "for j in 1..2000 return j";
constexpr std::string_view kItems = "for j in 1..2000 return {a: j}";
constexpr std::string_view kContext = "context(for j in 1..2000 return {key: string(j), value: j})";

std::vector<std::string> hostile_expressions() {
  std::vector<std::string> all = {
      with_value(kItems, "count(c.a)"),
      with_value(kItems, "count([c, c].a)"),
      with_value(kContext, "context put(c, \"x\", i)"),
      with_value(kContext, "context put(c, \"1\", i)"),
      with_value(kContext, "context put(c, [\"1\"], i)"),
      with_value(kContext, "context merge([c, c])"),
      with_value(kContext, "count(get entries(c))"),
      with_value(kContext, "c = c"),
      with_value(kContext, "c in (c)"),
      with_value(kContext, "is(c, c)"),
      with_value(kContext, "list contains([c], c)"),
      with_value(kContext, "index of([c], c)"),
      with_value(kContext, "distinct values([c, c])"),
      with_value(kItems, "c instance of list<context<a: number>>"),
      with_value(kNumbers, "c instance of list<number>"),
      with_value(kNumbers, "(function(x: list<number>) x)(c)"),
      with_value(kNumbers, "c = c"),
      with_value(kNumbers, "flatten([c, c])"),
      with_value(kNumbers, "list contains(c, 0)"),
      with_value(kNumbers, "median(c)"),
      with_value(kNumbers, "sort(c)"),
      with_text("substring before(s, \"aab\")"),
      with_text("substring after(s, \"aab\")"),
      with_text("contains(s, s + \"b\")"),
      with_text("contains(s, \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\")"),
      with_text("extract(s, \"a*?b|a\")"),
      with_text("extract(s, \"a{60000}b|a\")"),
      with_text("split(s, \"a{1000}b|aa\")"),
      with_text("replace(s, \"a*?b|a\", \"c\")"),
      with_text("matches(s, \"(a|b|ab)*c\")"),
      with_text("matches(\"aaaaaaaaaa\", \"(a|aa)*\" + string(i))"),
      with_text("split(s, \"b\")"),
      with_text("extract(s, \"a+\")"),
      with_text("number(s)"),
      with_text("upper case(s)"),
      with_text("s between s and s"),
      with_text("max(s, s)"),
      with_text("range(s)"),
      with_text("context([{key: s, value: 1}])"),
      with_text("sort([s, s, s, s])"),
      "for i in 1..1000000 return working days between(@\"2026-03-06\", @\"2070-01-01\")",
      "for i in 1..1000000 return working hours between(@\"2026-03-06T10:00:00\", "
      "@\"2070-01-01T10:00:00\")",
      "for i in 1..1000000 return add working days(@\"2026-03-06T10:00:00\", 20000)",
      "for i in 1..1000000 return add working hours(@\"2026-03-06T10:00:00\", 40000)",
  };
  std::string long_sum = "for i in 1..1000000 return i";
  for (int i = 0; i < 5'000; ++i) long_sum += " + i";
  all.push_back(long_sum);
  return all;
}

TEST(hostile_steps, work_in_proportion_to_its_values_ends_for_lack_of_steps) {
  const auto functions = working_time_functions({});
  for (const auto& text : hostile_expressions()) {
    SCOPED_TRACE(text.substr(0, 300));
    const auto compiled = compile(text);
    ASSERT_TRUE(compiled.ok()) << compiled.error().detail;
    Evaluation evaluation;
    evaluation.functions = &functions;
    evaluation.steps_left = 100'000;
    const Value value = compiled->evaluate(NoNames(), evaluation);

    EXPECT_TRUE(value.is_null());
    ASSERT_FALSE(evaluation.reasons.empty());
    EXPECT_EQ(evaluation.reasons.back().text, kExhausted);
  }
}

}  // namespace
}  // namespace feel
