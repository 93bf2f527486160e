// Decisions a second of tables with 10, 100 and 5,000 rules, and what a compiled table weighs.
// Prints JSON, a line a table; bench/feel.mjs sets them beside another engine.
#include "dmn/dmn.h"

#include <malloc.h>

#include <chrono>
#include <iostream>

namespace {

constexpr std::string_view kHead =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
<inputData id="i1" name="amount"><variable name="amount" typeRef="number"/></inputData>
<inputData id="i2" name="level"><variable name="level" typeRef="string"/></inputData>
<decision id="d" name="d"><informationRequirement><requiredInput href="#i1"/></informationRequirement>
<informationRequirement><requiredInput href="#i2"/></informationRequirement>
<decisionTable hitPolicy="FIRST"><input><inputExpression><text>amount</text></inputExpression></input>
<input><inputExpression><text>level</text></inputExpression></input><output name="o"/>)";

// Rule i takes amounts of [10·i..10·i + 10) of the levels i mod 3 and i mod 5.
std::string table(int rules) {
  std::string text(kHead);
  for (int i = 0; i < rules; ++i) {
    text += "<rule><inputEntry><text>[" + std::to_string(i * 10) + ".." +
            std::to_string(i * 10 + 10) + ")</text></inputEntry><inputEntry><text>\"level " +
            std::to_string(i % 3) + "\", \"level " + std::to_string(i % 5) +
            "\"</text></inputEntry><outputEntry><text>" + std::to_string(i) +
            "</text></outputEntry></rule>";
  }
  return text + "</decisionTable></decision></definitions>";
}

void measure(int rules) {
  const std::string text = table(rules);
  const auto before = mallinfo2().uordblks;
  auto reading = dmn::read(text, "table.dmn");
  if (!reading.model || !reading.problems.empty()) std::exit(1);
  malloc_trim(0);
  const auto weight = mallinfo2().uordblks - before;
  const auto decide = [&](int turn) {
    const int rule = static_cast<int>(int64_t{turn} * 7919 % rules);
    const auto inputs = feel::Fields()
                            .set("amount", rule * 10 + 5)
                            .set("level", "level " + std::to_string(rule % 5))
                            .build();
    feel::Evaluation evaluation;
    return dmn::evaluate(*reading.model, "d", inputs, evaluation)->result;
  };
  std::string found;
  for (int turn = 0; turn < 10; ++turn) found += (turn ? "," : "") + feel::print(decide(turn));
  using Clock = std::chrono::steady_clock;
  double best = 0;
  for (int run = 0; run < 9; ++run) {
    constexpr int times = 2'000;
    const auto start = Clock::now();
    for (int turn = 0; turn < times; ++turn) (void)decide(turn);
    const std::chrono::duration<double> taken = Clock::now() - start;
    best = std::max(best, times / taken.count());
  }
  std::cout << R"({"rules":)" << rules << R"(,"value":[)" << found << R"(],"rate":)" << best
            << R"(,"bytes":)" << weight << "}\n";
}

}  // namespace

int main() {
  for (const int rules : {10, 100, 5'000}) measure(rules);
  return 0;
}
