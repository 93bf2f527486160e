#include "dmn/compiled/changes.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "dmn/compiled/compiled.h"
#include "dmn/compiled/steps.h"

namespace dmn {
namespace {

using feel::Evaluation;
using feel::Kind;
using feel::Value;
using feel::Values;

constexpr size_t kTrialsPerInput = 300;
constexpr int64_t kStepsOneByOne = 16;
constexpr int64_t kStepsMax = int64_t{1} << 40;

// Where the input lies that a column reads; empty when it computes something.
Path path_of(const feel::Expression& column) {
  const std::string_view text = base::trim(column.text());
  for (const auto& use : column.names()) {
    if (use.name == text) return {use.name};
  }
  for (const auto& path : column.paths()) {
    if (base::join(path, ".") == text) return path;
  }
  return {};
}

std::string without(std::string text, const std::string& piece) {
  for (size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at)) {
    text.erase(at, piece.size());
  }
  return text;
}

// The values that one input may be set to.
class Candidates {
 public:
  Candidates(const TableBox& table, size_t column, const Explanation& decided, const Path& path,
             const Trial& trial)
      : current_(decided.columns[column].second), trial_(trial) {
    steps_.make_room_for(current_);
    if (current_.is(Kind::Boolean)) points_.emplace_back(!current_.is_true());
    const auto& [text, expression, type, allowed] = table.columns[column];
    if (allowed) add_operands(*allowed);
    for (const auto& line : table.lines) add_operands(line.tests[column]);
    for (const auto& choice : choices_of(type ? type : trial.type_of(path))) add(choice);
    for (size_t other = 0; other < table.columns.size(); ++other) {
      if (is_read(table, other, path.front())) add(decided.columns[other].second);
    }
  }

  // Each once, the nearest first.
  Values nearest() const {
    std::vector<std::pair<double, Value>> sized;
    const auto take = [&](const Value& one) {
      if (one.is_null() || one == current_) return;
      sized.emplace_back(size_of_change(current_, one), one);
    };
    for (const auto& point : points_) {
      for (const int64_t step : {-1, 0, 1}) take(step == 0 ? point : steps_.moved(point, step));
    }
    for (int64_t step = 1; step <= kStepsMax; step += step < kStepsOneByOne ? 1 : step) {
      take(steps_.moved(current_, -step));
      take(steps_.moved(current_, step));
    }
    for (const auto& text : texts_beside()) take(Value(text));
    std::stable_sort(sized.begin(), sized.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    Values values;
    std::set<std::string> taken;  // `=` of times takes no notice of fractions of a second
    for (auto& [size, value] : sized) {
      if (values.size() == kTrialsPerInput) break;
      if (taken.insert(feel::print(value)).second) values.push_back(std::move(value));
    }
    return values;
  }

  const Steps& steps() const { return steps_; }

 private:
  static bool is_read(const TableBox& table, size_t column, const std::string& name) {
    return std::any_of(table.lines.begin(), table.lines.end(), [&](const auto& line) {
      const auto& names = line.tests[column].names();
      return std::any_of(names.begin(), names.end(),
                         [&name](const auto& use) { return use.name == name; });
    });
  }

  // Equal cells share one program, which is looked at once.
  void add_operands(const feel::Expression& tests) {
    if (!seen_.insert(&tests.program()).second) return;
    const auto operands = tests.operands(trial_.names, trial_.evaluation);
    for (const auto& value : operands.compared) add(value);
    for (const auto& value : operands.asked) {
      if (value.is(Kind::String) && current_.is(Kind::String)) {
        asked_.push_back(value.text());
      } else {
        add(value);
      }
    }
  }

  void add(const Value& point) {
    if (point.is(Kind::Range)) {
      add(point.range().low);
      add(point.range().high);
    } else if (point.is(Kind::List)) {
      for (const auto& item : point.items()) {
        if (!item.is(Kind::List)) add(item);
      }
    } else if (!point.is_null() && (current_.is_null() || point.kind() == current_.kind())) {
      steps_.make_room_for(point);
      points_.push_back(point);
    }
  }

  std::vector<std::string> texts_beside() const {
    std::vector<std::string> texts;
    for (const auto& piece : asked_) {
      const auto& text = current_.text();
      if (piece.empty()) continue;
      for (const auto& made : {without(text, piece), text + piece, piece + text, piece}) {
        texts.push_back(made);
      }
    }
    return texts;
  }

  const Value& current_;
  const Trial& trial_;
  Steps steps_;
  Values points_;
  std::vector<std::string> asked_;
  std::set<const feel::Program*> seen_;
};

// Looks for the change of one column.
class Search {
 public:
  Search(const TableBox& table, size_t column, const Explanation& decided, const Trial& trial)
      : column_(table.columns[column]),
        path_(path_of(column_.expression)),
        decided_(decided),
        from_(decided.columns[column].second),
        trial_(trial) {
    if (path_.empty()) return;
    for (const auto& rule : decided.matched) rules_.push_back(static_cast<size_t>(rule.index) - 1);
    const Candidates candidates(table, column, decided, path_, trial);
    for (const auto& value : candidates.nearest()) {
      if (trial_.evaluation.is_exhausted() || decides_otherwise(value)) break;
    }
    if (found_) come_nearer(candidates.steps());
  }

  const std::optional<Change>& found() const { return found_; }

 private:
  bool is_allowed(const Value& value) const {
    feel::Meter meter(trial_.evaluation);
    if (column_.type && !feel::coerce(value, *column_.type, meter)) return false;
    return !column_.allowed ||
           column_.allowed->test(value, trial_.names, trial_.evaluation).is_true();
  }

  // Keeps the change when it is one.
  bool decides_otherwise(const Value& to) {
    if (!is_allowed(to)) return false;
    auto other = trial_.retry(path_, to);
    if (trial_.evaluation.is_exhausted() || !other) return false;
    if (other->result.is_null() || other->rules == rules_) return false;
    if (other->result == decided_.result) return false;
    found_ = Change{column_.text, from_, to, std::move(other->result)};
    return true;
  }

  // Between the present value, which decides as it does, and the one that was found.
  void come_nearer(const Steps& steps) {
    const auto distance = steps.between(from_, found_->to);
    if (!distance || steps.moved(from_, *distance) != found_->to) return;
    const int64_t step = *distance < 0 ? -1 : 1;
    int64_t near = 0;
    int64_t far = *distance;
    if (far == step || !decides_otherwise(steps.moved(from_, far - step))) return;
    far -= step;
    while (far - near != step && far != near) {
      const int64_t middle = near + (far - near) / 2;
      (decides_otherwise(steps.moved(from_, middle)) ? far : near) = middle;
    }
  }

  const TableBox::Column& column_;
  const Path path_;
  const Explanation& decided_;
  const Value& from_;
  const Trial& trial_;
  std::vector<size_t> rules_;
  std::optional<Change> found_;
};

}  // namespace

Evaluation trial_beside(const Evaluation& evaluation) {
  Evaluation trial;
  trial.now = evaluation.now;
  trial.zone = evaluation.zone;
  trial.functions = evaluation.functions;
  trial.steps_left = 1'000'000;
  trial.depth = evaluation.depth;
  return trial;
}

std::vector<Change> nearest_changes(const TableBox& table, const Explanation& decided,
                                    const Trial& trial) {
  std::vector<Change> changes;
  for (size_t column = 0; column < decided.columns.size(); ++column) {
    if (auto found = Search(table, column, decided, trial).found()) changes.push_back(*found);
  }
  std::stable_sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return size_of_change(a.from, a.to) < size_of_change(b.from, b.to);
  });
  return changes;
}

}  // namespace dmn
