// One compiled model, decided by several threads at once. Worth most under the preset `tsan`.
#include <gtest/gtest.h>

#include <thread>

#include "dmn/dmn.h"

namespace dmn {
namespace {

constexpr std::string_view kModel =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
<inputData id="i" name="x"><variable name="x" typeRef="number"/></inputData>
<businessKnowledgeModel id="k" name="k"><encapsulatedLogic><formalParameter name="p"/>
<literalExpression><text>p.a + 1</text></literalExpression></encapsulatedLogic>
</businessKnowledgeModel><decision id="d" name="d">
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
<decisionTable><input><inputExpression><text>x</text></inputExpression></input>
<output/><rule><inputEntry><text>&lt; 3</text></inputEntry><outputEntry>
<text>k({a: x})</text></outputEntry></rule></decisionTable></decision></definitions>)";

TEST(dmn_shared, threads_decide_by_one_model) {
  const Reading reading = read(kModel, "m.dmn");
  const auto inputs = feel::Fields().set("x", 2).build();
  std::vector<std::string> results(8);
  std::vector<std::thread> threads;

  for (auto& result : results) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        feel::Evaluation evaluation;
        result = feel::print(
            evaluate(*reading.model, "d", inputs, evaluation, Explain::EveryRule)->result);
      }
    });
  }
  for (auto& thread : threads) thread.join();

  for (const auto& result : results) EXPECT_EQ(result, "3");
}

}  // namespace
}  // namespace dmn
