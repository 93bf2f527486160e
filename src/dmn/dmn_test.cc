#include "dmn/dmn.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dmn/decide.h"

namespace dmn {
namespace {

constexpr std::string_view kHead =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="fees"
 namespace="urn:fees" id="m">
)";

std::string model_of(std::string_view body) {
  return std::string(kHead) + std::string(body) + "</definitions>";
}

// A table over `amount` with the given policy, outputs and rules.
std::string table_of(std::string_view attributes, std::string_view rules,
                     std::string_view output = "<output/>") {
  return model_of(R"(<inputData id="i" name="amount">
<variable name="amount" typeRef="number"/></inputData>
<decision id="d" name="fee"><variable name="fee"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<decisionTable )" +
                  std::string(attributes) +
                  R"(><input><inputExpression typeRef="number"><text>amount</text>
</inputExpression></input>)" +
                  std::string(output) + std::string(rules) + "</decisionTable></decision>");
}

std::string rule(std::string_view test, std::string_view output) {
  return "<rule><inputEntry><text>" + std::string(test) +
         "</text></inputEntry><outputEntry><text>" + std::string(output) +
         "</text></outputEntry></rule>";
}

std::string decided(const std::string& text, std::string_view decision, const feel::Value& inputs) {
  const Reading reading = read(text, "m.dmn");
  if (!reading.model) return "unread";
  feel::Evaluation evaluation;
  const auto outcome = evaluate(*reading.model, decision, inputs, evaluation);
  return outcome.ok() ? feel::print(outcome->result) : outcome.error().code;
}

feel::Value amount(int value) { return feel::Fields().set("amount", value).build(); }

TEST(decision_table, unique_gives_the_one_match) {
  const auto text = table_of("", rule("&lt; 100", "1") + rule("&gt;= 100", "2"));

  EXPECT_EQ(decided(text, "fee", amount(50)), "1");
  EXPECT_EQ(decided(text, "d", amount(100)), "2");
  EXPECT_EQ(decided(text, "other", amount(1)), "dmn.unknown_decision");
}

TEST(decision_table, unique_with_two_matches_is_null) {
  const auto text = table_of("", rule("&lt; 100", "1") + rule("-", "2"));

  EXPECT_EQ(decided(text, "fee", amount(1)), "null");
}

TEST(decision_table, policies_choose_among_matches) {
  const std::string rules = rule("&gt; 1", "10") + rule("&gt; 2", "30") + rule("&gt; 3", "20");
  const auto with = [&](std::string_view attributes) {
    const auto ranked = "<output><outputValues><text>30, 20, 10</text></outputValues></output>";
    return decided(table_of(attributes, rules, ranked), "fee", amount(5));
  };
  EXPECT_EQ(with("hitPolicy=\"FIRST\""), "10");
  EXPECT_EQ(with("hitPolicy=\"ANY\""), "null");
  EXPECT_EQ(with("hitPolicy=\"PRIORITY\""), "30");
  EXPECT_EQ(with("hitPolicy=\"RULE ORDER\""), "[10, 30, 20]");
  EXPECT_EQ(with("hitPolicy=\"OUTPUT ORDER\""), "[30, 20, 10]");
  EXPECT_EQ(with("hitPolicy=\"COLLECT\""), "[10, 30, 20]");
  EXPECT_EQ(with("hitPolicy=\"COLLECT\" aggregation=\"SUM\""), "60");
  EXPECT_EQ(with("hitPolicy=\"COLLECT\" aggregation=\"MIN\""), "10");
  EXPECT_EQ(with("hitPolicy=\"COLLECT\" aggregation=\"MAX\""), "30");
  EXPECT_EQ(with("hitPolicy=\"COLLECT\" aggregation=\"COUNT\""), "3");
}

