// Random and hostile text: whatever is written, compiling and evaluating ends and nothing breaks.
#include <gtest/gtest.h>

#include <random>

#include "feel/feel.h"

namespace feel {
namespace {

constexpr const char* kPieces[] = {"1",
                                   "-2.5",
                                   "1e6000",
                                   "\"a\"",
                                   "null",
                                   "true",
                                   "x",
                                   "x y",
                                   "?",
                                   "item",
                                   "partial",
                                   "+",
                                   "-",
                                   "*",
                                   "/",
                                   "**",
                                   "(",
                                   ")",
                                   "[",
                                   "]",
                                   "{",
                                   "}",
                                   ",",
                                   ":",
                                   "..",
                                   ".",
                                   "<",
                                   ">=",
                                   "=",
                                   "!=",
                                   "and",
                                   "or",
                                   "not(",
                                   "if",
                                   "then",
                                   "else",
                                   "for",
                                   "in",
                                   "return",
                                   "some",
                                   "every",
                                   "satisfies",
                                   "function(",
                                   "instance of",
                                   "list<",
                                   "number",
                                   "between",
                                   "@\"P1D\"",
                                   "@\"2026-01-01\"",
                                   "count(",
                                   "sort(",
                                   "string(",
                                   "matches(",
                                   "range(",
                                   "date and time(",
                                   "sum(",
                                   "concatenate(",
                                   "\"\\u00",
                                   "//",
                                   "/*",
                                   "*/",
                                   "`",
                                   "external",
                                   "1..9",
                                   "x:",
                                   "get value("};

std::string random_text(std::mt19937& random) {
  std::string text;
  const auto pieces = 1 + random() % 24;
  for (size_t i = 0; i < pieces; ++i) {
    text += kPieces[random() % std::size(kPieces)];
    if (random() % 3 != 0) text += ' ';
  }
  return text;
}

TEST(hostile, random_texts_end_without_harm) {
  const unsigned seed = 20'260'302;
  std::mt19937 random(seed);
  const auto names = ContextNames(Fields().set("x", 3).set("x y", Value::list({1, 2})).build());
  int compiled = 0;
  for (int i = 0; i < 5'000; ++i) {
    const std::string text = random_text(random);
    for (const auto form : {Form::Expression, Form::UnaryTests}) {
      SCOPED_TRACE(text);
      const auto expression = compile(text, {.dialect = Dialect::Camunda, .form = form});
      if (!expression.ok()) continue;
      Evaluation evaluation;
      evaluation.steps_left = 2'000;
      ++compiled;
      const Value value = form == Form::UnaryTests ? expression->test(1, names, evaluation)
                                                   : expression->evaluate(names, evaluation);
      EXPECT_LT(print(value).size(), 10'000'000u);
    }
  }
  EXPECT_GT(compiled, 100) << "seed " << seed;
}

TEST(hostile, few_numbers_make_no_endless_text) {
  Evaluation evaluation;

  EXPECT_TRUE(
      evaluate("string(for i in 1..100000 return 1e6144)", NoNames(), evaluation).is_null());
  ASSERT_FALSE(evaluation.reasons.empty());
  EXPECT_EQ(evaluation.reasons.front().text, "string: text too long");
  EXPECT_EQ(evaluate("string length(string([1e6144]))", NoNames(), evaluation), 6147);
}

TEST(hostile, deep_texts_are_refused) {
  for (const auto* piece : {"(", "[", "{a:", "-", "not(", "if ", "x in (", "function(a) ", "f(",
                            "some x in ", "[1..", "(<", "x[", "for x in "}) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += piece;
    EXPECT_FALSE(compile(text).ok()) << piece;
  }
  for (const auto* piece : {".a", "[1]", "(1)", " instance of number", " = 1", " < 1", " in 1",
                            " in (1, 2)", " between 1 and 2"}) {
    std::string text = "x";
    for (int i = 0; i < 100'000; ++i) text += piece;
    EXPECT_FALSE(compile(text).ok()) << piece;
  }
}

TEST(hostile, long_chains_are_no_depth) {
  for (const auto* piece : {" + 1", " and true", " or false", " * 1", ", 1"}) {
    std::string text = "[1";
    for (int i = 0; i < 20'000; ++i) text += piece;
    EXPECT_TRUE(compile(text + "]").ok()) << piece;
  }
}

TEST(hostile, many_names_and_calls_are_no_burden) {
  std::string text = "[0";
  for (int i = 0; i < 20'000; ++i) {
    text += ", name" + std::to_string(i) + ", call" + std::to_string(i) + "(1)";
  }
  const auto expression = compile(text + "]");

  ASSERT_TRUE(expression.ok());
  EXPECT_EQ(expression->called().size(), 20'000u);
}

TEST(hostile, members_that_stand_for_members_are_no_depth) {
  std::string text = "{x0: {p: {q: 1}}";
  for (int i = 1; i < 100'000; ++i) {
    text += ", x" + std::to_string(i) + ": {p: x" + std::to_string(i - 1) + ".p}";
  }
  EXPECT_TRUE(compile(text + "}").ok());
}

TEST(hostile, results_so_far_are_no_burden_to_long_loops) {
  Evaluation evaluation;
  EXPECT_EQ(print(evaluate("(for i in 1..100000 return if i = 1 then 1 else partial[-1] + 1)[-1]",
                           NoNames(), evaluation)),
            "100000");
}

TEST(hostile, a_body_that_keeps_the_results_so_far_sees_them_unchanged) {
  Evaluation evaluation;
  EXPECT_EQ(print(evaluate("for i in 1..3 return partial", NoNames(), evaluation)),
            "[[], [[]], [[], [[]]]]");
}

// Bounded by steps, depth and matching, so that no clock has to stop them.
TEST(hostile, endless_work_ends_with_a_reason) {
  const auto reason_of = [](std::string_view text) {
    Evaluation evaluation;
    const Value value = evaluate(text, NoNames(), evaluation);
    if (!value.is_null() || evaluation.reasons.empty()) return print(value);
    return evaluation.reasons.front().text;
  };
  EXPECT_EQ(reason_of("{f: function(n) f(n + 1), r: f(0)}.r"), "calls nested too deeply");
  EXPECT_EQ(reason_of("sum(for i in 1..1000000000000 return 1)"),
            "the step budget of the evaluation is exceeded");
  EXPECT_EQ(reason_of("2 ** 1000000000"), "result out of range");
  EXPECT_EQ(reason_of("1e6144 * 1e6144"), "result out of range");
  EXPECT_EQ(reason_of("matches(\"" + std::string(60, 'a') + "!\", \"^(a+)+$\")"),
            "matches: the search takes too long or the text is no UTF-8");
}

// What one thing held twice at each level unfolds to would fill any memory.
TEST(hostile, values_that_hold_one_thing_many_times_are_bounded) {
  for (const char* text :
       {"for i in 1..200 return [partial, partial]",
        "{d: function(l, n) if n = 0 then l else d([l, l], n - 1), r: d([1], 30)}.r",
        "{d: function(l, n) if n = 0 then l else d({a: l, b: l}, n - 1), r: d([1], 30)}.r"}) {
    Evaluation evaluation;
    EXPECT_LT(print(evaluate(text, NoNames(), evaluation)).size(), 10'000u) << text;
    ASSERT_FALSE(evaluation.reasons.empty()) << text;
    EXPECT_EQ(evaluation.reasons.front().text, "the value is too large or nested too deeply");
    EXPECT_TRUE(evaluation.has_failed()) << text;
  }
}

TEST(hostile, what_is_put_together_to_be_too_large_fails) {
  const ContextNames names(Fields().set("text", std::string(64'000'000, 'a')).build());
  for (const char* text :
       {"append([text, text, text], text, text)", "concatenate([text, text, text], [text, text])",
        "insert before([text, text, text, text], 1, text)",
        "context put({a: text, b: text, c: text, d: text}, \"e\", text)",
        "context merge([{a: text, b: text, c: text}, {d: text, e: text}])",
        "list replace([[text], [text], [text], [text], 1], 5, text)"}) {
    Evaluation evaluation;
    EXPECT_TRUE(evaluate(text, names, evaluation).is_null()) << text;
    EXPECT_TRUE(evaluation.has_failed()) << text;
    ASSERT_FALSE(evaluation.reasons.empty()) << text;
    EXPECT_NE(evaluation.reasons.front().text.find("too large"), std::string::npos) << text;
  }
}

// Each of them ends within a tenth of the steps that as many calls of small things would take.
TEST(hostile, work_on_large_things_uses_up_the_steps) {
  const ContextNames names(Fields()
                               .set("text", std::string(1'000'000, 'a'))
                               .set("same", std::string(1'000'000, 'a'))
                               .set("list", Value::list(Values(100'000, "a")))
                               .set("other", Value::list(Values(100'000, "a")))
                               .build());
  for (const char* work :
       {"text = same", "list = other", "contains(text, \"b\")", "upper case(text) = \"\"",
        "text in (same)", "text in (< same)", "string(list) = \"\"", "1.5 ** 0.3 ** i",
        "exp(i / 1000)", "log(i)",
        "matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab\", \"^(a+)+$\") = null"}) {
    Evaluation evaluation;
    evaluation.steps_left = 100'000;
    const std::string text = "every i in 1..10000 satisfies (" + std::string(work) + ") != null";
    EXPECT_TRUE(evaluate(text, names, evaluation).is_null()) << work;
    EXPECT_TRUE(evaluation.is_exhausted()) << work;
  }
}

TEST(hostile, long_texts_are_no_burden) {
  const std::string text(10'000'000, 'a');
  const ContextNames names(Fields().set("text", text).build());
  Evaluation evaluation;

  EXPECT_EQ(evaluate("string length(text)", names, evaluation), Value(10'000'000));
  EXPECT_EQ(evaluate("contains(text + \"b\", \"ab\")", names, evaluation), Value(true));
  EXPECT_TRUE(evaluate("text + text", names, evaluation).is_null());
  EXPECT_EQ(evaluate("string length(\"" + text + "\")", names, evaluation), Value(10'000'000));
}

TEST(hostile, values_do_not_grow_without_end) {
  const auto is_null = [](std::string_view text) {
    Evaluation evaluation;
    evaluation.steps_left = 100'000;
    return evaluate(text, NoNames(), evaluation).is_null();
  };
  EXPECT_TRUE(is_null("for i in 1..1000000000000 return i"));
  EXPECT_TRUE(is_null("count(for i in 1..100000 return [partial])"));
  EXPECT_TRUE(
      is_null("{d: function(s, n) if n = 0 then s else d(s + s, n - 1),"
              " r: d(\"aaaaaaaaaaaaaaaa\", 60)}.r"));
  EXPECT_TRUE(
      is_null("{d: function(l, n) if n = 0 then l else d(concatenate(l, l), n - 1),"
              " r: d([1, 2, 3, 4], 60)}.r"));
  EXPECT_TRUE(is_null("10 ** 6000 * 10 ** 6000"));
}

TEST(hostile, steps_bound_what_is_made) {
  const auto steps_of = [](std::string_view text) {
    Evaluation evaluation;
    const int64_t given = evaluation.steps_left;
    (void)evaluate(text, NoNames(), evaluation);
    return given - evaluation.steps_left;
  };
  const std::string doubled =
      "{d: function(l, n) if n = 0 then l else d(concatenate(l, l), n - 1), r: count(d([1, 2], ";

  EXPECT_GT(steps_of(doubled + "18))}.r"), 2 * (1 << 18));
  Evaluation evaluation;
  EXPECT_TRUE(evaluate(doubled + "40))}.r", NoNames(), evaluation).is_null());
  EXPECT_GT(steps_of("for i in 1..1000 return [1,2,3,4,5,6,7,8,9,10,11,12]"), 12'000);
}

}  // namespace
}  // namespace feel
