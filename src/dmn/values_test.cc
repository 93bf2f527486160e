// Values as the standard wants them: names, calls, types and batches.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "dmn/batch.h"
#include "dmn/dmn.h"

namespace dmn {
namespace {

std::string model_of(std::string_view body) {
  return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m"
 namespace="m">)" +
         std::string(body) + "</definitions>";
}

std::string literal(std::string_view text) {
  return "<literalExpression><text>" + std::string(text) + "</text></literalExpression>";
}

std::string input(std::string_view name) {
  const std::string text(name);
  return "<inputData id=\"i_" + text + "\" name=\"" + text + "\"><variable name=\"" + text +
         "\"/></inputData>";
}

std::string needs(std::string_view name) {
  return "<informationRequirement><requiredInput href=\"#i_" + std::string(name) +
         "\"/></informationRequirement>";
}

// The decision D with what it needs, its type (may be empty) and its logic.
std::string decision(std::string_view needed, std::string_view type, std::string_view logic) {
  return "<decision id=\"D\" name=\"D\"><variable name=\"D\"" +
         (type.empty() ? "" : " typeRef=\"" + std::string(type) + "\"") + "/>" +
         std::string(needed) + std::string(logic) + "</decision>";
}

struct Decided {
  std::string value;
  std::string reasons;
};

Decided decided(std::string_view body, std::string_view inputs = "{}") {
  const Reading reading = read(model_of(body), "m.dmn");
  std::string reasons;
  for (const auto& problem : reading.problems) reasons += problem.print() + "\n";
  feel::Evaluation evaluation;
  const auto given = feel::evaluate(inputs, feel::NoNames(), evaluation);
  const auto outcome = evaluate(*reading.model, "D", given, evaluation);
  for (const auto& reason : evaluation.reasons) reasons += reason.print() + "\n";
  return {feel::print(outcome->result), reasons};
}

TEST(values, names_of_members_take_no_arithmetic_away) {
  const std::string type =
      R"(<itemDefinition name="t"><itemComponent name="price-cost"><typeRef>number</typeRef>
</itemComponent><itemComponent name="a and b"><typeRef>boolean</typeRef></itemComponent>
</itemDefinition>)";
  const auto inputs = input("price") + input("cost");
  const auto needed = needs("price") + needs("cost");
  const auto result = [&](const std::string& text) {
    return decided(type + inputs + decision(needed, "", literal(text)), "{price: 5, cost: 3}")
        .value;
  };

  EXPECT_EQ(result("price-cost"), "2");
  EXPECT_EQ(result("{price-cost: 7}.price-cost"), "7");
  EXPECT_EQ(result("[{price-cost: 7}][price-cost = 7].price-cost"), "[7]");
  EXPECT_EQ(result("price = 5 and cost = 3"), "true");
  const auto flags = decided(
      type + input("a") + input("b") + decision(needs("a") + needs("b"), "", literal("a and b")),
      "{a: true, b: false}");
  EXPECT_EQ(flags.value, "false");
}

TEST(values, members_are_names_in_a_boxed_filter) {
  const auto filter = "<filter><in>" + literal("[{x-y: 1}, {x-y: 2}]") + "</in><match>" +
                      literal("x-y = 2") + "</match></filter>";
  const std::string type =
      R"(<itemDefinition name="t"><itemComponent name="x-y"><typeRef>number</typeRef>
</itemComponent></itemDefinition>)";

  EXPECT_EQ(decided(type + decision("", "", filter)).value, "[{\"x-y\": 2}]");
}

TEST(values, outputs_of_a_service_are_members_of_its_result) {
  const std::string outputs =
      R"(<decision id="x" name="in-out"><variable name="in-out"/>)" + literal("1") +
      R"(</decision><decision id="y" name="y"><variable name="y"/>)" + literal("2") +
      R"(</decision><decisionService id="S" name="S"><variable name="S"/>
<outputDecision href="#x"/><outputDecision href="#y"/></decisionService>)";
  const std::string needed =
      R"(<knowledgeRequirement><requiredKnowledge href="#S"/></knowledgeRequirement>)";

  EXPECT_EQ(decided(outputs + decision(needed, "", literal("S().in-out"))).value, "1");
}

std::string binding(std::string_view name, std::string_view text, std::string_view type = "") {
  return "<binding><parameter name=\"" + std::string(name) + "\"" +
         (type.empty() ? "" : " typeRef=\"" + std::string(type) + "\"") + "/>" + literal(text) +
         "</binding>";
}

