// Damaged models: reading and evaluating ends and nothing breaks.
#include <gtest/gtest.h>

#include <random>

#include "dmn/dmn.h"

namespace dmn {
namespace {

constexpr std::string_view kModel =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="n">
<itemDefinition name="t"><typeRef>number</typeRef><allowedValues><text>[0..9]</text></allowedValues>
</itemDefinition><itemDefinition name="c"><itemComponent name="a"><typeRef>t</typeRef>
</itemComponent></itemDefinition><inputData id="i" name="x"><variable name="x" typeRef="t"/>
</inputData>
<businessKnowledgeModel id="k" name="k"><encapsulatedLogic><formalParameter name="p" typeRef="c"/>
<context><contextEntry><variable name="e"/><literalExpression><text>p.a</text></literalExpression>
</contextEntry><contextEntry><literalExpression><text>e + 1</text></literalExpression>
</contextEntry>
</context></encapsulatedLogic></businessKnowledgeModel><decision id="d" name="d">
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
<decisionTable hitPolicy="COLLECT"><input><inputExpression><text>x</text></inputExpression></input>
<output name="o" typeRef="t"/><rule><inputEntry><text>&lt; 3</text></inputEntry><outputEntry>
<text>k({a: x})</text></outputEntry></rule></decisionTable></decision></definitions>)";

constexpr const char* kPieces[] = {"<", ">",       "/>",     "\"",        "#d", "#k",
                                   "t", "</text>", "<text>", "decision",  "n",  "x",
                                   "(", "]",       "&lt;",   "<context>", "-",  "9"};

TEST(hostile_model, damaged_models_end_without_harm) {
  const unsigned seed = 20'260'303;
  std::mt19937 random(seed);
  const auto inputs = feel::Fields().set("x", 2).build();
  for (int i = 0; i < 3'000; ++i) {
    std::string text(kModel);
    for (unsigned change = 0; change <= random() % 4; ++change) {
      const size_t at = random() % text.size();
      text.replace(at, random() % 12, kPieces[random() % std::size(kPieces)]);
    }
    const Reading reading = read(text, "m.dmn");
    if (!reading.model) continue;
    for (const auto& decision : reading.model->decisions()) {
      feel::Evaluation evaluation;
      evaluation.steps_left = 10'000;
      (void)evaluate(*reading.model, decision, inputs, evaluation, Explain::Yes);
    }
  }
}

std::string repeated(std::string_view text, int times) {
  std::string made;
  for (int i = 0; i < times; ++i) made += text;
  return made;
}

// `begin` and `end` so many times around each other, in the one decision of a model.
Reading read_nested(std::string_view begin, std::string_view end, int times) {
  return read(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" "
      "namespace=\"n\"><decision id=\"d\" name=\"d\">" +
          repeated(begin, times) + repeated(end, times) + "</decision></definitions>",
      "m.dmn");
}

TEST(hostile_model, deep_models_are_cut_off) {
  const std::string literal = "<literalExpression><text>1</text></literalExpression>";
  const std::pair<std::string, std::string> kinds[] = {
      {"<list>", "</list>"},
      {"<context><contextEntry><variable name=\"a\"/>", "</contextEntry></context>"},
      {"<relation><column name=\"a\"/><row>", "</row></relation>"},
      {"<invocation>", "</invocation>"},
      {"<functionDefinition>", "</functionDefinition>"},
      {"<conditional><if>",
       "</if><then>" + literal + "</then><else>" + literal + "</else></conditional>"},
      {"<filter><in>", "</in><match>" + literal + "</match></filter>"},
      {"<for iteratorVariable=\"x\"><in>", "</in><return>" + literal + "</return></for>"},
      {"<some iteratorVariable=\"x\"><in>", "</in><satisfies>" + literal + "</satisfies></some>"},
      {"<every iteratorVariable=\"x\"><in>", "</in><satisfies>" + literal + "</satisfies></every>"},
  };
  for (const auto& [begin, end] : kinds) {
    SCOPED_TRACE(begin);
    for (const int times : {102, 110, 2'000}) {
      const Reading reading = read_nested(begin, end, times);
      ASSERT_FALSE(reading.problems.empty());
      EXPECT_NE(reading.problems.front().text.find("nested too deeply"), std::string::npos);
    }
  }
  EXPECT_EQ(read_nested("<list>", "</list>", 100'000).problems.front().text, "nested too deeply");
}

TEST(hostile_model, long_chains_of_types_are_cut_off) {
  std::string text =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" "
      "namespace=\"n\">";
  for (int i = 0; i < 20'000; ++i) {
    text += "<itemDefinition name=\"t" + std::to_string(i) + "\"><typeRef>t" +
            std::to_string(i + 1) + "</typeRef></itemDefinition>";
  }

  const Reading reading = read(text + "</definitions>", "m.dmn");

  ASSERT_FALSE(reading.problems.empty());
  EXPECT_EQ(reading.problems.front().text, "nested too deeply");
}

TEST(hostile_model, constraints_spend_the_steps_of_who_asks) {
  const Reading reading = read(
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" "
      "namespace=\"n\"><itemDefinition name=\"t\" isCollection=\"true\"><typeRef>number</typeRef>"
      "<allowedValues><text>count(for i in 1..1000 return ?) &gt; 0</text></allowedValues>"
      "</itemDefinition><inputData id=\"i\" name=\"x\"><variable name=\"x\" "
      "typeRef=\"t\"/></inputData>"
      "<decision id=\"d\" name=\"d\"><informationRequirement><requiredInput href=\"#i\"/>"
      "</informationRequirement><literalExpression><text>count(x)</text></literalExpression>"
      "</decision></definitions>",
      "m.dmn");
  const auto inputs = feel::Fields().set("x", feel::Value::list(feel::Values(100, 1))).build();
  const auto decided = [&](int64_t steps) {
    feel::Evaluation evaluation;
    evaluation.steps_left = steps;
    const feel::Value value = evaluate(*reading.model, "d", inputs, evaluation)->result;
    return evaluation.reasons.empty() ? feel::print(value) : evaluation.reasons.front().print();
  };

  EXPECT_EQ(decided(1'000'000), "100");
  EXPECT_EQ(decided(100'000), "d: the step budget of the evaluation is exceeded");
}

TEST(hostile_model, long_chains_of_decisions_end) {
  std::string text =
      "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" name=\"m\" "
      "namespace=\"n\">";
  for (int i = 0; i < 5'000; ++i) {
    const std::string name = "d" + std::to_string(i);
    const std::string next = "d" + std::to_string(i + 1);
    text += "<decision id=\"" + name + "\" name=\"" + name + "\"><informationRequirement>";
    text += "<requiredDecision href=\"#" + next + "\"/></informationRequirement>";
    text += "<literalExpression><text>" + next + "</text></literalExpression></decision>";
  }
  const Reading reading = read(text + "</definitions>", "m.dmn");
  feel::Evaluation evaluation;

  EXPECT_TRUE(evaluate(*reading.model, "d0", feel::Value(), evaluation)->result.is_null());
}

}  // namespace
}  // namespace dmn