TEST(decision_table, explains_the_rules_that_matched) {
  const Reading reading =
      read(table_of("", rule("&lt; 100", "1") + rule("&gt;= 100", "2")), "m.dmn");
  feel::Evaluation evaluation;

  const auto outcome = evaluate(*reading.model, "fee", amount(150), evaluation, Explain::Yes);

  ASSERT_EQ(outcome->explanations.size(), 1u);
  const auto& explanation = outcome->explanations[0];
  EXPECT_EQ(explanation.inputs[0].first, "amount");
  ASSERT_EQ(explanation.matched.size(), 1u);
  EXPECT_EQ(explanation.matched[0].index, 2);
  EXPECT_EQ(explanation.matched[0].cells[0].test, ">= 100");
}

TEST(decision_table, explains_every_rule_and_cell_when_asked) {
  const Reading reading =
      read(table_of("", rule("&lt; 100", "1") + rule("&gt;= 100", "2")), "m.dmn");
  feel::Evaluation evaluation;

  const auto outcome = evaluate(*reading.model, "fee", amount(150), evaluation, Explain::EveryRule);

  const auto& explanation = outcome->explanations[0];
  ASSERT_EQ(explanation.tried.size(), 2u);
  EXPECT_FALSE(explanation.tried[0].cells[0].passed);
  EXPECT_TRUE(explanation.tried[1].cells[0].passed);
  EXPECT_EQ(explanation.columns[0].second, feel::Value(150));
}

TEST(decision_table, explains_its_columns_also_when_no_rule_matches) {
  const Reading reading = read(table_of("", rule("&lt; 100", "1")), "m.dmn");
  feel::Evaluation evaluation;

  const auto outcome = evaluate(*reading.model, "fee", amount(150), evaluation, Explain::Yes);

  EXPECT_TRUE(outcome->explanations[0].matched.empty());
  EXPECT_EQ(outcome->explanations[0].columns[0].second, feel::Value(150));
  EXPECT_EQ(evaluation.reasons.size(), 1u);
}

// The reasons of a decision, joined by lines.
std::string reasons_of(const std::string& text, std::string_view decision,
                       const feel::Value& inputs) {
  const Reading reading = read(text, "m.dmn");
  feel::Evaluation evaluation;
  (void)evaluate(*reading.model, decision, inputs, evaluation);
  std::string all;
  for (const auto& reason : evaluation.reasons) all += reason.text + "\n";
  return all;
}

TEST(decision_table, an_output_outside_of_its_values_is_null) {
  const auto output = R"(<output name="kind"><outputValues><text>"a", "b"</text></outputValues>
<defaultOutputEntry><text>"c"</text></defaultOutputEntry></output>)";
  const auto text = table_of("", rule("1", "\"b\"") + rule("2", "\"x\""), output);

  EXPECT_EQ(decided(text, "fee", amount(1)), "\"b\"");
  EXPECT_EQ(decided(text, "fee", amount(2)), "null");
  EXPECT_EQ(reasons_of(text, "fee", amount(2)),
            "output kind has a value that is not allowed: string \"x\"\n");
  EXPECT_EQ(reasons_of(text, "fee", amount(3)),
            "default kind has a value that is not allowed: string \"c\"\n");
}

TEST(decision_table, priority_may_come_from_the_type_of_the_output) {
  const std::string types = R"(<itemDefinition name="tRisk"><typeRef>string</typeRef>
<allowedValues><text>"high", "low"</text></allowedValues></itemDefinition>
<itemDefinition name="tAlias"><typeRef>tRisk</typeRef></itemDefinition>)";
  for (const std::string type : {"tRisk", "tAlias"}) {
    auto text =
        table_of("hitPolicy=\"PRIORITY\"", rule("-", "\"low\"") + rule("&gt; 5", "\"high\""),
                 "<output typeRef=\"" + type + "\"/>");
    text.insert(text.find("<inputData"), types);

    EXPECT_EQ(decided(text, "fee", amount(9)), "\"high\"");
    EXPECT_EQ(decided(text, "fee", amount(1)), "\"low\"");
  }
}