std::string invoked(std::string_view function, const std::string& bindings) {
  return decided(decision("", "", "<invocation>" + literal(function) + bindings + "</invocation>"))
      .value;
}

TEST(values, boxed_invocations_know_every_signature_of_a_built_in_function) {
  EXPECT_EQ(invoked("date", binding("year", "2020") + binding("month", "1") + binding("day", "2")),
            "@\"2020-01-02\"");
  EXPECT_EQ(invoked("date", binding("from", "\"2020-01-02\"")), "@\"2020-01-02\"");
  EXPECT_EQ(invoked("floor", binding("n", "1.5")), "1");
  EXPECT_EQ(invoked("floor", binding("m", "1.5")), "null");
  EXPECT_EQ(invoked("context put", binding("context", "{a: 1}") + binding("keys", "[\"b\"]") +
                                       binding("value", "2")),
            "{a: 1, b: 2}");
  EXPECT_EQ(invoked("before", binding("range1", "[1..2]") + binding("range2", "[3..4]")), "true");
}

TEST(values, the_type_of_a_binding_is_that_of_the_argument) {
  const std::string knowledge =
      R"(<businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic>
<formalParameter name="a"/>)" +
      literal("a") + "</encapsulatedLogic></businessKnowledgeModel>";
  const std::string needed =
      R"(<knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement>)";
  const auto called = [&](std::string_view text) {
    return decided(knowledge + decision(needed, "",
                                        "<invocation>" + literal("f") +
                                            binding("a", text, "number") + "</invocation>"));
  };

  EXPECT_EQ(called("1").value, "1");
  EXPECT_EQ(called("[1]").value, "1");
  EXPECT_EQ(called("\"x\"").value, "null");
  EXPECT_EQ(called("\"x\"").reasons, "D: argument a is no number: string \"x\"\n");
}

TEST(values, a_local_value_hides_no_built_in_function) {
  const auto body =
      input("date") + decision(needs("date"), "", literal("date(\"2021-01-01\") > date"));

  EXPECT_EQ(decided(body, "{date: date(\"2020-01-01\")}").value, "true");
}

TEST(values, is_collection_is_a_boolean_of_xml) {
  const auto type = [](std::string_view flag) {
    return "<itemDefinition name=\"t\" isCollection=\"" + std::string(flag) +
           "\"><typeRef>number</typeRef></itemDefinition>" + decision("", "t", literal("[1, 2]"));
  };

  EXPECT_EQ(decided(type("1")).value, "[1, 2]");
  EXPECT_EQ(decided(type("true")).value, "[1, 2]");
  EXPECT_EQ(decided(type("0")).value, "null");
  EXPECT_EQ(decided(type("false")).value, "null");
}

TEST(values, a_value_goes_as_a_whole_into_a_list_of_one) {
  const std::string types =
      R"(<itemDefinition name="tL" isCollection="true"><typeRef>number</typeRef></itemDefinition>
<itemDefinition name="tLL" isCollection="true"><typeRef>tL</typeRef></itemDefinition>
<itemDefinition name="tM" isCollection="true"><typeRef>date and time</typeRef></itemDefinition>
<itemDefinition name="tC"><itemComponent name="d"><typeRef>date and time</typeRef></itemComponent>
</itemDefinition>)";
  const auto result = [&](std::string_view type, std::string_view text) {
    return decided(types + decision("", type, literal(text))).value;
  };

  EXPECT_EQ(result("tLL", "[1, 2]"), "[[1, 2]]");
  EXPECT_EQ(result("tLL", "[[1], [2]]"), "[[1], [2]]");
  EXPECT_EQ(result("tL", "1"), "[1]");
  EXPECT_EQ(result("tM", "[@\"2020-01-01\"]"), "null");
  EXPECT_EQ(result("tM", "@\"2020-01-01\""), "null");
  EXPECT_EQ(result("tC", "{d: @\"2020-01-01\"}"), "null");
  EXPECT_EQ(result("date and time", "@\"2020-01-01\""), "@\"2020-01-01T00:00:00Z\"");
}

