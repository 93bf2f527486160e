// FEEL under random text: compiling and evaluating ends, and what is printed as a value reads back.
// The first byte chooses dialect and form.
#include <cstdlib>

#include "feel/feel.h"

namespace {

using feel::Kind;
using feel::Value;

Value context() {
  feel::Fields inner;
  inner.set("a", 1).set("b", "text").set("c d", true);
  feel::Fields fields;
  fields.set("x", 3)
      .set("name", "经纬")
      .set("list", Value::list({1, 2, inner.build()}))
      .set("record", inner.build())
      .set("day", Value::date_of_day(20'000))
      .set("a+b", Value::day_time(90'000'000'000));
  return fields.build();
}

// Values that FEEL text can name again: no functions, and nothing that holds one.
bool is_plain(const Value& value) {
  const auto all_plain = [](std::span<const Value> values) {
    for (const auto& one : values) {
      if (!is_plain(one)) return false;
    }
    return true;
  };
  if (value.is(Kind::List)) return all_plain(value.items());
  if (value.is(Kind::Context)) return all_plain(value.values());
  if (value.is(Kind::Range)) return is_plain(value.range().low) && is_plain(value.range().high);
  return !value.is(Kind::Function);
}

void evaluate(std::string_view text, const feel::Options& options) {
  const auto expression = feel::compile(text, options);
  if (!expression.ok()) return;
  static const feel::ContextNames names{context()};
  feel::Evaluation evaluation;
  evaluation.steps_left = 20'000;
  if (options.form == feel::Form::UnaryTests) {
    (void)expression->accepted();
    for (const Value& input : {Value(3), Value("text"), Value()}) {
      const Value passed = expression->test(input, names, evaluation);
      if (!passed.is_null() && !passed.is(Kind::Boolean)) std::abort();
    }
    return;
  }
  const Value value = expression->evaluate(names, evaluation);
  if (!is_plain(value)) return;
  const std::string printed = feel::print(value);
  if (printed.size() > 4'000) return;
  if (!feel::compile(printed).ok()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  if (size == 0) return 0;
  feel::Options options;
  if (bytes[0] & 1) options.dialect = feel::Dialect::Camunda;
  if (bytes[0] & 2) options.form = feel::Form::UnaryTests;
  options.known_names = {"a+b", "date and time of birth"};
  evaluate({reinterpret_cast<const char*>(bytes) + 1, size - 1}, options);
  return 0;
}
