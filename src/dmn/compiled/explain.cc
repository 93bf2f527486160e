// How a decision table came to its result.
#include "dmn/compiled/table.h"

namespace dmn {
namespace {

// The empty cell of a column with allowed values tests these.
std::string_view text_of(const feel::Expression& test, const TableBox::Column& column) {
  const bool is_empty = column.allowed && &test.program() == &column.allowed->program();
  return is_empty ? "-" : test.text();
}

}  // namespace

Rule TableBox::tried(size_t line, const feel::Values& values, const feel::Names& names,
                     feel::Evaluation& evaluation) const {
  Rule rule{lines[line].id, static_cast<int>(line) + 1, {}, {}};
  for (size_t i = 0; i < columns.size(); ++i) {
    const auto& test = lines[line].tests[i];
    rule.cells.push_back({columns[i].text, values[i], std::string(text_of(test, columns[i])),
                          test.test(values[i], names, evaluation).is_true()});
  }
  return rule;
}

void TableBox::explain(const feel::Names& names, feel::Evaluation& evaluation, Explain explain,
                       Explanation& explanation) const {
  const auto values = inputs(names, evaluation);
  for (size_t i = 0; i < columns.size(); ++i)
    explanation.columns.emplace_back(columns[i].text, values[i]);
  for (const size_t line : matches(values, names, evaluation)) {
    auto rule = tried(line, values, names, evaluation);
    rule.outputs = outputs_of(line, names, evaluation);
    explanation.matched.push_back(std::move(rule));
  }
  if (explain != Explain::EveryRule) return;
  for (size_t line = 0; line < lines.size(); ++line) {
    if (!evaluation.spend(1, place.line, place.column)) return;
    explanation.tried.push_back(tried(line, values, names, evaluation));
  }
}

}  // namespace dmn