TEST(decision_table, a_sum_needs_one_output) {
  const auto two =
      "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text>"
      "</outputEntry><outputEntry><text>2</text></outputEntry></rule>";
  const auto outputs = "<output name=\"a\"/><output name=\"b\"/>";

  EXPECT_EQ(reasons_of(table_of("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", two, outputs), "fee",
                       amount(1)),
            "a table that gives a sum, minimum or maximum needs one output, not 2\n");
  EXPECT_EQ(decided(table_of("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", two, outputs), "fee",
                    amount(1)),
            "1");
}

TEST(decision_table, reasons_name_rules_and_values) {
  const auto rules = rule("&lt; 5", "1") + rule("&gt; 5", "2") + rule("&gt; 7", "3");

  EXPECT_EQ(reasons_of(table_of("", rules), "fee", amount(9)),
            "several rules match a unique table: 2, 3\n");
  EXPECT_EQ(reasons_of(table_of("hitPolicy=\"ANY\"", rules), "fee", amount(9)),
            "matching rules differ in their outputs: 2, 3\n");
  EXPECT_EQ(reasons_of(table_of("", rules), "fee", feel::Fields().set("amount", "九").build()),
            "amount is no number: string \"九\"\nno rule matches\n");
}

// With the places, joined by lines.
std::string printed_reasons(const std::string& text, const feel::Value& inputs) {
  feel::Evaluation evaluation;
  (void)evaluate(*read(text, "m.dmn").model, "fee", inputs, evaluation, Explain::EveryRule);
  std::string all;
  for (const auto& reason : evaluation.reasons) all += reason.print() + "\n";
  return all;
}

TEST(decision_table, reasons_name_the_rule_and_the_cell) {
  const auto rules = rule("&lt; \"a\"", "1") + rule("&lt; \"b\"", "2") + rule("-", "3 / 0");

  EXPECT_EQ(printed_reasons(table_of("hitPolicy=\"FIRST\"", rules), amount(1)),
            "fee, rule 1, amount:1:1: no order between: number and string\n"
            "fee, rule 2, amount:1:1: no order between: number and string\n"
            "fee, rule 3:1:3: division by zero\n");
  EXPECT_EQ(
      printed_reasons(table_of("hitPolicy=\"FIRST\"", rule("-", "1 / 0"), "<output name=\"o\"/>"),
                      amount(1)),
      "fee, rule 1, o:1:3: division by zero\n");
}

TEST(decision_table, of_many_cells_with_one_fault_a_few_are_named) {
  std::string rules;
  for (int i = 0; i < 300; ++i) rules += rule("&lt; x" + std::to_string(i % 3), "1");
  const auto all = printed_reasons(table_of("hitPolicy=\"FIRST\"", rules), amount(1));

  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 15 + 1) << all;
}

// The nearest change of the first decision's explanation: "amount: 150 -> 99 gives 1".
std::string nearest_change(const std::string& text, const feel::Value& inputs) {
  const Reading reading = read(text, "m.dmn");
  feel::Evaluation evaluation;
  const auto outcome = evaluate(*reading.model, "fee", inputs, evaluation, Explain::EveryRule);
  const auto& changes = outcome->explanations[0].changes;
  if (changes.empty()) return "";
  const auto& change = changes.front();
  return change.input + ": " + feel::print(change.from) + " -> " + feel::print(change.to) +
         " gives " + feel::print(change.result);
}

TEST(decision_table, finds_the_smallest_change_that_decides_otherwise) {
  const auto text = table_of("", rule("&lt; 100", "1") + rule("[100..500)", "2") +
                                     rule("&gt;= 500", "3") + rule("900.5", "4"));

  EXPECT_EQ(nearest_change(text, amount(150)), "amount: 150 -> 99.9 gives 1");
  EXPECT_EQ(nearest_change(text, amount(499)), "amount: 499 -> 500 gives 3");
}

