// What reading a model says about it, beside what gives a result.
#include <gtest/gtest.h>

#include "base/text.h"
#include "dmn/decide.h"

namespace dmn {
namespace {

// A decision "grade" of the input `total`, within definitions that may hold more.
std::string model_of(std::string_view logic, std::string_view more = "") {
  return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m"
 namespace="n">
<inputData id="i" name="total"><variable name="total" typeRef="number"/></inputData>
<decision id="d" name="grade"><variable name="grade"/>
<informationRequirement><requiredInput href="#i"/></informationRequirement>
)" + std::string(logic) +
         "</decision>" + std::string(more) + "</definitions>";
}

std::string table_of(std::string_view input, std::string_view test, std::string_view output) {
  return "<decisionTable><input><inputExpression><text>" + std::string(input) +
         "</text></inputExpression></input><output/>\n<rule><inputEntry><text>" +
         std::string(test) + "</text></inputEntry><outputEntry><text>" + std::string(output) +
         "</text></outputEntry></rule></decisionTable>";
}

std::string literal_of(std::string_view text) {
  return "<literalExpression><text>" + std::string(text) + "</text></literalExpression>";
}

// Line and text of each problem.
std::string problems_of(const std::string& text, feel::Dialect dialect = feel::Dialect::Standard) {
  std::vector<std::string> lines;
  for (const auto& problem : read_in(dialect, text, "m.dmn").problems) {
    lines.push_back(std::to_string(problem.line) + ": " + problem.text);
  }
  return base::join(lines, "\n");
}

TEST(problems, values_that_would_be_lost) {
  const auto entry = [](const std::string& name, const std::string& text) {
    const std::string variable = name.empty() ? "" : "<variable name=\"" + name + "\"/>";
    return "<contextEntry>" + variable + literal_of(text) + "</contextEntry>";
  };
  EXPECT_EQ(problems_of(model_of("<context>" + entry("a", "1") + entry("a", "2") + "</context>")),
            "6: grade: two entries have the name a");
  EXPECT_EQ(problems_of(model_of("<context>" + entry("", "1") + entry("a", "2") + "</context>")),
            "6: grade: an entry without a name, which is the result, is not the last");
  EXPECT_EQ(problems_of(model_of("<context>" + entry("a", "1") + entry("", "a") + "</context>")),
            "");
  EXPECT_EQ(problems_of(model_of("<relation><column name=\"a\"/><column name=\"a\"/><row>" +
                                 literal_of("1") + literal_of("2") + "</row></relation>")),
            "6: grade: two columns have the name a");
  const auto bind = [](const std::string& name) {
    return "<binding><parameter name=\"" + name + "\"/>" + literal_of("1") + "</binding>";
  };
  EXPECT_EQ(problems_of(model_of("<invocation>" + literal_of("abs") + bind("n") + bind("n") +
                                 "</invocation>")),
            "6: grade: two arguments have the name n");
  EXPECT_EQ(problems_of(model_of("<functionDefinition><formalParameter name=\"a\"/>"
                                 "<formalParameter name=\"a\"/>" +
                                 literal_of("a") + "</functionDefinition>")),
            "6: grade: two parameters have the name a");
}

TEST(problems, what_is_never_run) {
  const auto java = problems_of(
      model_of("<functionDefinition kind=\"Java\"><formalParameter name=\"a\"/><context/>"
               "</functionDefinition>"));
  EXPECT_EQ(java, "6: grade: functions in Java are not run");
  EXPECT_EQ(problems_of(model_of("<literalExpression expressionLanguage=\"groovy\"><text>1</text>"
                                 "</literalExpression>")),
            "6: grade: expressions in groovy are not supported");
}

TEST(problems, names_that_nothing_brings) {
  EXPECT_EQ(problems_of(model_of(table_of("total", "&gt; 3, ? in [1..2]", "abs(total)"))), "");
  EXPECT_EQ(problems_of(model_of(table_of("totl", "-", "1"))),
            "6: grade: 1:1: unknown name: totl in: totl");
  EXPECT_EQ(problems_of(model_of(table_of("total", "&gt;= limit", "1"))),
            "7: grade: 1:4: unknown name: limit in: >= limit");
  EXPECT_EQ(problems_of(model_of(table_of("total", "-", "excelent"))),
            "7: grade: 1:1: unknown name: excelent in: excelent");
  EXPECT_EQ(problems_of(model_of(table_of("total", "-", "1 + abss(1)"))),
            "7: grade: 1:5: unknown function: abss in: 1 + abss(1)");
}

TEST(problems, names_that_the_expression_brings_itself_are_known) {
  for (const char* text :
       {"for x in [total] return x + count(partial)", "(function(a) a + total)(1)",
        "[{n: 1}][n = total]", "{f: function(a) if a = 0 then 0 else f(a - 1), b: f(total)}.b",
        "some p in [1] satisfies p = total", "sort([total], function(a, b) a &lt; b)",
        "for f in [[{n: 1}]] return f[(function(a) a = n)(1)]", "total in (&lt; 3)",
        "sort([1], min)", "add working days(@\"2026-01-01\", total)"}) {
    EXPECT_EQ(problems_of(model_of(literal_of(text))), "") << text;
  }
  EXPECT_EQ(problems_of(model_of(literal_of("[{n: 1}][n = total and m[1] = 1] + m"))),
            "6: grade: 1:24: unknown name: m in: [{n: 1}][n = total and m[1] = 1] + m");
}

TEST(problems, names_of_boxed_expressions_are_known_where_they_stand) {
  const auto context = [](std::string_view last) {
    return "<context><contextEntry><variable name=\"a\"/>" + literal_of("total") +
           "</contextEntry><contextEntry><variable name=\"f\"/><functionDefinition>"
           "<formalParameter name=\"p\"/>" +
           literal_of("if p = 0 then a else f(p - 1)") +
           "</functionDefinition></contextEntry><contextEntry>" + literal_of(last) +
           "</contextEntry></context>";
  };
  EXPECT_EQ(problems_of(model_of(context("f(a)"))), "");
  EXPECT_EQ(problems_of(model_of(context("f(p)"))), "6: grade: 1:3: unknown name: p in: f(p)");
  const std::string loop = "<for iteratorVariable=\"x\"><in>" + literal_of("1..total") +
                           "</in><return>" + literal_of("x + count(partial)") + "</return></for>";
  EXPECT_EQ(problems_of(model_of(loop)), "");
  const std::string filter = "<filter><in>" + literal_of("[{n: 1}]") + "</in><match>" +
                             literal_of("n = item.n") + "</match></filter>";
  EXPECT_EQ(problems_of(model_of(filter)), "");
}

TEST(problems, names_of_allowed_values_are_none) {
  const auto type = [](std::string_view allowed) {
    return "\n<itemDefinition name=\"T\"><typeRef>string</typeRef><allowedValues><text>" +
           std::string(allowed) + "</text></allowedValues></itemDefinition>";
  };
  EXPECT_EQ(problems_of(model_of(literal_of("1"), type("\"h\", \"l\""))), "");
  EXPECT_EQ(problems_of(model_of(literal_of("1"), type("string length(?) &gt; 2"))), "");
  EXPECT_EQ(problems_of(model_of(literal_of("1"), type("h, \"l\""))),
            "7: allowed values: 1:1: unknown name: h in: h, \"l\"");
}

TEST(problems, a_rule_with_another_number_of_cells_fails_the_table) {
  const auto table = [](std::string_view cells) {
    return model_of(
        "<decisionTable><input><inputExpression><text>total</text></inputExpression>"
        "</input><output/>\n<rule>" +
        std::string(cells) + "<outputEntry><text>1</text></outputEntry></rule></decisionTable>");
  };
  const std::string cell = "<inputEntry><text>-</text></inputEntry>";
  const auto result = [](const std::string& text) {
    feel::Evaluation evaluation;
    const auto inputs = feel::Fields().set("total", 1).build();
    return feel::print(evaluate(*read(text, "m.dmn").model, "d", inputs, evaluation)->result);
  };
  EXPECT_EQ(result(table(cell)), "1");
  for (const std::string& cells : {std::string(), cell + cell}) {
    EXPECT_EQ(problems_of(table(cells)),
              "7: a rule with another number of cells than the table has columns");
    EXPECT_EQ(result(table(cells)), "null");
  }
}

TEST(problems, names_and_ids_that_occur_twice) {
  const auto more = [](std::string_view id, std::string_view name) {
    return "\n<inputData id=\"" + std::string(id) + "\" name=\"" + std::string(name) + "\"/>";
  };
  const auto model = [&](std::string_view id, std::string_view name) {
    return model_of(literal_of("1"), more(id, name));
  };
  EXPECT_EQ(problems_of(model("e", "other")), "");
  EXPECT_EQ(problems_of(model("d", "other")), "7: other: another element has the id d");
  EXPECT_EQ(problems_of(model("e", "grade")), "7: grade: another element has this name");
  EXPECT_EQ(problems_of(model("e", " grade ")), "7: grade: another element has this name");
  EXPECT_EQ(problems_of(model("e", "grade"), feel::Dialect::Camunda), "");
}

TEST(problems, outputs_that_share_a_name_or_have_none) {
  const auto table = [](std::string_view first, std::string_view second) {
    return model_of("<decisionTable>\n<output" + std::string(first) + "/>\n<output" +
                    std::string(second) + "/></decisionTable>");
  };
  EXPECT_EQ(problems_of(table(" name=\"a\"", " name=\"b\"")), "");
  EXPECT_EQ(problems_of(table(" name=\"a\"", " name=\"a\"")),
            "8: grade: another output has the name a");
  EXPECT_EQ(problems_of(table(" name=\"a\"", "")), "8: grade: one of several outputs has no name");
}

TEST(problems, names_are_open_in_camundas_dialect) {
  EXPECT_EQ(problems_of(model_of(literal_of("undrawn + 1")), feel::Dialect::Camunda), "");
}

}  // namespace
}  // namespace dmn
