// Speed of FEEL: twenty expressions from trivial to heavy, cold (read and evaluate) and warm.
#include <benchmark/benchmark.h>

#include "feel/feel.h"

namespace {

struct Sample {
  const char* name;
  const char* text;
};

constexpr Sample kSamples[] = {
    {"number", "42"},
    {"sum", "a + b * 2"},
    {"comparison", "a > 10 and b <= 20"},
    {"text", "\"no. \" + name"},
    {"condition", "if a > b then \"high\" else \"low\""},
    {"path", "client.address.city"},
    {"between", "a between 1 and 100"},
    {"membership", "name in (\"a\", \"b\", \"Lin\")"},
    {"range", "a in [1..50)"},
    {"date", "@\"2026-03-02\" + @\"P1M\" > @\"2026-04-01\""},
    {"context", "{x: a, y: x + b, z: x * y}"},
    {"filter", "items[price > 50]"},
    {"filter path", "sum(items[price > 50].price)"},
    {"for", "for i in items return i.price * i.count"},
    {"some", "some i in items satisfies i.price > 90"},
    {"every", "every i in items satisfies i.price > 0"},
    {"sort", "sort(items, function(x, y) x.price < y.price)"},
    {"strings", "string join(split(\"a;b;c;d\", \";\"), \",\")"},
    {"squares", "sum(for i in 1..100 return i * i)"},
    {"recursion", "{f: function(n) if n < 2 then n else f(n - 1) + f(n - 2), r: f(12)}.r"},
};

const feel::ContextNames& names() {
  static const feel::ContextNames all([] {
    feel::Evaluation evaluation;
    return feel::evaluate(
        "{a: 12, b: 7, name: \"Lin\", client: {address: {city: \"Shanghai\"}},"
        " items: for i in 1..20 return {price: i * 5, count: modulo(i, 3)}}",
        feel::NoNames(), evaluation);
  }());
  return all;
}

void cold(benchmark::State& state, const char* text) {
  for (auto _ : state) {
    feel::Evaluation evaluation;
    const auto expression = feel::compile(text);
    benchmark::DoNotOptimize(expression->evaluate(names(), evaluation));
  }
}

void warm(benchmark::State& state, const char* text) {
  const auto expression = feel::compile(text);
  for (auto _ : state) {
    feel::Evaluation evaluation;
    benchmark::DoNotOptimize(expression->evaluate(names(), evaluation));
  }
}

// 100 kB of text: linear in its length.
void compile_long(benchmark::State& state) {
  std::string text = "1";
  while (text.size() < static_cast<size_t>(state.range(0))) text += " + a * (b - 2)";
  for (auto _ : state) benchmark::DoNotOptimize(feel::compile(text));
}
BENCHMARK(compile_long)->Arg(1'000)->Arg(10'000)->Arg(100'000);

}  // namespace

int main(int count, char** arguments) {
  for (const auto& sample : kSamples) {
    benchmark::RegisterBenchmark((std::string("cold/") + sample.name).c_str(), cold, sample.text);
    benchmark::RegisterBenchmark((std::string("warm/") + sample.name).c_str(), warm, sample.text);
  }
  benchmark::Initialize(&count, arguments);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
