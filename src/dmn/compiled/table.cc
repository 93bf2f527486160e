#include "dmn/compiled/table.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "feel/compare.h"

namespace dmn {

using feel::Evaluation;
using feel::Names;
using feel::Value;
using feel::Values;

namespace {
// Reasons name the cell while this lives.
class InCell {
 public:
  InCell(Evaluation& evaluation, const feel::TableCell& cell)
      : evaluation_(evaluation), outer_(std::exchange(evaluation.cell, cell)) {}
  ~InCell() { evaluation_.cell = outer_; }
  InCell(const InCell&) = delete;
  InCell& operator=(const InCell&) = delete;

 private:
  Evaluation& evaluation_;
  const feel::TableCell outer_;
};
}  // namespace

feel::TableCell TableBox::cell_of_input(size_t rule, size_t column) const {
  return {what, static_cast<int>(rule), static_cast<int>(column) + 1, columns[column].text};
}

feel::TableCell TableBox::cell_of_output(size_t rule, size_t result) const {
  return {what, static_cast<int>(rule), static_cast<int>(columns.size() + result) + 1,
          results[result].name};
}

void TableBox::free_names(std::set<std::string>& names) const {
  const auto add = [&names](const feel::Expression& expression) {
    for (const auto& use : expression.names()) names.insert(use.name);
    for (const auto& use : expression.called()) names.insert(use.name);
  };
  for (const auto& column : columns) add(column.expression);
  for (const auto& line : lines) {
    for (const auto& test : line.tests) add(test);
    for (const auto& output : line.outputs) add(output);
  }
  for (const auto& result : results) {
    if (result.otherwise) add(*result.otherwise);
    if (result.allowed) add(*result.allowed);
  }
}

Values TableBox::inputs(const Names& names, Evaluation& evaluation) const {
  Values values;
  for (size_t at = 0; at < columns.size(); ++at) {
    const auto& column = columns[at];
    const InCell in(evaluation, cell_of_input(0, at));
    Value value = column.expression.evaluate(names, evaluation);
    values.push_back(fitted(std::move(value), column.type, "input " + column.text, evaluation));
  }
  return values;
}

void TableBox::build_indexes() {
  constexpr size_t worth_it = 20;
  if (lines.size() < worth_it) return;
  for (size_t at = 0; at < columns.size(); ++at) {
    std::vector<std::optional<feel::Expression::Accepted>> cells;
    for (const auto& line : lines) cells.push_back(line.tests[at].accepted());
    indexes.emplace_back(cells);
  }
}

bool TableBox::is_match(size_t line, const Values& values, const Names& names,
                        Evaluation& evaluation) const {
  for (size_t at = 0; at < values.size(); ++at) {
    const InCell in(evaluation, cell_of_input(line + 1, at));
    if (!lines[line].tests[at].test(values[at], names, evaluation).is_true()) return false;
  }
  return true;
}

// The rules that the most telling column leaves, in order; empty when no column tells.
std::optional<std::vector<uint32_t>> TableBox::candidates(const Values& values) const {
  const ColumnIndex* best = nullptr;
  ColumnIndex::Found best_found;
  for (size_t at = 0; at < indexes.size(); ++at) {
    const auto found = indexes[at].find(values[at]);
    if (!found || (best && found->size() >= best_found.size())) continue;
    best = &indexes[at];
    best_found = *found;
  }
  if (!best) return {};
  return best_found.merged();
}

std::vector<size_t> TableBox::matches(const Values& values, const Names& names,
                                      Evaluation& evaluation) const {
  std::vector<size_t> found;
  const auto some = candidates(values);
  const size_t count = some ? some->size() : lines.size();
  for (size_t i = 0; i < count; ++i) {
    const auto steps = static_cast<int64_t>(1 + columns.size() / 8);
    if (!evaluation.spend(steps, place.line, place.column)) return {};
    const size_t line = some ? (*some)[i] : i;
    if (!is_match(line, values, names, evaluation)) continue;
    found.push_back(line);
    if (policy == HitPolicy::First) break;
  }
  return found;
}

Value TableBox::output(const Result& result, const feel::Expression& entry, std::string_view role,
                       const Names& names, Evaluation& evaluation) const {
  const std::string name(base::trim(std::string(role) + result.name));
  Value value = fitted(entry.evaluate(names, evaluation), result.type, name, evaluation);
  if (value.is_null() || !result.allowed) return value;
  const auto is_allowed = [&](const Value& one) {
    return result.allowed->test(one, names, evaluation).is_true();
  };
  if (is_allowed(value)) return value;
  const bool is_list = value.is(feel::Kind::List);
  if (is_list && std::all_of(value.items().begin(), value.items().end(), is_allowed)) return value;
  return fail(evaluation, name + " has a value that is not allowed: " + shown(value));
}

Values TableBox::outputs_of(size_t line, const Names& names, Evaluation& evaluation) const {
  Values outputs;
  for (size_t i = 0; i < results.size(); ++i) {
    const InCell in(evaluation, cell_of_output(line + 1, i));
    outputs.push_back(output(results[i], lines[line].outputs[i], "output ", names, evaluation));
  }
  return outputs;
}

Value TableBox::as_value(Values outputs) const {
  if (outputs.size() == 1) return std::move(outputs.front());
  feel::Fields fields;
  for (size_t i = 0; i < outputs.size(); ++i) fields.set(results[i].name, std::move(outputs[i]));
  return fields.build();
}

Value TableBox::otherwise(const Values& values, const Names& names, Evaluation& evaluation) const {
  for (size_t at = 0; at < columns.size(); ++at) {
    const auto& allowed = columns[at].allowed;
    const InCell in(evaluation, cell_of_input(0, at));
    if (!allowed || allowed->test(values[at], names, evaluation).is_true()) continue;
    fail(evaluation,
         "input " + columns[at].text + " has a value that is not allowed: " + shown(values[at]));
  }
  const bool has_default = std::any_of(results.begin(), results.end(), [](const Result& result) {
    return result.otherwise.has_value();
  });
  if (!has_default) return fail(evaluation, "no rule matches");
  Values outputs;
  for (size_t i = 0; i < results.size(); ++i) {
    const auto& result = results[i];
    const InCell in(evaluation, cell_of_output(0, i));
    outputs.push_back(result.otherwise
                          ? output(result, *result.otherwise, "default ", names, evaluation)
                          : Value());
  }
  return as_value(std::move(outputs));
}

void TableBox::sort_by_priority(std::vector<Values>& hits) const {
  const auto rank = [this](size_t column, const Value& value) {
    const auto& ranked = results[column].ranked;
    const auto is_it = [&value](const Value& one) {
      return one == value ||
             (one.is(feel::Kind::Range) && feel::is_in(value, one.range()).value_or(false));
    };
    return std::find_if(ranked.begin(), ranked.end(), is_it) - ranked.begin();
  };
  std::stable_sort(hits.begin(), hits.end(), [&](const Values& a, const Values& b) {
    for (size_t i = 0; i < a.size(); ++i) {
      if (results[i].ranked.empty()) continue;
      const auto left = rank(i, a[i]);
      const auto right = rank(i, b[i]);
      if (left != right) return left < right;
    }
    return false;
  });
}

TableBox::Decided TableBox::conflict(std::string text, Evaluation& evaluation) const {
  evaluation.note(place.line, place.column, text);
  return {{}, std::move(text)};
}

TableBox::Decided TableBox::collect(std::vector<Values> hits, Evaluation& evaluation) const {
  Values all;
  for (auto& hit : hits) all.push_back(as_value(std::move(hit)));
  const Value list = Value::list(std::move(all));
  if (policy != HitPolicy::Collect || aggregator == Aggregator::None) return {list, {}};
  if (aggregator != Aggregator::Count && results.size() > 1) {
    return conflict("a table that gives a sum, minimum or maximum needs one output, not " +
                        std::to_string(results.size()),
                    evaluation);
  }
  const std::string_view functions[] = {"", "sum", "min", "max", "count"};
  const std::string function(functions[static_cast<size_t>(aggregator)]);
  const auto call = feel::compile(function + "(hits)");
  const feel::ContextNames names(feel::Fields().set("hits", list).build());
  return {call->evaluate(names, evaluation), {}};
}

namespace {
// "1, 3" of the rules as people count them; of many the first ten.
std::string listed(const std::vector<size_t>& rules) {
  constexpr size_t most = 10;
  std::string text;
  for (size_t i = 0; i < std::min(rules.size(), most); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(rules[i] + 1);
  }
  return rules.size() > most ? text + ", …" : text;
}
}  // namespace

namespace {
bool are_same(const Values& a, const Values& b, Evaluation& evaluation) {
  feel::Meter meter(evaluation);
  return std::ranges::equal(a, b, [&meter](const Value& left, const Value& right) {
    return feel::is_same(left, right, meter);
  });
}
}  // namespace

TableBox::Decided TableBox::decide(std::vector<Values> hits, const std::vector<size_t>& rules,
                                   Evaluation& evaluation) const {
  const auto first = [&] { return Decided{as_value(std::move(hits.front())), {}}; };
  switch (policy) {
    case HitPolicy::Unique:
      if (hits.size() == 1) return first();
      return conflict("several rules match a unique table: " + listed(rules), evaluation);
    case HitPolicy::Any:
      for (size_t i = 1; i < hits.size(); ++i) {
        if (are_same(hits[i], hits.front(), evaluation)) continue;
        if (evaluation.is_exhausted()) return {};
        return conflict(
            "matching rules differ in their outputs: " + listed({rules.front(), rules[i]}),
            evaluation);
      }
      return first();
    case HitPolicy::First: return first();
    case HitPolicy::Priority: sort_by_priority(hits); return first();
    case HitPolicy::OutputOrder: sort_by_priority(hits); break;
    case HitPolicy::Collect:
    case HitPolicy::RuleOrder: break;
  }
  return collect(std::move(hits), evaluation);
}

Value TableBox::run(const Names& names, Evaluation& evaluation) const {
  return run_rules(names, evaluation).value;
}

TableBox::Decided TableBox::decided(const Names& names, Evaluation& evaluation) const {
  if (!evaluation.spend(1, place.line, place.column)) return {};
  Decided decided = run_rules(names, evaluation);
  decided.value = fitted(std::move(decided.value), type, what, evaluation);
  return decided;
}

TableBox::Decided TableBox::run_rules(const Names& names, Evaluation& evaluation) const {
  const auto values = inputs(names, evaluation);
  const auto found = matches(values, names, evaluation);
  if (evaluation.is_exhausted()) return {};
  if (found.empty()) return {otherwise(values, names, evaluation), {}};
  std::vector<Values> hits;
  for (const size_t line : found) hits.push_back(outputs_of(line, names, evaluation));
  return decide(std::move(hits), found, evaluation);
}

}  // namespace dmn
