// Nanoseconds an evaluation of the expressions in feel_cases.json, cold (read and evaluate) and
// warm (the compiled form is kept), and what reading costs a byte as texts grow. Prints JSON, a
// line a measurement; bench/feel.mjs sets them beside another engine.
#include "feel/feel.h"

#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

#include "feel/marked_json.h"

namespace {

// The least of many short rounds, since others use the machine, too.
template <class Work>
double nanoseconds(const Work& work) {
  using Clock = std::chrono::steady_clock;
  const auto timed = [&work](int64_t times) {
    const auto start = Clock::now();
    for (int64_t i = 0; i < times; ++i) work();
    return static_cast<double>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - start).count());
  };
  int64_t times = 1;
  while (timed(times) < 1e5) times *= 2;
  double least = 1e18;
  double spent = 0;
  for (int round = 0; round < 500 && spent < 3e8; ++round) {
    const double round_time = timed(times);
    least = std::min(least, round_time / static_cast<double>(times));
    spent += round_time;
  }
  return least;
}

void measure_expression(const std::string& name, const std::string& text,
                        const feel::Names& names) {
  const auto compiled = feel::compile(text);
  if (!compiled.ok()) {
    std::cerr << name << ": " << compiled.error().detail << '\n';
    std::exit(1);
  }
  feel::Evaluation evaluation;
  const feel::Value value = compiled->evaluate(names, evaluation);
  const double cold = nanoseconds([&] {
    feel::Evaluation fresh;
    (void)feel::compile(text)->evaluate(names, fresh);
  });
  const double warm = nanoseconds([&] {
    feel::Evaluation fresh;
    (void)compiled->evaluate(names, fresh);
  });
  std::cout << R"({"name":)" << feel::to_marked_json(name) << R"(,"value":)"
            << feel::to_marked_json(value) << R"(,"cold":)" << cold << R"(,"warm":)" << warm
            << "}\n";
}

std::string repeated(std::string_view start, std::string_view piece, std::string_view end,
                     size_t size) {
  std::string text(start);
  while (text.size() < size) text += piece;
  return text + std::string(end);
}

void measure_reading(const std::string& name, std::string_view start, std::string_view piece,
                     std::string_view end) {
  std::cout << R"({"reading":)" << feel::to_marked_json(name);
  for (const size_t size : {10'000, 100'000, 1'000'000}) {
    const std::string text = repeated(start, piece, end, size);
    if (!feel::compile(text).ok()) std::exit(1);
    const double one = nanoseconds([&text] { (void)feel::compile(text); });
    std::cout << ",\"" << size << "\":" << one / static_cast<double>(text.size());
  }
  std::cout << "}\n";
}

}  // namespace

int main(int count, char** arguments) {
  std::ifstream stream(count > 1 ? arguments[1] : "bench/feel_cases.json");
  std::ostringstream text;
  text << stream.rdbuf();
  const auto cases = feel::parse_json_exact(text.str());
  if (!cases.ok()) return std::cerr << "bench/feel_cases.json: " << cases.error().detail << '\n', 1;
  const feel::ContextNames names((*cases)["context"]);
  const feel::Value& expressions = (*cases)["expressions"];
  for (size_t i = 0; i < expressions.names().size(); ++i) {
    measure_expression(expressions.names()[i], expressions.values()[i].text(), names);
  }
  measure_reading("sum", "1", " + a * 2", "");
  measure_reading("list of contexts", "[0", R"(, {key: "text", other: [1..9]})", "]");
  measure_reading("calls", "[0", ", substring(name, 1, count(list[item > 2]))", "]");
  return 0;
}