TEST(decision_table, offers_no_change_that_gives_no_other_result) {
  EXPECT_EQ(nearest_change(table_of("", rule("&lt; 100", "1") + rule("&gt; 200", "1")), amount(50)),
            "");
}

TEST(decision_table, a_change_is_one_of_rules_and_reaches_outputs_that_read_the_input) {
  const auto text = table_of("", rule("&lt; 100", "amount * 2") + rule("&gt;= 100", "amount"));

  EXPECT_EQ(nearest_change(text, amount(60)), "amount: 60 -> 100 gives 100");
}

TEST(decision_table, a_change_is_found_by_deciding_everything_anew) {
  auto text = table_of("", rule("&lt; 100", "Base") + rule("&gt;= 100", "Base * 2"));
  const auto requirement = text.find("<informationRequirement>");
  text.insert(requirement, R"(<informationRequirement><requiredDecision href="#b"/>
</informationRequirement>)");
  text.insert(text.find("<decision id"), R"(<decision id="b" name="Base"><variable name="Base"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>amount * 0.1</text></literalExpression></decision>)");
  const Reading reading = read(text, "m.dmn");
  feel::Evaluation evaluation;

  const auto outcome = evaluate(*reading.model, "fee", amount(50), evaluation, Explain::EveryRule);

  const auto& changes = outcome->explanations.back().changes;
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(feel::print(changes[0].to), "100");
  EXPECT_EQ(feel::print(changes[0].result), decided(text, "fee", amount(100)));
}

TEST(decision_table, a_change_of_a_member_leaves_the_rest_of_its_input) {
  auto text = table_of("", rule("&lt; 18", "a.name + \"?\"") + rule("&gt;= 18", "a.name"));
  for (auto at = text.find(">amount<"); at != std::string::npos; at = text.find(">amount<", at))
    text.replace(at, 8, ">a.age<");
  for (const std::string from : {"name=\"amount\" typeRef=\"number\"", "name=\"amount\""})
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at))
      text.replace(at, from.size(), "name=\"a\"");
  const auto person = feel::Fields().set("name", "Li").set("age", 20).build();

  EXPECT_EQ(nearest_change(text, feel::Fields().set("a", person).build()),
            "a.age: 20 -> 17 gives \"Li?\"");
}

TEST(decision_table, nothing_is_offered_for_a_column_that_computes) {
  auto text = table_of("", rule("&lt; 100", "1") + rule("&gt;= 100", "2"));
  text.replace(text.find("<text>amount"), 12, "<text>amount * 2");

  EXPECT_EQ(nearest_change(text, amount(10)), "");
}

// What stood against a result, with the decision.
std::string failure_of(const std::string& text, const feel::Value& inputs) {
  const Reading reading = read(text, "m.dmn");
  feel::Evaluation evaluation;
  const auto decided = decide(*reading.model, "fee", inputs, evaluation, Explain::No);
  return decided->failed + ": " + decided->failure;
}

TEST(decision_table, only_what_stands_against_any_result_is_a_failure) {
  const auto two = rule("&lt; 5", "1") + rule("&lt; 7", "2") + rule("8", "null + 1");

  EXPECT_EQ(failure_of(table_of("", two), amount(9)), ": ");
  EXPECT_EQ(failure_of(table_of("", two), amount(8)), ": ");
  EXPECT_EQ(failure_of(table_of("", two), feel::Value()), ": ");
  EXPECT_EQ(failure_of(table_of("", two), amount(1)),
            "d: several rules match a unique table: 1, 2");
  EXPECT_EQ(failure_of(table_of("hitPolicy=\"ANY\"", two), amount(1)),
            "d: matching rules differ in their outputs: 1, 2");
  EXPECT_EQ(failure_of(table_of("", rule("1", "1 +")), amount(1)),
            "d: a cell of the table cannot be read");
}

