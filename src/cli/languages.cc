#include <fstream>
#include <iostream>
#include <sstream>

#include "base/clock.h"
#include "cli/commands.h"
#include "dmn/batch.h"
#include "dmn/dmn.h"
#include "feel/batch.h"
#include "feel/feel.h"

namespace cli {

namespace {

base::Result<feel::Value> read_context(const std::string& text) {
  auto value = feel::parse_json_exact(text);
  if (value && !value->is(feel::Kind::Context))
    return base::refusal("request.wrong_type").at("--context");
  return value;
}

feel::Evaluation fresh_evaluation() {
  feel::Evaluation evaluation;
  evaluation.now = base::SystemClock().now();
  return evaluation;
}

int answer(const feel::Value& value, const feel::Evaluation& evaluation) {
  std::cout << feel::print(value) << std::endl;
  for (const auto& reason : evaluation.reasons) std::cerr << reason.print() << std::endl;
  return 0;
}

}  // namespace

int feel(const std::string& text, const std::string& context) {
  const auto names = read_context(context);
  const auto expression = feel::compile(text, {.dialect = feel::Dialect::Camunda});
  if (!names || !expression) {
    print_refusal(names ? expression.error() : names.error());
    return 1;
  }
  const auto functions = feel::working_time_functions({});
  auto evaluation = fresh_evaluation();
  evaluation.functions = &functions;
  return answer(expression->evaluate(feel::ContextNames(*names), evaluation), evaluation);
}

int dmn(const std::filesystem::path& file, const std::string& decision,
        const std::string& context) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    std::cerr << "jingwei: " << file.string() << ": there is no such file" << std::endl;
    return 1;
  }
  std::ostringstream text;
  text << stream.rdbuf();
  const auto inputs = read_context(context);
  if (!inputs) {
    print_refusal(inputs.error());
    return 1;
  }
  const auto reading = dmn::read(text.str(), file.string());
  for (const auto& problem : reading.problems) std::cerr << problem.print() << std::endl;
  if (!reading.problems.empty() || !reading.model) return 1;
  auto evaluation = fresh_evaluation();
  const auto outcome = dmn::evaluate(*reading.model, decision, *inputs, evaluation);
  if (!outcome) {
    print_refusal(outcome.error());
    return 1;
  }
  return answer(outcome->result, evaluation);
}

int feel_batch() {
  feel::run_batch(std::cin, std::cout, std::cerr, base::SystemClock().now());
  return 0;
}

int dmn_batch(const std::filesystem::path& models) {
  dmn::run_batch(std::cin, std::cout, std::cerr, models, base::SystemClock().now());
  return 0;
}

}  // namespace cli
