// The expressions of spec_cases.txt, each with the value that DMN 1.5 gives for it.
#include <gtest/gtest.h>

#include <fstream>

#include "feel/feel.h"

namespace feel {
namespace {

std::string value_of(std::string_view text) {
  Evaluation evaluation;
  evaluation.now = {1'772'413'200'000'000};
  const auto expression = compile(text);
  return expression.ok() ? print(expression->evaluate(NoNames(), evaluation)) : "ERROR";
}

TEST(spec, expressions_have_the_values_of_the_standard) {
  std::ifstream file(JINGWEI_SOURCE_DIR "/src/feel/spec_cases.txt");
  int count = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t arrow = line.rfind(" ==> ");
    ASSERT_NE(arrow, std::string::npos) << line;
    const std::string expected = line.substr(arrow + 5);
    EXPECT_EQ(value_of(line.substr(0, arrow)), expected == "ERROR" ? expected : value_of(expected))
        << line;
    ++count;
  }
  EXPECT_GT(count, 500);
}

}  // namespace
}  // namespace feel
