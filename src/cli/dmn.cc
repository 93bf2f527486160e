// `jingwei dmn`: one decision of a file, explained, or a batch.
#include "dmn/dmn.h"

#include <algorithm>
#include <iostream>

#include "base/clock.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/inputs.h"
#include "dmn/batch.h"
#include "dmn/decide.h"

namespace cli {

namespace {

// What cannot be read inside of a model is told and null later.
base::Result<dmn::Model> read_model(const DmnOptions& options) {
  const auto text = read_file(options.file);
  if (!text) return text.error();
  std::vector<dmn::File> others;
  for (const auto& path : options.imports) {
    auto other = read_file(path);
    if (!other) return other.error();
    others.push_back({path.string(), std::move(*other)});
  }
  auto reading = dmn::read(*text, options.file.string(), others);
  std::string all;
  for (const auto& problem : reading.problems) all += problem.print() + "\n";
  if (!reading.model) return base::refusal("dmn.malformed").because(std::move(all));
  std::cerr << all << std::flush;
  return std::move(*reading.model);
}

// The only decision, when none is named.
base::Result<std::string> decision_of(const dmn::Model& model, const std::string& named) {
  if (!named.empty()) return named;
  const auto names = model.decisions();
  if (names.size() == 1) return names.front();
  return base::refusal("dmn.unknown_decision")
      .at("--decision")
      .because("one of " + base::join(names, ", "));
}

void print_rule(const dmn::Rule& rule) {
  std::cout << "  规则 rule " << rule.index;
  if (!rule.id.empty()) std::cout << " (" << rule.id << ")";
  std::cout << "\n";
  for (const auto& cell : rule.cells) {
    std::cout << "    " << (cell.passed ? "✓ " : "✗ ") << cell.input << " = "
              << feel::print(cell.value) << "  " << cell.test << "\n";
  }
  for (const auto& output : rule.outputs) std::cout << "    → " << feel::print(output) << "\n";
}

void print_explanation(const dmn::Explanation& explanation) {
  std::cout << explanation.decision << " = " << feel::print(explanation.result) << "\n";
  for (const auto& [name, value] : explanation.inputs)
    std::cout << "  " << name << " = " << feel::print(value) << "\n";
  for (const auto& rule : explanation.matched) print_rule(rule);
  for (const auto& change : explanation.changes) {
    std::cout << "  若 if " << change.input << " = " << feel::print(change.to) << " → "
              << feel::print(change.result) << "\n";
  }
}

// A misspelt input would be null without a word.
void warn_of_strangers(const dmn::Model& model, const feel::Value& inputs) {
  for (const auto& name : dmn::strangers(model, inputs)) {
    std::cerr << name << ": 模型没有这个输入 no such input; one of "
              << base::join(model.inputs(), ", ") << std::endl;
  }
}

void warn_of_strangers(const std::vector<std::string>& parameters, const feel::Value& inputs) {
  for (const auto& name : inputs.names()) {
    if (std::ranges::find(parameters, name) != parameters.end()) continue;
    std::cerr << name << ": 没有这个参数 no such parameter; one of " << base::join(parameters, ", ")
              << std::endl;
  }
}

// All that can be asked for by name.
std::string names_in(const dmn::Model& model) {
  auto names = model.decisions();
  for (const auto& more : {model.services(), model.knowledge_models()})
    names.insert(names.end(), more.begin(), more.end());
  return "one of " + base::join(names, ", ");
}

// A service or business knowledge model is called with the inputs as its parameters; how its
// decisions came about is not told.
base::Result<dmn::Outcome> outcome_of(const dmn::Model& model, const std::string& asked,
                                      const feel::Value& inputs, feel::Evaluation& evaluation,
                                      dmn::Explain explain) {
  if (const auto parameters = dmn::parameters(model, asked)) {
    warn_of_strangers(*parameters, inputs);
    return dmn::call(model, asked, inputs, evaluation);
  }
  warn_of_strangers(model, inputs);
  return dmn::evaluate(model, asked, inputs, evaluation, explain);
}

base::Result<void> run(const DmnOptions& options) {
  const auto model = read_model(options);
  if (!model) return model.error();
  const auto decision = decision_of(*model, options.decision);
  if (!decision) return decision.error();
  const auto inputs = read_context(options.input);
  if (!inputs) return inputs.error();
  auto evaluation = fresh_evaluation();
  const auto explain = options.is_explained ? dmn::Explain::EveryRule : dmn::Explain::No;
  const auto outcome = outcome_of(*model, *decision, *inputs, evaluation, explain);
  if (!outcome) {
    auto refused = outcome.error();
    return std::move(refused).because(names_in(*model));
  }
  for (const auto& explanation : outcome->explanations) print_explanation(explanation);
  if (outcome->explanations.empty()) std::cout << feel::print(outcome->result) << "\n";
  std::cout << std::flush;
  print_reasons(evaluation);
  return {};
}

}  // namespace

int dmn(const DmnOptions& options) {
  if (auto done = run(options); !done) {
    print_refusal(done.error());
    return 1;
  }
  return 0;
}

int dmn_batch(const std::filesystem::path& models) {
  dmn::run_batch(std::cin, std::cout, std::cerr, models, base::SystemClock().now());
  return 0;
}

}  // namespace cli