TEST(decision_table, allowed_inputs_are_what_the_empty_cell_accepts) {
  const auto limited = [](std::string_view rules, std::string_view output) {
    auto text = table_of("", rules, output);
    text.insert(text.find("</input>"), "<inputValues><text>[1..5]</text></inputValues>");
    return text;
  };
  const auto rules = rule("null", "\"none\"") + rule("9", "\"nine\"") + rule("-", "\"any\"");
  const auto text = limited(rules, "<output/>");
  const auto otherwise = limited(
      rules, "<output><defaultOutputEntry><text>\"else\"</text></defaultOutputEntry></output>");

  EXPECT_EQ(decided(text, "fee", amount(3)), "\"any\"");
  EXPECT_EQ(decided(text, "fee", amount(9)), "\"nine\"");
  EXPECT_EQ(decided(text, "fee", feel::Value()), "\"none\"");
  EXPECT_EQ(decided(text, "fee", amount(7)), "null");
  EXPECT_EQ(reasons_of(text, "fee", amount(7)),
            "input amount has a value that is not allowed: number 7\nno rule matches\n");
  EXPECT_EQ(decided(otherwise, "fee", amount(7)), "\"else\"");
}

TEST(decision_table, a_count_of_no_match_is_null) {
  const auto count = "hitPolicy=\"COLLECT\" aggregation=\"COUNT\"";

  EXPECT_EQ(decided(table_of(count, rule("1", "1")), "fee", amount(2)), "null");
}

TEST(decision_table, unknown_policies_and_aggregations_are_problems) {
  const Reading reading =
      read(table_of("hitPolicy=\"LAST\" aggregation=\"AVG\"", rule("1", "1")), "m.dmn");

  ASSERT_EQ(reading.problems.size(), 2u);
  EXPECT_EQ(reading.problems[0].text, "no hit policy: LAST");
  EXPECT_EQ(reading.problems[1].text, "no aggregation: AVG");
}

// A table that reads `amount` and a text that reads the table, without any requirement drawn for
// inputs, as Camunda's modeler leaves them.
std::string undrawn() {
  auto text = table_of("hitPolicy=\"FIRST\"", rule("&gt; 3", "\"big\"") + rule("", "\"other\""));
  const auto drawn = text.find("<informationRequirement>");
  text.erase(drawn, text.find("<decisionTable") - drawn);
  text.insert(text.find("</definitions>"), R"(<decision id="t" name="text"><variable name="text"/>
<informationRequirement><requiredDecision href="#d"/></informationRequirement>
<literalExpression><text>d + string(amount)</text></literalExpression></decision>)");
  return text;
}

TEST(dialect, of_camunda_shows_decisions_every_input_and_required_ones_by_id) {
  const Reading reading = read_in(feel::Dialect::Camunda, undrawn(), "m.dmn");
  feel::Evaluation evaluation;

  EXPECT_EQ(feel::print(evaluate(*reading.model, "d", amount(50), evaluation)->result), "\"big\"");
  EXPECT_EQ(feel::print(evaluate(*reading.model, "t", amount(2), evaluation)->result),
            "\"other2\"");
  EXPECT_TRUE(evaluation.reasons.empty());
}

TEST(dialect, is_camundas_in_a_file_of_its_modeler) {
  auto text = undrawn();
  EXPECT_EQ(decided(text, "d", amount(50)), "\"other\"");

  text.insert(text.find(" name=\"fees\""),
              " xmlns:modeler=\"http://camunda.org/schema/modeler/1.0\" "
              "modeler:executionPlatform=\"Camunda Cloud\"");
  EXPECT_EQ(decided(text, "d", amount(50)), "\"big\"");
}

TEST(dmn, a_decision_that_is_given_is_not_evaluated) {
  const auto text = model_of(R"(
<decision id="a" name="a"><variable name="a"/>
<literalExpression><text>1</text></literalExpression></decision>
<decision id="b" name="b"><variable name="b"/>
<informationRequirement><requiredDecision href="#a"/></informationRequirement>
<literalExpression><text>a + 1</text></literalExpression></decision>)");

  EXPECT_EQ(decided(text, "b", feel::Value()), "2");
  EXPECT_EQ(decided(text, "b", feel::Fields().set("a", 41).build()), "42");
}

