// What is handed in: by which names, to which model.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "dmn/batch.h"
#include "dmn/decide.h"

namespace dmn {
namespace {

// Both models have an input `x`; the main one adds its own to ten times that of the other.
constexpr std::string_view kMain =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="main">
<import name="lib" namespace="lib" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
<inputData id="i" name="x"><variable name="x"/></inputData>
<decision id="d" name="sum"><variable name="sum"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<informationRequirement><requiredDecision href="lib#d"/></informationRequirement>
<literalExpression><text>x + lib.tens</text></literalExpression></decision></definitions>)";
constexpr std::string_view kLibrary =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="l" namespace="lib">
<inputData id="i" name="x"><variable name="x"/></inputData>
<decision id="d" name="tens"><variable name="tens"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>x * 10</text></literalExpression></decision></definitions>)";

Model model() { return *read(kMain, "m.dmn", {{"l.dmn", std::string(kLibrary)}}).model; }

feel::Value value_of(std::string_view text) {
  feel::Evaluation evaluation;
  return feel::evaluate(text, feel::NoNames(), evaluation);
}

std::string sum_of(std::string_view inputs) {
  feel::Evaluation evaluation;
  return feel::print(evaluate(model(), "sum", value_of(inputs), evaluation)->result);
}

TEST(inputs, of_an_imported_model_stand_under_the_name_of_the_import) {
  EXPECT_EQ(sum_of("{x: 1, lib: {x: 2}}"), "21");
  EXPECT_EQ(sum_of("{lib: {x: 2}, x: 1}"), "21");
  EXPECT_EQ(sum_of("{x: 1}"), "11");
  EXPECT_EQ(sum_of("{x: 1, lib: {tens: 5}}"), "6");
}

TEST(inputs, that_nobody_takes_are_told) {
  const auto told = [](std::string_view inputs) { return strangers(model(), value_of(inputs)); };

  EXPECT_EQ(told("{x: 1, lib: {x: 2, tens: 1}, sum: 3}"), std::vector<std::string>());
  EXPECT_EQ(told("{y: 1, lib: {z: 2}}"), std::vector<std::string>({"y", "lib.z"}));
}

TEST(inputs, that_nobody_takes_are_told_by_batches) {
  const auto folder = std::filesystem::temp_directory_path() / "jingwei_dmn_inputs_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "l.dmn") << kLibrary;
  std::istringstream in(
      R"({"id": 7, "folder": "", "model": "l.dmn", "inputs": {"y": 2}, "expected": {"tens": 1}})");
  std::ostringstream out;
  std::ostringstream reasons;

  run_batch(in, out, reasons, folder, {0});

  EXPECT_EQ(out.str(), "{\"id\":7,\"results\":{\"tens\":null}}\n");
  EXPECT_NE(reasons.str().find("7: no such input: y\n"), std::string::npos) << reasons.str();
  std::filesystem::remove_all(folder);
}

std::string results_of(const std::filesystem::path& folder, const std::string& lines) {
  std::istringstream in(lines);
  std::ostringstream out;
  std::ostringstream reasons;
  run_batch(in, out, reasons, folder, {0});
  return out.str();
}

TEST(batch, answers_line_by_line_and_lives_on) {
  std::istringstream in(
      "{\"id\": 1, \"folder\": \"\", \"model\": \"none.dmn\", \"expected\": {\"a\": 1}}\n"
      "nonsense\n\n");
  std::ostringstream out;
  std::ostringstream reasons;

  run_batch(in, out, reasons, "/nowhere", {0});

  const std::string lines = out.str();
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 3);
  EXPECT_NE(lines.find("{\"id\":1,\"error\":\"no such model: none.dmn\"}"), std::string::npos);
}

TEST(batch, members_of_a_result_are_no_outputs) {
  const auto folder = std::filesystem::temp_directory_path() / "jingwei_dmn_outputs_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "m.dmn")
      << R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m"
namespace="n"><decision id="b" name="B"><variable name="B"/>
<literalExpression><text>{B: 5, C: 6}</text></literalExpression></decision>
<decision id="c" name="C"><variable name="C"/>
<literalExpression><text>7</text></literalExpression></decision>
<decisionService id="one" name="one"><variable name="one"/>
<outputDecision href="#b"/></decisionService>
<decisionService id="two" name="two"><variable name="two"/>
<outputDecision href="#b"/><outputDecision href="#c"/></decisionService></definitions>)";
  const auto line = [](const std::string& type, const std::string& invocable) {
    return R"({"id":1,"model":"m.dmn","type":")" + type + R"(","invocable":")" + invocable +
           R"(","inputs":{},"expected":{"B":null}})";
  };

  EXPECT_EQ(results_of(folder, line("decisionService", "one")),
            "{\"id\":1,\"results\":{\"B\":{\"B\":5,\"C\":6}}}\n");
  EXPECT_EQ(results_of(folder, line("decisionService", "two")),
            "{\"id\":1,\"results\":{\"B\":{\"B\":5,\"C\":6}}}\n");
  EXPECT_EQ(results_of(folder, line("service", "one")),
            "{\"id\":1,\"error\":\"type is decision, decisionService or bkm\"}\n");
  std::filesystem::remove_all(folder);
}

TEST(batch, an_answer_does_not_depend_on_the_lines_before) {
  const auto folder = std::filesystem::temp_directory_path() / "jingwei_dmn_imports_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "l.dmn") << kLibrary;
  std::ofstream(folder / "m.dmn") << kMain;
  const std::string line = R"({"id":1,"model":"m.dmn","type":"decision","inputs":{"x":2},)"
                           R"("expected":{"sum":null},"models":)";
  const std::string whole = line + R"(["l.dmn"]})";

  const std::string alone = results_of(folder, whole);
  const std::string both = results_of(folder, line + "[]}\n" + whole);

  EXPECT_EQ(both.substr(both.find('\n') + 1), alone);
  EXPECT_NE(alone, both.substr(0, both.find('\n') + 1));
  std::filesystem::remove_all(folder);
}

TEST(inputs, are_known_by_their_names_as_feel_reads_them) {
  const std::string text =
      R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
<inputData id="i" name=" my  x "><variable name=" my  x "/></inputData>
<decision id="d" name="my  sum"><variable name="my  sum"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>my x + 1</text></literalExpression></decision></definitions>)";
  const Reading reading = read(text, "m.dmn");
  EXPECT_TRUE(reading.problems.empty());

  for (const std::string name : {"my x", " my  x ", "my  x"}) {
    feel::Evaluation evaluation;
    const auto inputs = feel::Value::context({{name, feel::Value(41)}});
    EXPECT_EQ(feel::print(evaluate(*reading.model, "my sum", inputs, evaluation)->result), "42");
    EXPECT_EQ(feel::print(evaluate(*reading.model, "my  sum", inputs, evaluation)->result), "42");
  }
}

}  // namespace
}  // namespace dmn
