#include "feel/ai_parameters.h"

#include <gtest/gtest.h>

namespace feel {
namespace {

AiParameters read(std::string_view text) {
  return ai_parameters(compile(text, {.dialect = Dialect::Camunda}).value());
}

std::string names(std::string_view text) {
  std::string all;
  for (const AiParameter& each : read(text).all) all += (all.empty() ? "" : " ") + each.name;
  return all;
}

TEST(ai_parameters, are_found_wherever_they_are_called) {
  EXPECT_EQ(names(R"("hello")"), "");
  EXPECT_EQ(names("fromAi(city)"), "city");
  EXPECT_EQ(names("1 + number(fromAi(toolCall.a)) + fromAi(toolCall.b.c)"),
            "toolCall.a toolCall.b.c");
  EXPECT_EQ(names("{a: [fromAi(x)], b: {c: fromAi(value: y)}}"), "x y");
  EXPECT_EQ(names("if fromAi(a) then fromAi(b) else [1, 2][item > fromAi(c)]"), "a b c");
}

TEST(ai_parameters, of_a_call_inside_another_one_or_in_a_function_are_none) {
  EXPECT_EQ(names("fromAi(a, string(fromAi(b)))"), "a");
  EXPECT_EQ(names("{f: function(x) fromAi(x), g: f(1)}"), "");
  EXPECT_EQ(names("for x in [1] return fromAi(x.y)"), "");
}

TEST(ai_parameters, say_what_is_written_of_them) {
  const auto found = read(
      R"(fromAi(options: {optional: not(false)}, type: "str" + "ing", value: toolCall.q,
                description: string join(["the", "question"], " "), schema: {enum: ["A"]}))");

  ASSERT_EQ(found.all.size(), 1u);
  EXPECT_EQ(found.problem, "");
  EXPECT_EQ(found.all[0].description, Value("the question"));
  EXPECT_EQ(found.all[0].type, Value("string"));
  EXPECT_EQ(print(found.all[0].schema), R"({enum: ["A"]})");
  EXPECT_EQ(print(found.all[0].options), "{optional: true}");
}

TEST(ai_parameters, of_the_wrong_kind_are_told) {
  EXPECT_EQ(read("fromAi(\"q\")").problem,
            "the value of fromAi() must be a path, like toolCall.city");
  EXPECT_EQ(read("fromAi(q, 1)").problem, "the description of fromAi() must be a text");
  EXPECT_EQ(read("fromAi(value: q, type: unknown)").problem, "the type of fromAi() must be a text");
  EXPECT_EQ(read("fromAi(value: q, options: [])").problem,
            "the options of fromAi() must be a context");
}

}  // namespace
}  // namespace feel