TEST(dmn, knowledge_may_call_itself) {
  const auto text = model_of(R"(
<businessKnowledgeModel id="k" name="fact"><variable name="fact"/><encapsulatedLogic>
<formalParameter name="n" typeRef="number"/>
<literalExpression><text>if n &lt; 2 then 1 else n * fact(n - 1)</text></literalExpression>
</encapsulatedLogic></businessKnowledgeModel>
<decision id="d" name="d"><variable name="d"/>
<knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
<literalExpression><text>fact(6)</text></literalExpression></decision>)");

  EXPECT_EQ(decided(text, "d", feel::Value()), "720");
}

TEST(dmn, chains_of_decisions_may_be_long) {
  std::string body = R"(<decision id="d0" name="d0"><literalExpression><text>1</text>
</literalExpression></decision>)";
  for (int i = 1; i <= 3'000; ++i) {
    const std::string name = "d" + std::to_string(i);
    const std::string below = "d" + std::to_string(i - 1);
    body += "<decision id=\"" + name + "\" name=\"" + name + "\"><informationRequirement>" +
            "<requiredDecision href=\"#" + below + "\"/></informationRequirement>" +
            "<literalExpression><text>" + below + " + 1</text></literalExpression></decision>";
  }
  body += R"(<decisionService id="s" name="s"><outputDecision href="#d3000"/></decisionService>)";
  const auto text = model_of(body);

  EXPECT_EQ(decided(text, "d3000", feel::Value()), "3001");
  EXPECT_EQ(decided(text, "d3000", feel::Fields().set("d2990", 0).build()), "10");
  const Reading reading = read(text, "m.dmn");
  feel::Evaluation evaluation;
  EXPECT_EQ(feel::print(call(*reading.model, "s", feel::Value(), evaluation)->result), "3001");
}

TEST(dmn, a_boxed_loop_runs_over_steps) {
  const auto loop = [](std::string_view in) {
    return model_of(R"(<decision id="d" name="d"><variable name="d"/>
<for iteratorVariable="i"><in><literalExpression><text>)" +
                    std::string(in) + R"(</text></literalExpression></in>
<return><literalExpression><text>i * 2</text></literalExpression></return></for></decision>)");
  };

  EXPECT_EQ(decided(loop("1..3"), "d", feel::Value()), "[2, 4, 6]");
  EXPECT_EQ(decided(loop("3..1"), "d", feel::Value()), "[6, 4, 2]");
  EXPECT_EQ(decided(loop("[1..2]"), "d", feel::Value()), "[2, 4]");
  EXPECT_EQ(read(loop("1.."), "m.dmn").problems.size(), 1u);
}

// A decision of a type that the item definitions say.
std::string typed(std::string_view definitions, std::string_view type,
                  std::string_view expression) {
  return decided(model_of(std::string(definitions) +
                          "<decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"" +
                          std::string(type) + "\"/><literalExpression><text>" +
                          std::string(expression) + "</text></literalExpression></decision>"),
                 "d", feel::Value());
}

