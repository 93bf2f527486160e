#include "dmn/compiled/changes.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace dmn {
namespace {

using base::Decimal;
using feel::Evaluation;
using feel::Kind;
using feel::Value;
using feel::Values;

constexpr size_t kTrialsPerInput = 100;
constexpr int64_t kNanosPerSecond = 1'000'000'000;
constexpr int64_t kNanosPerDay = 86'400 * kNanosPerSecond;
constexpr double kSecondsPerYear = 365.0 * 86'400;

int digits_behind_the_point(const Decimal& number) {
  const std::string text = number.print();
  const size_t point = text.find('.');
  if (point == std::string::npos || text.find('E') != std::string::npos) return 0;
  return static_cast<int>(text.size() - point - 1);
}

// A wall clock some seconds later, of the same day; null beyond it.
Value clock_beside(const Value& value, int seconds) {
  feel::Clock clock = value.clock();
  clock.nanos_of_day += seconds * kNanosPerSecond;
  if (clock.nanos_of_day < 0 || clock.nanos_of_day >= kNanosPerDay) return {};
  return value.is(Kind::Time) ? Value::time(std::move(clock)) : Value::date_time(std::move(clock));
}

// The value one smallest step up or down; null when its kind has none.
Value beside(const Value& value, int direction, int digits) {
  switch (value.kind()) {
    case Kind::Number: return value.number() + Decimal::scaled(direction, digits);
    case Kind::Date: return Value::date_of_day(value.day() + direction);
    case Kind::Time:
    case Kind::DateTime: return clock_beside(value, direction);
    case Kind::DayTimeDuration: return Value::day_time(value.nanos() + direction * kNanosPerSecond);
    case Kind::YearMonthDuration: return Value::year_month(value.months() + direction);
    default: return {};
  }
}

// A point on the line of its kind: seconds of temporal values; empty for kinds without distance.
std::optional<double> seconds_of(const Value& value) {
  switch (value.kind()) {
    case Kind::Date: return static_cast<double>(value.day()) * 86'400;
    case Kind::Time: return static_cast<double>(value.clock().nanos_of_day) / kNanosPerSecond;
    case Kind::DateTime: {
      const auto instant = value.instant_in("UTC");
      return instant ? std::optional(static_cast<double>(instant->micros) / 1e6) : std::nullopt;
    }
    case Kind::DayTimeDuration: return static_cast<double>(value.nanos()) / kNanosPerSecond;
    case Kind::YearMonthDuration: return static_cast<double>(value.months()) * kSecondsPerYear / 12;
    default: return {};
  }
}

double size_of_change(const Value& from, const Value& to) {
  if (from.kind() != to.kind()) return 1;
  if (from.is(Kind::Number)) {
    const double whole = std::max(1.0, std::abs(from.number().to_double()));
    return (to.number() - from.number()).abs().to_double() / whole;
  }
  const auto a = seconds_of(from);
  const auto b = seconds_of(to);
  return a && b ? std::abs(*a - *b) / kSecondsPerYear : 1;
}

// The values that one input may be set to, as cells and allowed values name them.
class Candidates {
 public:
  Candidates(const TableBox& table, size_t column, const Value& current) : current_(current) {
    if (current.is(Kind::Number)) digits_ = digits_behind_the_point(current.number());
    if (current.is(Kind::Boolean)) points_.emplace_back(!current.is_true());
    const auto& allowed = table.columns[column].allowed;
    if (allowed) add(allowed->accepted());
    for (const auto& line : table.lines) add(line.tests[column].accepted());
  }

  // Each once, the nearest first.
  Values nearest() const {
    std::vector<std::pair<double, Value>> sized;
    for (const auto& point : points_) {
      for (const Value& one : {beside(point, -1, digits_), point, beside(point, 1, digits_)}) {
        if (one.is_null() || one == current_) continue;
        sized.emplace_back(size_of_change(current_, one), one);
      }
    }
    std::stable_sort(sized.begin(), sized.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Values values;
    for (auto& [size, value] : sized) {
      if (values.size() == kTrialsPerInput) break;
      if (std::find(values.begin(), values.end(), value) == values.end()) {
        values.push_back(std::move(value));
      }
    }
    return values;
  }

 private:
  void add(const std::optional<feel::Expression::Accepted>& accepted) {
    if (!accepted) return;
    for (const auto& choice : accepted->choices) {
      if (!choice.is(Kind::Range)) {
        add(choice);
        continue;
      }
      add(choice.range().low);
      add(choice.range().high);
    }
  }
  void add(const Value& point) {
    const bool fits = point.kind() == current_.kind() || current_.is_null();
    if (point.is_null() || !fits) return;
    if (point.is(Kind::Number)) {
      digits_ = std::max(digits_, digits_behind_the_point(point.number()));
    }
    points_.push_back(point);
  }

  const Value& current_;
  Values points_;
  int digits_ = 0;
};

// Where the input lies that a column reads; empty when it computes something.
std::vector<std::string> path_of(const feel::Expression& column) {
  const std::string_view text = base::trim(column.text());
  for (const auto& use : column.names()) {
    if (use.name == text) return {use.name};
  }
  for (const auto& path : column.paths()) {
    if (base::join(path, ".") == text) return path;
  }
  return {};
}

}  // namespace

Evaluation trial_beside(const Evaluation& evaluation) {
  Evaluation trial;
  trial.now = evaluation.now;
  trial.zone = evaluation.zone;
  trial.functions = evaluation.functions;
  trial.steps_left = 500'000;
  trial.depth = evaluation.depth;
  return trial;
}

std::vector<Change> nearest_changes(const TableBox& table, const Explanation& decided,
                                    const Evaluation& trial, const Retry& retry) {
  std::vector<size_t> rules;
  for (const auto& rule : decided.matched) rules.push_back(static_cast<size_t>(rule.index) - 1);
  std::vector<Change> changes;
  for (size_t column = 0; column < decided.columns.size(); ++column) {
    const auto path = path_of(table.columns[column].expression);
    if (path.empty()) continue;
    const auto& [text, current] = decided.columns[column];
    for (const auto& value : Candidates(table, column, current).nearest()) {
      auto other = retry(path, value);
      if (trial.is_exhausted()) break;
      if (!other || other->result.is_null() || other->rules == rules) continue;
      if (other->result == decided.result) continue;
      changes.push_back({text, current, value, std::move(other->result)});
      break;
    }
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return size_of_change(a.from, a.to) < size_of_change(b.from, b.to);
  });
  return changes;
}

}  // namespace dmn
