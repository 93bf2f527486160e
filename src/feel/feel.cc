#include "feel/feel.h"

#include <algorithm>
#include <array>

#include "feel/nodes/basic.h"
#include "feel/syntax/parser.h"

namespace feel {

const Value* Names::look(std::string_view name, Guess&, Value& room) const {
  auto found = find(name);
  if (!found) return nullptr;
  room = std::move(*found);
  return &room;
}

std::optional<Value> ContextNames::find(std::string_view name) const {
  const Value* found = context_.find(name);
  return found ? std::optional(*found) : std::nullopt;
}

std::optional<Value> NestedNames::find(std::string_view name) const {
  auto found = inner_.find(name);
  return found ? found : outer_.find(name);
}

const Value* NestedNames::look(std::string_view name, Guess& guess, Value& room) const {
  const Value* found = inner_.look(name, guess, room);
  return found ? found : outer_.look(name, guess, room);
}

std::string Reason::print() const {
  std::string text_of_place = source;
  if (cell > 0) {
    if (table != source) text_of_place += (source.empty() ? "" : ", ") + table;
    if (rule > 0) text_of_place += ", rule " + std::to_string(rule);
    if (!cell_name.empty()) text_of_place += ", " + cell_name;
  }
  if (!text_of_place.empty()) text_of_place += ":";
  if (line > 0) text_of_place += std::to_string(line) + ":" + std::to_string(column) + ":";
  return text_of_place.empty() ? text : text_of_place + " " + text;
}

void Evaluation::note_exhaustion(int line, int column) {
  if (!noted_exhaustion_) note(line, column, "the step budget of the evaluation is exceeded");
  noted_exhaustion_ = true;
}

void Evaluation::note(int line, int column, std::string text) {
  if (reasons.size() >= reasons_max) return;
  // In a loop the same goes wrong again and again; once is enough, and leaves room for others. So
  // do a few cells of a table with many.
  constexpr int cells_max = 5;
  int cells = 0;
  for (const auto& one : reasons) {
    const bool is_alike = one.line == line && one.column == column && one.text == text &&
                          one.source == source && one.table == cell.table;
    if (!is_alike) continue;
    if (one.rule == cell.rule && one.cell == cell.column) return;
    if (++cells == cells_max) return;
  }
  reasons.push_back({line, column, source, std::move(text), std::string(cell.table), cell.rule,
                     cell.column, std::string(cell.name)});
}

base::Result<Expression> compile(std::string_view text, const Options& options) {
  auto program = std::make_shared<Program>();
  program->text = text;
  program->form = options.form;
  program->dialect = options.dialect;
  try {
    Parser(program->text, options, *program).parse_all();
  } catch (const SyntaxError& error) {
    return base::refusal("feel.syntax")
        .at(std::to_string(error.place.line) + ":" + std::to_string(error.place.column))
        .because(error.what());
  }
  return Expression(std::move(program));
}

Expression::Expression(std::shared_ptr<const Program> program)
    : program_(std::move(program)), settled_(program_->root->constant()) {}

namespace {
// Slots and host variables of one evaluation lie on the stack as far as they are few.
template <class Body>
Value in_frame(const Program& program, const Names& names, Evaluation& evaluation,
               const Body& body) {
  const Deeper deeper(evaluation, program.levels);
  if (!deeper.is_allowed()) {
    evaluation.note(0, 0, "evaluations nested too deeply");
    return {};
  }
  if (program.burden != 0 && !evaluation.spend(program.burden, 0, 0)) return {};
  const size_t count = program.slots + program.names.size();
  std::array<const Value*, 12> few;
  std::vector<const Value*> many(count <= few.size() ? 0 : count);
  const Value** places = many.empty() ? few.data() : many.data();
  std::fill_n(places, count, &kNothing);
  Globals globals(names, program, places + program.slots);
  Frame frame{evaluation, &globals, places};
  return body(frame);
}
}  // namespace

Value Expression::run(const Names& names, Evaluation& evaluation) const {
  return in_frame(*program_, names, evaluation,
                  [this](Frame& frame) { return program_->root->evaluate(frame); });
}

Value Expression::test(const Value& input, const Names& names, Evaluation& evaluation) const {
  base::ensure(program_->form == Form::UnaryTests, "not compiled as unary tests");
  return in_frame(*program_, names, evaluation, [this, &input](Frame& frame) {
    return static_cast<const In&>(*program_->root).test(frame, input);
  });
}

namespace {
Value range_of(Comparator comparator, const Value& end) {
  Range range;
  range.is_comparison = true;
  range.has_low_included = comparator == Comparator::GreaterEqual;
  range.has_high_included = comparator == Comparator::LessEqual;
  const bool is_low = comparator == Comparator::Greater || comparator == Comparator::GreaterEqual;
  (is_low ? range.low : range.high) = end;
  return Value::range(std::move(range));
}

// What one test accepts; null when that is not constant.
Value accepted_by(const Test& test) {
  const Value* constant = test.operand->constant();
  if (test.kind == Test::Kind::Compare) {
    if (!constant || test.comparator == Comparator::NotEqual) return {};
    return test.comparator == Comparator::Equal ? *constant : range_of(test.comparator, *constant);
  }
  if (test.kind == Test::Kind::Question) return {};
  if (constant) return *constant;
  const auto* range = dynamic_cast<const RangeLiteral*>(test.operand.get());
  return range ? range->known : Value();
}
}  // namespace

std::optional<Expression::Accepted> Expression::accepted() const {
  if (program_->form != Form::UnaryTests) return {};
  const auto& tests = static_cast<const In&>(*program_->root);
  if (tests.is_negated) return {};
  Accepted accepted{tests.is_anything, {}};
  for (const auto& test : tests.tests) {
    accepted.choices.push_back(accepted_by(test));
    if (accepted.choices.back().is_null()) return {};
  }
  return accepted;
}

Expression::Operands Expression::operands(const Names& names, Evaluation& evaluation) const {
  base::ensure(program_->form == Form::UnaryTests, "not compiled as unary tests");
  const auto& tests = static_cast<const In&>(*program_->root);
  Operands operands;
  in_frame(*program_, names, evaluation, [&](Frame& frame) {
    for (const auto& test : tests.tests) {
      if (test.kind == Test::Kind::Question) continue;
      operands.compared.push_back(test.operand->evaluate(frame));
    }
    return Value();
  });
  if (!tests.reads_input) return operands;
  operands.asked = program_->literals;
  for (const auto& use : program_->read) {
    if (auto value = names.find(use.name)) operands.asked.push_back(std::move(*value));
  }
  for (const auto& path : program_->paths) {
    auto value = names.find(path.front());
    for (size_t i = 1; value && i < path.size(); ++i) {
      const Value* member = value->find(path[i]);
      value = member ? std::optional(Value(*member)) : std::nullopt;
    }
    if (value) operands.asked.push_back(std::move(*value));
  }
  return operands;
}

const std::vector<NameUse>& Expression::names() const { return program_->read; }
const std::vector<NameUse>& Expression::called() const { return program_->called; }
const std::vector<std::vector<std::string>>& Expression::paths() const { return program_->paths; }
std::string_view Expression::text() const { return program_->text; }

std::vector<NameUse> check(const Expression& expression,
                           const std::set<std::string, std::less<>>& names,
                           const HostFunctions& functions) {
  std::vector<NameUse> unknown;
  for (const auto& use : expression.names()) {
    const bool is_known = names.contains(use.name) || functions.contains(use.name) ||
                          is_built_in(use.name, expression.program().dialect);
    if (!is_known) unknown.push_back(use);
  }
  for (const auto& use : expression.called()) {
    if (!names.contains(use.name) && !functions.contains(use.name)) unknown.push_back(use);
  }
  return unknown;
}

bool is_built_in(std::string_view function, Dialect dialect) {
  return find_builtin(function, dialect) != nullptr;
}

Value evaluate(std::string_view text, const Names& names, Evaluation& evaluation,
               const Options& options) {
  const auto expression = compile(text, options);
  if (expression.ok()) return expression->evaluate(names, evaluation);
  evaluation.note(0, 0, expression.error().place + ": " + expression.error().detail);
  return {};
}

}  // namespace feel
