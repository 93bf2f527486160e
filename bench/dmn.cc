// Decisions a second for tables of 10, 100 and 5,000 rules.
#include <benchmark/benchmark.h>

#include "dmn/dmn.h"

namespace {

// Amounts in steps of ten by region: five rules a step.
std::string table(int rules) {
  std::string xml =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" "
      "namespace=\"n\"><inputData id=\"x\" name=\"amount\"/><inputData id=\"y\" name=\"region\"/>"
      "<decision id=\"d\" name=\"fee\">"
      "<informationRequirement><requiredInput href=\"#x\"/></informationRequirement>"
      "<informationRequirement><requiredInput href=\"#y\"/></informationRequirement>"
      "<decisionTable><input><inputExpression><text>amount</text></inputExpression></input>"
      "<input><inputExpression><text>region</text></inputExpression></input><output/>";
  for (int i = 0; i < rules; ++i) {
    const int step = i / 5 * 10;
    xml += "<rule><inputEntry><text>[" + std::to_string(step) + ".." + std::to_string(step + 10) +
           ")</text></inputEntry><inputEntry><text>\"r" + std::to_string(i % 5) +
           "\"</text></inputEntry><outputEntry><text>" + std::to_string(i) +
           "</text></outputEntry></rule>";
  }
  return xml + "</decisionTable></decision></definitions>";
}

void decide(benchmark::State& state) {
  const auto rules = static_cast<int>(state.range(0));
  const auto reading = dmn::read(table(rules), "m.dmn");
  const auto inputs =
      feel::Fields().set("amount", rules * 2 - 5).set("region", "r3").build();
  for (auto _ : state) {
    feel::Evaluation evaluation;
    benchmark::DoNotOptimize(dmn::evaluate(*reading.model, "fee", inputs, evaluation));
  }
}
BENCHMARK(decide)->Arg(10)->Arg(100)->Arg(5'000);

void read_table(benchmark::State& state) {
  const std::string text = table(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(dmn::read(text, "m.dmn"));
}
BENCHMARK(read_table)->Arg(10)->Arg(5'000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
