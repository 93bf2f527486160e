// One compiled expression and one value, used by several threads at once. Worth most under the
// preset `tsan`.
#include <gtest/gtest.h>

#include <thread>

#include "feel/feel.h"

namespace feel {
namespace {

// What each of eight threads gets, evaluating 200 times.
std::vector<std::string> evaluated_by_threads(const Expression& expression, const Value& context) {
  std::vector<std::string> results(8);
  std::vector<std::thread> threads;
  for (auto& result : results) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i) {
        Evaluation evaluation;
        result = print(expression.evaluate(ContextNames(context), evaluation));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  return results;
}

TEST(feel_shared, threads_share_expressions_and_values) {
  const Value context =
      Fields()
          .set("lines", Value::list({Fields().set("name", "desk").set("price", 899).build(),
                                     Fields().set("name", "pen").set("price", 3).build()}))
          .set("due", "2026-12-01")
          .build();
  const auto expression = compile(
      "{dear: lines[price > 100].name, sorted: sort(lines, function(a, b) a.price < b.price).price,"
      " is_late: date(due) < @\"2026-11-26\", has_word: matches(due, \"^[0-9]+-\"),"
      " kept: for line in lines return function(x) x + line.price,"
      " zone: date and time(\"2026-03-01T00:00:00@Asia/Shanghai\").time offset}"
      ".dear");

  for (const auto& result : evaluated_by_threads(expression.value(), context)) {
    EXPECT_EQ(result, "[\"desk\"]");
  }
}

TEST(feel_shared, threads_compile_at_once) {
  std::vector<std::thread> threads;
  std::vector<std::string> results(8);
  for (auto& result : results) {
    threads.emplace_back([&result] {
      Evaluation evaluation;
      result = print(evaluate("upper case(\"a\") + string(date(\"2026-03-01\").year)", NoNames(),
                              evaluation, {.dialect = Dialect::Camunda}));
    });
  }
  for (auto& thread : threads) thread.join();

  for (const auto& result : results) EXPECT_EQ(result, "\"A2026\"");
}

}  // namespace
}  // namespace feel
