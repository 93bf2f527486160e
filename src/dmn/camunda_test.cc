// Models in Camunda's dialect: what stands against a decision ends the evaluation.
#include <gtest/gtest.h>

#include "dmn/decide.h"

namespace dmn {
namespace {

// `dish` requires `season`, whose rules contradict each other below 5.
constexpr std::string_view kMenu =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m" namespace="n">
<inputData id="t" name="temp"><variable name="temp"/></inputData>
<decision id="season" name="Season"><variable name="season"/>
<informationRequirement><requiredInput href="#t"/></informationRequirement><decisionTable>
<input><inputExpression><text>temp</text></inputExpression></input><output name="season"/>
<rule><inputEntry><text>&lt; 10</text></inputEntry><outputEntry><text>"winter"</text></outputEntry>
</rule><rule><inputEntry><text>&lt; 5</text></inputEntry><outputEntry><text>"deep"</text>
</outputEntry></rule></decisionTable></decision>
<decision id="dish" name="Dish"><variable name="dish"/>
<informationRequirement><requiredDecision href="#season"/></informationRequirement>
<informationRequirement><requiredInput href="#t"/></informationRequirement>
<literalExpression><text>if temp = 7 then "soup" else "stew of " + season</text>
</literalExpression></decision>
<decision id="menu" name="Menu"><variable name="menu"/>
<informationRequirement><requiredDecision href="#dish"/></informationRequirement>
<literalExpression><text>[dish]</text></literalExpression></decision></definitions>)";

struct Told {
  std::string result;
  std::string failed;
  std::vector<std::string> decisions;  // those that were evaluated
  std::vector<std::string> reasons;
};
Told told(feel::Dialect dialect, std::string_view decision, int temp, Explain explain) {
  const Reading reading = read_in(dialect, kMenu, "m.dmn");
  feel::Evaluation evaluation;
  const auto inputs = feel::Fields().set("temp", temp).build();
  const auto decided = decide(*reading.model, decision, inputs, evaluation, explain);
  Told told{feel::print(decided->outcome.result), decided->failed, {}, {}};
  for (const auto& one : decided->outcome.explanations) told.decisions.push_back(one.decision);
  for (const auto& reason : evaluation.reasons) told.reasons.push_back(reason.text);
  return told;
}

TEST(camunda, nothing_is_decided_after_a_decision_that_failed) {
  for (const auto explain : {Explain::No, Explain::Yes}) {
    const Told menu = told(feel::Dialect::Camunda, "menu", 1, explain);

    EXPECT_EQ(menu.result, "null");
    EXPECT_EQ(menu.failed, "season");
    EXPECT_EQ(menu.reasons, std::vector<std::string>({"several rules match a unique table: 1, 2"}));
    if (explain == Explain::Yes) {
      EXPECT_EQ(menu.decisions, std::vector<std::string>({"Season"}));
    }
  }
  const Told fine = told(feel::Dialect::Camunda, "menu", 8, Explain::Yes);
  EXPECT_EQ(fine.result, "[\"stew of winter\"]");
  EXPECT_EQ(fine.decisions, std::vector<std::string>({"Season", "Dish", "Menu"}));
}

TEST(camunda, the_standard_goes_on_with_null) {
  const Told menu = told(feel::Dialect::Standard, "menu", 1, Explain::No);

  EXPECT_EQ(menu.result, "[null]");
}

// As the modeler writes columns until somebody chooses a type, with one that it does not know.
std::string typed(const std::string& type, const std::string& test, const std::string& output) {
  return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
  name="m" namespace="n">
<inputData id="in" name="x"><variable name="x" typeRef="string"/></inputData>
<decision id="d" name="D"><variable name="d"/>
<informationRequirement><requiredInput href="#in"/></informationRequirement>
<decisionTable hitPolicy="FIRST"><input><inputExpression typeRef=")" +
         type + R"("><text>x</text></inputExpression><inputValues><text>"a","b"</text></inputValues>
</input><output name="o" typeRef="string"><outputValues><text>"c"</text></outputValues></output>
<rule><inputEntry><text>)" +
         test + "</text></inputEntry><outputEntry><text>" + output + R"(</text></outputEntry></rule>
<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"other"</text></outputEntry></rule>
</decisionTable></decision></definitions>)";
}

std::string decided(const std::string& text, const feel::Value& x,
                    feel::Dialect dialect = feel::Dialect::Camunda) {
  const Reading reading = read_in(dialect, text, "m.dmn");
  if (!reading.problems.empty()) return reading.problems.front().text;
  feel::Evaluation evaluation;
  const auto inputs = feel::Fields().set("x", x).build();
  return feel::print(decide(*reading.model, "d", inputs, evaluation, Explain::No)->outcome.result);
}

TEST(camunda, types_and_values_of_a_table_are_for_its_reader) {
  EXPECT_EQ(decided(typed("string", "&gt; 5", "x * 2"), feel::Value(7)), "14");
  EXPECT_EQ(decided(typed("string", "true", "true"), feel::Value(true)), "true");
  EXPECT_EQ(decided(typed("date", "date(?) &gt; date(&quot;2026-01-01&quot;)", "[&quot;a&quot;]"),
                    feel::Value("2026-03-02")),
            "[\"a\"]");
  for (const char* type : {"integer", "long", "double", "any", "Amount"})
    EXPECT_EQ(decided(typed(type, "&gt; 5", "{a: x}"), feel::Value(7)), "{a: 7}") << type;
}

TEST(camunda, alone_takes_them_as_they_are) {
  EXPECT_EQ(decided(typed("string", "&gt; 5", "1"), feel::Value(7), feel::Dialect::Standard),
            "null");
  EXPECT_EQ(decided(typed("long", "&gt; 5", "1"), feel::Value(7), feel::Dialect::Standard),
            "D: unknown type: long");
}

}  // namespace
}  // namespace dmn
