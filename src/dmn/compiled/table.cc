#include "dmn/compiled/table.h"

#include <algorithm>

namespace dmn {

using feel::Evaluation;
using feel::Names;
using feel::Value;
using feel::Values;

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
  }
}

// The values of the input expressions; empty when one is not allowed.
std::optional<Values> TableBox::inputs(const Names& names, Evaluation& evaluation) const {
  Values values;
  for (const auto& column : columns) {
    Value value = column.expression.evaluate(names, evaluation);
    value = fitted(std::move(value), column.type, "input " + column.text, evaluation);
    if (column.allowed && !column.allowed->test(value, names, evaluation).is_true()) {
      fail(evaluation, "input " + column.text + " has a value that is not allowed");
      return {};
    }
    values.push_back(std::move(value));
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
    if (!evaluation.spend(1, place.line, place.column)) return {};
    const size_t line = some ? (*some)[i] : i;
    if (!is_match(line, values, names, evaluation)) continue;
    found.push_back(line);
    if (policy == HitPolicy::First) break;
  }
  return found;
}

Values TableBox::outputs_of(size_t line, const Names& names, Evaluation& evaluation) const {
  Values outputs;
  for (size_t i = 0; i < results.size(); ++i) {
    outputs.push_back(fitted(lines[line].outputs[i].evaluate(names, evaluation), results[i].type,
                             "output " + results[i].name, evaluation));
  }
  return outputs;
}

Value TableBox::as_value(Values outputs) const {
  if (outputs.size() == 1) return std::move(outputs.front());
  feel::Fields fields;
  for (size_t i = 0; i < outputs.size(); ++i) fields.set(results[i].name, std::move(outputs[i]));
  return fields.build();
}

Value TableBox::otherwise(const Names& names, Evaluation& evaluation) const {
  const bool has_default = std::any_of(results.begin(), results.end(), [](const Result& result) {
    return result.otherwise.has_value();
  });
  if (!has_default) {
    if (policy == HitPolicy::Collect && aggregator == Aggregator::Count) return 0;
    return fail(evaluation, "no rule matches");
  }
  Values outputs;
  for (const auto& result : results) {
    outputs.push_back(result.otherwise ? fitted(result.otherwise->evaluate(names, evaluation),
                                                result.type, "default " + result.name, evaluation)
                                       : Value());
  }
  return as_value(std::move(outputs));
}

void TableBox::sort_by_priority(std::vector<Values>& hits) const {
  const auto rank = [this](size_t column, const Value& value) {
    const auto& ranked = results[column].ranked;
    return std::find(ranked.begin(), ranked.end(), value) - ranked.begin();
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

Value TableBox::collect(std::vector<Values> hits, Evaluation& evaluation) const {
  Values all;
  for (auto& hit : hits) all.push_back(as_value(std::move(hit)));
  const Value list = Value::list(std::move(all));
  if (policy != HitPolicy::Collect || aggregator == Aggregator::None) return list;
  const std::string_view functions[] = {"", "sum", "min", "max", "count"};
  const std::string function(functions[static_cast<size_t>(aggregator)]);
  const auto call = feel::compile(function + "(hits)");
  return call->evaluate(feel::ContextNames(feel::Fields().set("hits", list).build()), evaluation);
}

Value TableBox::decide(std::vector<Values> hits, Evaluation& evaluation) const {
  switch (policy) {
    case HitPolicy::Unique:
      if (hits.size() > 1) return fail(evaluation, "several rules match a unique table");
      return as_value(std::move(hits.front()));
    case HitPolicy::Any:
      for (const auto& hit : hits) {
        if (hit != hits.front()) return fail(evaluation, "matching rules differ in their outputs");
      }
      return as_value(std::move(hits.front()));
    case HitPolicy::First: return as_value(std::move(hits.front()));
    case HitPolicy::Priority: sort_by_priority(hits); return as_value(std::move(hits.front()));
    case HitPolicy::OutputOrder: sort_by_priority(hits); break;
    case HitPolicy::Collect:
    case HitPolicy::RuleOrder: break;
  }
  return collect(std::move(hits), evaluation);
}

Value TableBox::run(const Names& names, Evaluation& evaluation) const {
  const auto values = inputs(names, evaluation);
  return values ? result_of(*values, names, evaluation) : Value();
}

Value TableBox::result_of(const Values& values, const Names& names, Evaluation& evaluation) const {
  const auto found = matches(values, names, evaluation);
  if (evaluation.is_exhausted()) return {};
  if (found.empty()) return otherwise(names, evaluation);
  std::vector<Values> hits;
  for (const size_t line : found) hits.push_back(outputs_of(line, names, evaluation));
  return decide(std::move(hits), evaluation);
}

}  // namespace dmn
