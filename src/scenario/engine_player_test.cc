#include <gtest/gtest.h>

#include "scenario/runner.h"
#include "scenario/scenario.h"

namespace scenario {
namespace {

// tests/scenarios: what the engine does, as files.
TEST(engine_scenarios, all_hold) {
  std::vector<base::Problem> problems;
  const auto files =
      find_files({std::filesystem::path(JINGWEI_SOURCE_DIR) / "tests/scenarios"}, problems);

  Runner runner;
  EXPECT_TRUE(problems.empty());
  EXPECT_GE(files.size(), 9u);
  for (const auto& file : files) {
    const auto failure = runner.play(file);
    EXPECT_FALSE(failure) << file << "\n" << *failure;
  }
}

}  // namespace
}  // namespace scenario
