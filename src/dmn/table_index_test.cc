// Tables large enough for an index decide as rule by rule would.
#include <gtest/gtest.h>

#include <random>

#include "dmn/dmn.h"

namespace dmn {
namespace {

struct Cell2 {
  std::string number;
  std::string text;
};

std::string escaped(const std::string& text) {
  std::string made;
  for (const char c : text) made += c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  return made;
}

std::string table(const std::vector<Cell2>& rules) {
  std::string xml =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" "
      "namespace=\"n\"><inputData id=\"x\" name=\"x\"/><inputData id=\"y\" name=\"y\"/>"
      "<decision id=\"d\" name=\"d\">"
      "<informationRequirement><requiredInput href=\"#x\"/></informationRequirement>"
      "<informationRequirement><requiredInput href=\"#y\"/></informationRequirement>"
      "<decisionTable hitPolicy=\"COLLECT\">"
      "<input><inputExpression><text>x</text></inputExpression></input>"
      "<input><inputExpression><text>y</text></inputExpression></input><output/>";
  int number = 0;
  for (const auto& rule : rules) {
    xml += "<rule><inputEntry><text>" + escaped(rule.number) + "</text></inputEntry>";
    xml += "<inputEntry><text>" + escaped(rule.text) + "</text></inputEntry>";
    xml += "<outputEntry><text>" + std::to_string(++number) + "</text></outputEntry></rule>";
  }
  return xml + "</decisionTable></decision></definitions>";
}

std::string decided(const std::vector<Cell2>& rules, int x, const std::string& y) {
  const Reading reading = read(table(rules), "m.dmn");
  feel::Evaluation evaluation;
  const auto inputs = feel::Fields().set("x", x).set("y", y).build();
  return feel::print(evaluate(*reading.model, "d", inputs, evaluation)->result);
}

TEST(table_index, decides_as_rule_by_rule_would) {
  const unsigned seed = 7;
  std::mt19937 random(seed);
  const auto below = [&random](int end) {
    return static_cast<int>(random() % static_cast<unsigned>(end));
  };
  const auto number_cell = [&]() -> std::string {
    const std::string low = std::to_string(below(20));
    const std::string high = std::to_string(20 + below(20));
    switch (below(7)) {
      case 0: return "-";
      case 1: return low;
      case 2: return "[" + low + ".." + high + ")";
      case 3: return "> " + high;
      case 4: return "<= " + low + ", " + high;
      case 5: return "not(" + low + ")";
      default: return "(" + low + ".." + high + "]";
    }
  };
  std::vector<Cell2> rules;
  const char* texts[] = {"-", "\"a\"", "\"a\", \"b\"", "not(\"c\")", "\"c\""};
  for (int i = 0; i < 60; ++i) rules.push_back({number_cell(), texts[below(5)]});

  for (int x = -1; x < 42; ++x) {
    for (const auto* y : {"a", "b", "c", "d"}) {
      std::string expected;
      for (size_t i = 0; i < rules.size(); ++i) {
        if (decided({rules[i]}, x, y) != "null") {
          expected += (expected.empty() ? "" : ", ") + std::to_string(i + 1);
        }
      }
      expected = expected.empty() ? "null" : "[" + expected + "]";
      ASSERT_EQ(decided(rules, x, y), expected) << "seed " << seed << " x " << x << " y " << y;
      if (x > 5 && x < 30) x += 3;
    }
  }
}

}  // namespace
}  // namespace dmn
