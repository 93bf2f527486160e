#include "feel/batch.h"

#include <gtest/gtest.h>

#include <sstream>

namespace feel {
namespace {

std::string answer(const std::string& line) {
  std::istringstream in(line + "\n");
  std::ostringstream out;
  std::ostringstream reasons;
  run_batch(in, out, reasons, {0});
  return out.str().substr(0, out.str().size() - 1);
}

TEST(batch, evaluates_an_expression) {
  EXPECT_EQ(answer(R"({"id": "a", "kind": "expression", "expr": "x + 1", "context": {"x": 41}})"),
            R"({"id":"a","result":42})");
}

TEST(batch, keeps_all_digits_and_kinds) {
  EXPECT_EQ(answer(R"({"id": 1, "expr": "1 / 3"})"),
            R"({"id":1,"result":{"@number":"0.3333333333333333333333333333333333"}})");
  EXPECT_EQ(answer(R"({"id": 1, "expr": "10 ** 400"})"),
            R"({"id":1,"result":{"@number":"1E+400"}})");
  EXPECT_EQ(
      answer(R"({"id": 1, "expr": "10 ** -400 + x", "context": {"x": {"@number": "1E-400"}}})"),
      R"({"id":1,"result":{"@number":"2E-400"}})");
  EXPECT_EQ(answer(R"({"id": 1, "expr": "10 ** 20"})"),
            R"({"id":1,"result":{"@number":"100000000000000000000"}})");
  EXPECT_EQ(answer(R"({"id": 1, "expr": "d + @\"P1D\"", )"
                   R"("context": {"d": {"@date": "2026-03-01"}}})"),
            R"({"id":1,"result":{"@date":"2026-03-02"}})");
}

TEST(batch, tests_an_input) {
  EXPECT_EQ(answer(R"({"id": 1, "kind": "unary", "expr": "[1..5]", "input": 3})"),
            R"({"id":1,"result":true})");
}

TEST(batch, takes_a_context_in_feel) {
  EXPECT_EQ(answer(R"({"id": 1, "expr": "a.b", "context_feel": "{a: {b: 1 + 1}}"})"),
            R"({"id":1,"result":2})");
}

TEST(batch, answers_bad_lines_with_an_error) {
  EXPECT_EQ(answer(R"({"id": 1, "expr": "1 +"})"),
            R"({"id":1,"error":"1:4: expected an expression","parse":true})");
  EXPECT_EQ(answer(R"({"id": 1, "kind": "test", "expr": "1"})"),
            R"({"id":1,"error":"kind is expression or unary","parse":false})");
  EXPECT_EQ(answer(R"({"id": 1, "dialect": "excel", "expr": "1"})"),
            R"({"id":1,"error":"dialect is standard or camunda","parse":false})");
  EXPECT_EQ(answer(R"({"id": 1, "expr": "1", "context": [1]})"),
            R"({"id":1,"error":"context is an object","parse":false})");
  EXPECT_EQ(answer(R"({"id": 1, "expr": "1", "context_feel": "1"})"),
            R"({"id":1,"error":"context_feel is no context","parse":false})");
  EXPECT_NE(answer("nonsense").find("\"parse\":false"), std::string::npos);
  EXPECT_NE(answer(" ").find("{\"id\":null,\"error\":"), std::string::npos);
}

TEST(batch, only_marks_are_marks) {
  EXPECT_EQ(answer(R"({"id": 1, "expr": "x", "context": {"x": {"@type": "Person"}}})"),
            R"({"id":1,"result":{"@type":"Person"}})");
  EXPECT_EQ(answer(R"({"id": 1, "expr": "x", "context": {"x": [{"@date": "2020-13-45"}]}})"),
            R"({"id":1,"error":"no @date: \"2020-13-45\"","parse":false})");
  EXPECT_EQ(answer(R"({"id": 1, "expr": "x", "context": {"x": {"@dayTimeDuration": "P1Y"}}})"),
            R"({"id":1,"error":"no @dayTimeDuration: \"P1Y\"","parse":false})");
  EXPECT_EQ(answer(R"({"id": 1, "kind": "unary", "expr": "-", "input": {"@number": "x"}})"),
            R"({"id":1,"error":"no @number: \"x\"","parse":false})");
}

}  // namespace
}  // namespace feel
