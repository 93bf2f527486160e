// Where the order of outputs comes from, of the policies that rank them.
#include <gtest/gtest.h>

#include "dmn/dmn.h"

namespace dmn {
namespace {

// Types whose allowed values stand in an order, and what is made of them.
constexpr std::string_view kTypes = R"(
<itemDefinition name="Risk"><typeRef>string</typeRef>
<allowedValues><text>"h", "m", "l"</text></allowedValues></itemDefinition>
<itemDefinition name="Risks" isCollection="true"><typeRef>Risk</typeRef></itemDefinition>
<itemDefinition name="Case"><itemComponent name="r"><typeRef>Risk</typeRef></itemComponent>
<itemComponent name="n"><typeRef>number</typeRef></itemComponent></itemDefinition>
<itemDefinition name="Named"><typeRef>Case</typeRef></itemDefinition>)";

std::string model_of(std::string_view elements) {
  return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m"
 namespace="n">)" +
         std::string(kTypes) + std::string(elements) + "</definitions>";
}

// A table without inputs, all of whose rules match: "l", then "h".
std::string table_of(std::string_view attributes, std::string_view outputs = "<output/>",
                     std::string_view low = "\"l\"", std::string_view high = "\"h\"") {
  const auto rule = [](std::string_view output) {
    return "<rule><outputEntry><text>" + std::string(output) + "</text></outputEntry></rule>";
  };
  return "<decisionTable " + std::string(attributes) + ">" + std::string(outputs) + rule(low) +
         rule(high) + "</decisionTable>";
}

std::string decision(std::string_view type, std::string_view logic) {
  const std::string reference = type.empty() ? "" : " typeRef=\"" + std::string(type) + "\"";
  return "<decision id=\"d\" name=\"d\"><variable name=\"d\"" + reference + "/>" +
         std::string(logic) + "</decision>";
}

std::string decided(const std::string& elements) {
  const Reading reading = read(model_of(elements), "m.dmn");
  EXPECT_TRUE(reading.problems.empty()) << reading.problems.front().print();
  feel::Evaluation evaluation;
  return feel::print(evaluate(*reading.model, "d", feel::Value(), evaluation)->result);
}

TEST(priority, comes_from_the_type_of_what_the_table_decides) {
  const auto table = table_of("hitPolicy=\"PRIORITY\"");
  EXPECT_EQ(decided(decision("Risk", table)), "\"h\"");
  EXPECT_EQ(decided(decision("", table_of("hitPolicy=\"PRIORITY\" typeRef=\"Risk\""))), "\"h\"");
  EXPECT_EQ(decided(decision("Risks", table_of("hitPolicy=\"OUTPUT ORDER\""))), "[\"h\", \"l\"]");
  EXPECT_EQ(decided(decision("", "<context><contextEntry><variable name=\"e\" typeRef=\"Risk\"/>" +
                                     table + "</contextEntry></context>")),
            "{e: \"h\"}");
  EXPECT_EQ(
      decided(decision("Risk", "<context><contextEntry>" + table + "</contextEntry></context>")),
      "\"h\"");
}

TEST(priority, comes_from_the_type_of_a_function) {
  const std::string use = decision("", R"(
<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
<literalExpression><text>k()</text></literalExpression>)");
  const std::string knowledge = R"(<businessKnowledgeModel id="k" name="k">
<variable name="k" typeRef="Risk"/><encapsulatedLogic>)" +
                                table_of("hitPolicy=\"PRIORITY\"") +
                                "</encapsulatedLogic></businessKnowledgeModel>";

  EXPECT_EQ(decided(knowledge + use), "\"h\"");
}

TEST(priority, of_several_outputs_comes_from_the_components_of_the_type) {
  const auto table = [](std::string_view type) {
    return decision(type, R"(<decisionTable hitPolicy="PRIORITY"><output name="r"/>
<output name="n"/><rule><outputEntry><text>"l"</text></outputEntry><outputEntry><text>1</text>
</outputEntry></rule><rule><outputEntry><text>"h"</text></outputEntry><outputEntry><text>2</text>
</outputEntry></rule></decisionTable>)");
  };
  EXPECT_EQ(decided(table("Case")), "{r: \"h\", n: 2}");
  EXPECT_EQ(decided(table("Named")), "{r: \"h\", n: 2}");
}

TEST(priority, may_be_told_by_ranges) {
  EXPECT_EQ(decided(decision("", table_of("hitPolicy=\"PRIORITY\"",
                                          "<output><outputValues><text>[10..20], [1..5]</text>"
                                          "</outputValues></output>",
                                          "3", "15"))),
            "15");
}

TEST(priority, without_any_order_is_a_problem) {
  for (const std::string policy : {"PRIORITY", "OUTPUT ORDER"}) {
    const auto model = model_of(decision("string", table_of("hitPolicy=\"" + policy + "\"")));
    const Reading reading = read(model, "m.dmn");

    ASSERT_EQ(reading.problems.size(), 1u) << policy;
    EXPECT_EQ(reading.problems[0].line, 8);
    EXPECT_EQ(reading.problems[0].text,
              "d: no output has values in an order, which the hit policy needs");
  }
}

}  // namespace
}  // namespace dmn