TEST(dmn, types_of_functions_compare_parameters_and_result) {
  const auto text = model_of(R"(
<itemDefinition name="tFn"><functionItem outputTypeRef="number">
<parameters name="x" typeRef="number"/></functionItem></itemDefinition>
<businessKnowledgeModel id="double" name="double"><variable name="double" typeRef="tFn"/>
<encapsulatedLogic typeRef="tFn"><formalParameter name="x" typeRef="number"/>
<literalExpression><text>x * 2</text></literalExpression></encapsulatedLogic>
</businessKnowledgeModel>
<businessKnowledgeModel id="shout" name="shout"><variable name="shout" typeRef="string"/>
<encapsulatedLogic><formalParameter name="x" typeRef="number"/>
<literalExpression><text>string(x)</text></literalExpression></encapsulatedLogic>
</businessKnowledgeModel>
<businessKnowledgeModel id="apply" name="apply"><variable name="apply"/><encapsulatedLogic>
<formalParameter name="f" typeRef="tFn"/>
<literalExpression><text>f(4)</text></literalExpression></encapsulatedLogic>
</businessKnowledgeModel>
<decision id="triple" name="triple"><variable name="triple" typeRef="tFn"/>
<functionDefinition><formalParameter name="x" typeRef="number"/>
<literalExpression typeRef="number"><text>x * 3</text></literalExpression></functionDefinition>
</decision>
<decision id="d" name="d"><variable name="d"/>
<informationRequirement><requiredDecision href="#triple"/></informationRequirement>
<knowledgeRequirement><requiredKnowledge href="#double"/></knowledgeRequirement>
<knowledgeRequirement><requiredKnowledge href="#shout"/></knowledgeRequirement>
<knowledgeRequirement><requiredKnowledge href="#apply"/></knowledgeRequirement>
<literalExpression><text>[apply(double), apply(shout), apply(function(x) x + 1), triple(4),
apply(triple), double instance of tFn, shout instance of tFn]</text></literalExpression>
</decision>)");

  EXPECT_EQ(decided(text, "d", feel::Value()), "[8, null, 5, 12, 12, true, false]");
}

TEST(dmn, trees_are_checked_on_every_level) {
  const auto tree = R"(<itemDefinition name="tNode">
<itemComponent name="value"><typeRef>number</typeRef></itemComponent>
<itemComponent name="children" isCollection="true"><typeRef>tNode</typeRef></itemComponent>
</itemDefinition>)";

  EXPECT_EQ(typed(tree, "tNode", "{value: 1, children: [{value: 2, children: []}]}"),
            "{value: 1, children: [{value: 2, children: []}]}");
  EXPECT_EQ(typed(tree, "tNode", "{value: 1, children: [{value: \"2\", children: []}]}"), "null");
  EXPECT_EQ(typed(tree, "tNode", "{value: 1, children: [{value: 2, children: [{value: 3}]}]}"),
            "null");
  EXPECT_TRUE(read(model_of(tree), "m.dmn").problems.empty());
}

TEST(dmn, a_misfit_is_told_with_its_place) {
  const auto types = R"(<itemDefinition name="tOrder">
<itemComponent name="lines" isCollection="true">
<itemComponent name="price"><typeRef>number</typeRef><allowedValues><text>&lt; 100</text>
</allowedValues></itemComponent></itemComponent></itemDefinition>
<inputData id="i" name="order"><variable name="order" typeRef="tOrder"/></inputData>
<decision id="d" name="d"><variable name="d"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>order</text></literalExpression></decision>)";
  const auto told = [&](const char* order) {
    feel::Evaluation evaluation;
    const auto value = feel::evaluate(order, feel::NoNames(), evaluation);
    return reasons_of(model_of(types), "d", feel::Fields().set("order", value).build());
  };

  EXPECT_EQ(told("{lines: [{price: 1}, {price: null}, {price: \"a\"}]}"),
            "order is no tOrder: order.lines[3].price is no number: string \"a\"\n");
  EXPECT_EQ(told("{lines: [{cost: 1}]}"), "order is no tOrder: order.lines[1].price is missing\n");
  EXPECT_EQ(told("{lines: [{price: 200}]}"),
            "order is no tOrder: order.lines[1].price is not allowed: number 200\n");
  EXPECT_EQ(told("5"), "order is no tOrder: number 5\n");
}

TEST(dmn, lists_of_a_type_may_hold_nulls) {
  const auto list = R"(<itemDefinition name="tList" isCollection="true"><typeRef>number</typeRef>
<allowedValues><text>&gt; 0</text></allowedValues></itemDefinition>)";

  EXPECT_EQ(typed(list, "tList", "[1, null]"), "[1, null]");
  EXPECT_EQ(typed(list, "tList", "[1, \"a\"]"), "null");
}

