#include "engine/compile/formula.h"

#include <charconv>

#include "base/text.h"
#include "engine/core/work.h"

namespace engine {

namespace {

// Where "line:column" of a text that begins at `start` lies in the file.
bpmn::Place place_inside(bpmn::Place start, const std::string& place) {
  int line = 1;
  int column = 1;
  const size_t colon = place.find(':');
  if (colon == std::string::npos) return start;
  std::from_chars(place.data(), place.data() + colon, line);
  std::from_chars(place.data() + colon + 1, place.data() + place.size(), column);
  if (line == 1) return {start.line, start.column + column - 1};
  return {start.line + line - 1, column};
}

// Of what needs neither variables nor the time, chance or functions of the host.
std::optional<feel::Value> constant_value(const feel::Expression& expression) {
  if (!expression.names().empty() || !expression.called().empty()) return {};
  base::SeededRandom one(1);
  base::SeededRandom other(2);
  feel::Evaluation early;
  early.random = &one;
  feel::Evaluation late;
  late.random = &other;
  late.now = base::Time{} + base::days(400);
  feel::Value value = expression.evaluate(feel::NoNames(), early);
  if (value != expression.evaluate(feel::NoNames(), late)) return {};
  return value;
}

}  // namespace

void Formulas::complain(bpmn::Place at, std::string text) {
  problems_.push_back({file_, at.line, at.column, std::move(text)});
}

Formula Formulas::formula(const bpmn::Written& written) {
  Formula result{written.text, {}};
  if (!written.text.starts_with("=")) return result;
  auto compiled =
      feel::compile(std::string_view(written.text).substr(1), {.dialect = feel::Dialect::Camunda});
  const bpmn::Place begin{written.place.line, written.place.column + 1};
  if (compiled.ok()) {
    result.expression = std::move(compiled).value();
    for (const feel::NameUse& use : result.expression->names()) {
      if (use.name.starts_with("jw:"))
        complain(place_inside(begin, std::to_string(use.line) + ":" + std::to_string(use.column)),
                 "\"" + use.name + "\" is a name of the engine's own");
    }
    return result;
  }
  const std::string& detail = compiled.error().detail;
  complain(place_inside(begin, compiled.error().place),
           "the expression does not parse" + (detail.empty() ? "" : ": " + detail));
  return result;
}

Formula Formulas::expression(const bpmn::Written& written) {
  if (!written.text.starts_with("="))
    complain(written.place, "an expression begins with \"=\": " + written.text);
  return formula(written);
}

std::string variable_named_by(const Formula& formula) {
  if (!formula.expression || formula.expression->names().size() != 1) return {};
  const std::string& name = formula.expression->names().front().name;
  std::string_view rest = base::trim(std::string_view(formula.text).substr(1));
  if (!rest.starts_with(name)) return {};
  rest.remove_prefix(name.size());
  const bool is_path =
      rest.starts_with('.') && rest.find_first_of(" +-*/()[]{}<>=,\"\n") == std::string_view::npos;
  return rest.empty() || is_path ? name : std::string();
}

std::string Formulas::constant(const bpmn::Written& written) {
  const Formula compiled = formula(written);
  if (!compiled.expression) return {};  // it does not parse
  const auto value = constant_value(*compiled.expression);
  if (value && !value->text_or_empty().empty()) return value->text();
  complain(written.place, "what starts a process has a constant name, not " + written.text);
  return {};
}

Formula Formulas::count(const bpmn::Written& written, const std::string& what) {
  Formula compiled = expression(written);
  if (!compiled.expression) return compiled;
  const auto value = constant_value(*compiled.expression);
  if (value && !count_in(*value))
    complain(written.place, what + " is a whole number from 0, not " + feel::print(*value));
  return compiled;
}

std::optional<int64_t> count_in(const feel::Value& value) {
  const auto count =
      value.is(feel::Kind::Number) ? value.number().to_int64() : std::optional<int64_t>();
  return count && *count >= 0 ? count : std::nullopt;
}

void Formulas::check_start_timer(const bpmn::EventDefinition& event,
                                 const CompiledEvent& compiled) {
  if (!compiled.timer.expression) return check_timer(event);
  if (!compiled.timer.expression->called().empty()) return;
  feel::Evaluation evaluation;
  const feel::Value value = compiled.timer.expression->evaluate(feel::NoNames(), evaluation);
  TimerRow row;
  const std::string problem = plan_timer(compiled, value, Surroundings{}, row);
  if (problem.empty()) return;
  std::string why;
  for (const feel::Reason& each : evaluation.reasons) why += ": " + each.text;
  complain(event.timer.place, "the timer that starts the process gives no time: " + problem + why);
}

void Formulas::check_timer(const bpmn::EventDefinition& event) {
  if (event.timer.empty() || event.timer.text.starts_with("=")) return;
  CompiledEvent compiled;
  compiled.timer_kind = event.timer_kind;
  TimerRow row;
  const std::string problem =
      plan_timer(compiled, feel::Value(event.timer.text), Surroundings{}, row);
  if (!problem.empty()) complain(event.timer.place, problem);
}

}  // namespace engine
