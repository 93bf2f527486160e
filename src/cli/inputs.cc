#include "cli/inputs.h"

#include <fstream>
#include <iostream>
#include <sstream>

#include "base/clock.h"
#include "feel/marked_json.h"

namespace cli {

namespace {

base::Result<feel::Value> a_context(feel::Value value) {
  if (value.is(feel::Kind::Context)) return value;
  return base::refusal("request.wrong_type")
      .because("a context is expected, not " + std::string(feel::name_of(value.kind())));
}

base::Result<std::string> read_input(const std::filesystem::path& path) {
  if (path != "-") return read_file(path);
  std::ostringstream text;
  text << std::cin.rdbuf();
  return std::move(text).str();
}

base::Result<feel::Value> parse_context(const std::filesystem::path& path, const std::string& text,
                                        feel::Dialect dialect) {
  if (path.extension() == ".feel") return context_of(text, dialect);
  auto json = feel::parse_json_exact(text);
  if (!json) return json;
  auto marked = feel::from_marked(*json);
  if (!marked) return marked;
  return a_context(std::move(*marked));
}

}  // namespace

base::Result<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::error_code error;
  if (!stream || std::filesystem::is_directory(path, error))
    return base::refusal("cli.no_file").at(path.string());
  std::ostringstream text;
  text << stream.rdbuf();
  return std::move(text).str();
}

base::Result<feel::Value> context_of(std::string_view text, feel::Dialect dialect) {
  auto compiled = feel::compile(text, {.dialect = dialect});
  if (!compiled) return compiled.error();
  auto evaluation = fresh_evaluation();
  auto value = compiled->evaluate(feel::NoNames(), evaluation);
  print_reasons(evaluation);
  return a_context(std::move(value));
}

base::Result<feel::Value> read_context(const std::filesystem::path& path, feel::Dialect dialect) {
  if (path.empty()) return feel::Value::context({});
  const auto text = read_input(path);
  if (!text) return text.error();
  auto context = parse_context(path, *text, dialect);
  if (context) return context;
  auto refused = std::move(context).error();
  const auto place = refused.place.empty() ? path.string() : path.string() + ":" + refused.place;
  return std::move(refused).at(place);
}

feel::Evaluation fresh_evaluation() {
  feel::Evaluation evaluation;
  evaluation.now = base::SystemClock().now();
  static base::SystemRandom random;
  evaluation.random = &random;
  return evaluation;
}

void print_reasons(const feel::Evaluation& evaluation) {
  for (const auto& reason : evaluation.reasons) std::cerr << reason.print() << std::endl;
}

}  // namespace cli