TEST(dmn, a_boxed_filter_leaves_out_what_it_cannot_tell) {
  const auto filter = [](std::string_view match) {
    return model_of(R"(<decision id="d" name="d"><variable name="d"/><filter><in>
<literalExpression><text>[{x: 1, y: 2}, {x: null, y: 3}]</text></literalExpression></in>
<match><literalExpression><text>)" +
                    std::string(match) + "</text></literalExpression></match></filter></decision>");
  };

  EXPECT_EQ(decided(filter("x &lt; 2"), "d", feel::Value()), "[{x: 1, y: 2}]");
  EXPECT_EQ(decided(filter("\"a\""), "d", feel::Value()), "null");
}

TEST(dmn, a_type_that_is_only_another_name_of_itself_is_a_problem) {
  const Reading reading = read(model_of(R"(<itemDefinition name="A"><typeRef>B</typeRef>
</itemDefinition><itemDefinition name="B"><typeRef>A</typeRef></itemDefinition>)"),
                               "m.dmn");

  ASSERT_EQ(reading.problems.size(), 1u);
  EXPECT_EQ(reading.problems[0].text, "a type that is nothing but itself: A");
}

TEST(dmn, decisions_that_require_each_other_are_null) {
  const auto text = model_of(R"(
<decision id="a" name="a"><variable name="a"/>
<informationRequirement><requiredDecision href="#b"/></informationRequirement>
<literalExpression><text>b</text></literalExpression></decision>
<decision id="b" name="b"><variable name="b"/>
<informationRequirement><requiredDecision href="#a"/></informationRequirement>
<literalExpression><text>a</text></literalExpression></decision>)");

  EXPECT_EQ(decided(text, "a", feel::Value()), "null");
}

TEST(dmn, every_problem_is_reported_with_its_place) {
  const auto text = model_of(R"(<decision id="a" name="a"><variable name="a" typeRef="nothing"/>
<informationRequirement><requiredInput href="#none"/></informationRequirement>
<literalExpression><text>1 +</text></literalExpression></decision>)");

  const Reading reading = read(text, "m.dmn");

  ASSERT_EQ(reading.problems.size(), 3u);
  for (const auto& problem : reading.problems) {
    EXPECT_EQ(problem.file, "m.dmn");
    EXPECT_GT(problem.line, 2);
  }
}

TEST(dmn, refuses_doctype_and_foreign_xml) {
  const Reading bomb = read("<!DOCTYPE a [<!ENTITY b \"c\">]><definitions/>", "m.dmn");
  EXPECT_FALSE(bomb.model.has_value());
  ASSERT_EQ(bomb.problems.size(), 1u);
  EXPECT_EQ(bomb.problems[0].text, "a DOCTYPE is not allowed");
  EXPECT_FALSE(read("<definitions/>", "m.dmn").model.has_value());
  EXPECT_FALSE(read("no xml", "m.dmn").model.has_value());
}

TEST(dmn, reads_older_versions) {
  for (const std::string uri : {"http://www.omg.org/spec/DMN/20151101/dmn.xsd",
                                "http://www.omg.org/spec/DMN/20180521/MODEL/",
                                "https://www.omg.org/spec/DMN/20191111/MODEL/",
                                "https://www.omg.org/spec/DMN/20211108/MODEL/"}) {
    const std::string text =
        "<d:definitions xmlns:d=\"" + uri +
        "\" name=\"m\" namespace=\"n\">"
        "<d:decision id=\"a\" name=\"a\"><d:variable name=\"a\" typeRef=\"feel:number\"/>"
        "<d:literalExpression>"
        "<d:text>7</d:text>"
        "</d:literalExpression></d:decision></d:definitions>";
    EXPECT_EQ(decided(text, "a", feel::Value()), "7") << uri;
  }
}

}  // namespace
}  // namespace dmn