TEST(values, a_misfit_names_the_type_and_not_the_component) {
  const std::string types =
      R"(<itemDefinition name="t"><itemComponent name="a"><itemComponent name="b">
<typeRef>string</typeRef></itemComponent></itemComponent></itemDefinition>
<itemDefinition name="tGrade"><typeRef>string</typeRef></itemDefinition>
<itemDefinition name="u"><itemComponent name="g"><typeRef>tGrade</typeRef></itemComponent>
<itemComponent name="l" isCollection="true"><typeRef>number</typeRef></itemComponent>
</itemDefinition><itemDefinition name="tAB" isCollection="true"><typeRef>string</typeRef>
<allowedValues><text>"a", "b"</text></allowedValues></itemDefinition>
<itemDefinition name="tTwo" isCollection="true"><typeRef>number</typeRef>
<typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>)";
  const auto told = [&](std::string_view type, std::string_view text) {
    return decided(types + decision("", type, literal(text))).reasons;
  };

  EXPECT_EQ(told("t", "{a: {b: 1}}"), "D: D is no t: D.a.b is no string: number 1\n");
  EXPECT_EQ(told("t", "{a: 1}"), "D: D is no t: D.a is no context: number 1\n");
  EXPECT_EQ(told("u", "{g: 1, l: []}"), "D: D is no u: D.g is no tGrade: number 1\n");
  EXPECT_EQ(told("u", "{g: \"x\", l: true}"),
            "D: D is no u: D.l is no list<number>: boolean true\n");
  EXPECT_EQ(told("tAB", "\"z\""), "D: D is no tAB: D is not allowed: string \"z\"\n");
  EXPECT_EQ(told("tTwo", "1"), "D: D is no tTwo: D is not allowed: number 1\n");
  EXPECT_EQ(told("tTwo", "[1, 2]"), "");
  EXPECT_EQ(told("tAB", "[\"z\"]"), "D: D is no tAB: D[1] is not allowed: string \"z\"\n");
}

class Batches : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string answers(const std::string& lines) const {
    std::istringstream in(lines);
    std::ostringstream out;
    std::ostringstream reasons;
    run_batch(in, out, reasons, folder_, {0});
    return out.str();
  }
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / "jingwei_dmn_values_test";
};

TEST_F(Batches, take_the_result_of_one_output_as_it_is) {
  std::ofstream(folder_ / "s.dmn")
      << model_of(R"(<decision id="B" name="B"><variable name="B"/>)" + literal("{B: 5, C: 6}") +
                  R"(</decision><decision id="C" name="C"><variable name="C"/>)" + literal("7") +
                  R"(</decision><decisionService id="S" name="S"><variable name="S"/>
<outputDecision href="#B"/></decisionService><decisionService id="T" name="T"><variable name="T"/>
<outputDecision href="#B"/><outputDecision href="#C"/></decisionService>)");
  const auto line = [](std::string_view service, std::string_view wanted) {
    return R"({"id":1,"model":"s.dmn","type":"decisionService","inputs":{},"invocable":")" +
           std::string(service) + R"(","expected":{")" + std::string(wanted) + "\":null}}\n";
  };

  EXPECT_EQ(answers(line("S", "B")), "{\"id\":1,\"results\":{\"B\":{\"B\":5,\"C\":6}}}\n");
  EXPECT_EQ(answers(line("T", "C")), "{\"id\":1,\"results\":{\"C\":7}}\n");
}

TEST_F(Batches, answer_each_line_whatever_came_before) {
  std::ofstream(folder_ / "main.dmn") << model_of(
      R"(<import name="lib" namespace="lib"
 importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>)" +
      decision(
          R"(<informationRequirement><requiredDecision href="lib#d"/></informationRequirement>)",
          "", literal("lib.d")));
  std::ofstream(folder_ / "lib.dmn")
      << R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="l"
 namespace="lib">
<decision id="d" name="d"><variable name="d"/>)" +
             literal("5") + "</decision></definitions>";
  const std::string alone = R"({"id":1,"model":"main.dmn","inputs":{},"expected":{"D":null}})";
  const std::string with =
      R"({"id":2,"model":"main.dmn","models":["lib.dmn"],"inputs":{},"expected":{"D":null}})";

  EXPECT_EQ(answers(alone + "\n" + with + "\n" + alone + "\n"),
            "{\"id\":1,\"results\":{\"D\":null}}\n{\"id\":2,\"results\":{\"D\":5}}\n"
            "{\"id\":1,\"results\":{\"D\":null}}\n");
}

TEST_F(Batches, refuse_a_type_that_is_none) {
  EXPECT_EQ(answers(R"({"id":1,"model":"m.dmn","type":"foo","expected":{"D":null}})"),
            "{\"id\":1,\"error\":\"type is decision, decisionService or bkm\"}\n");
}

}  // namespace
}  // namespace dmn
