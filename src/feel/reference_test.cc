// Executes every example of docs/reference/feel.md and sees that no function is left out.
#include <gtest/gtest.h>

#include <fstream>

#include "feel/feel.h"

namespace feel {
namespace {

struct Example {
  int line = 0;
  std::string expression;
  std::string result;
};

// The first two back-quoted texts of each row of a table.
std::vector<Example> examples() {
  std::vector<Example> all;
  std::ifstream stream(std::string(JINGWEI_SOURCE_DIR) + "/docs/reference/feel.md");
  int number = 0;
  for (std::string line; std::getline(stream, line);) {
    ++number;
    if (!line.starts_with("| `")) continue;
    const size_t middle = line.find("` | `");
    const size_t end = line.find("` |", middle + 5);
    if (middle == std::string::npos || end == std::string::npos) continue;
    all.push_back({number, line.substr(3, middle - 3), line.substr(middle + 5, end - middle - 5)});
  }
  return all;
}

TEST(feel_reference, every_example_is_true) {
  const HostFunctions functions = working_time_functions({});
  ASSERT_GT(examples().size(), 100u);
  for (const auto& example : examples()) {
    Evaluation evaluation;
    evaluation.now = {1'772'413'200'000'000};
    evaluation.functions = &functions;
    base::SeededRandom random(1);
    evaluation.random = &random;
    const Value result =
        evaluate(example.expression, NoNames(), evaluation, {.dialect = Dialect::Camunda});
    EXPECT_EQ(print(result), example.result) << "feel.md:" << example.line;
  }
}

TEST(feel_reference, names_every_function) {
  std::string text;
  for (const auto& example : examples()) text += example.expression + "\n";
  for (const auto& name : built_in_names(Dialect::Camunda)) {
    EXPECT_NE(text.find(name + "("), std::string::npos) << name;
  }
}

}  // namespace
}  // namespace feel
