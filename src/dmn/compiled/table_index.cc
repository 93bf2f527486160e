#include "dmn/compiled/table_index.h"

#include <algorithm>

#include "feel/compare.h"

namespace dmn {
namespace {

using feel::Kind;
using feel::Value;
using Cells = std::vector<std::optional<feel::Expression::Accepted>>;

// Kinds whose order and equality say the same.
bool is_ordered(Kind kind) {
  return kind == Kind::Number || kind == Kind::String || kind == Kind::Date ||
         kind == Kind::DayTimeDuration || kind == Kind::YearMonthDuration;
}

Kind kind_of(const Value& choice) {
  if (!choice.is(Kind::Range)) return choice.kind();
  const auto& range = choice.range();
  return range.low.is_null() ? range.high.kind() : range.low.kind();
}

bool is_less(const Value& a, const Value& b) {
  const auto ordered = feel::order(a, b);
  return ordered && *ordered < 0;
}

// More entries than this a rule, and the index would cost more than it saves.
constexpr size_t kEntriesPerRule = 32;

}  // namespace

std::vector<uint32_t> ColumnIndex::Found::merged() const {
  std::vector<uint32_t> all(size());
  std::merge(here.begin(), here.end(), always.begin(), always.end(), all.begin());
  return all;
}

bool ColumnIndex::is_indexable(const feel::Expression::Accepted& cell) const {
  return !cell.is_anything &&
         std::all_of(cell.choices.begin(), cell.choices.end(), [this](const Value& choice) {
           const bool is_half = choice.is(Kind::Range) && !choice.range().is_comparison &&
                                (choice.range().low.is_null() || choice.range().high.is_null());
           return kind_of(choice) == kind_ && !is_half;
         });
}

ColumnIndex::ColumnIndex(const Cells& cells) {
  for (const auto& cell : cells) {
    if (!cell || cell->is_anything || cell->choices.empty()) continue;
    kind_ = kind_of(cell->choices.front());
    if (is_ordered(kind_)) break;
  }
  if (!is_ordered(kind_)) {
    kind_ = Kind::Null;
    return;
  }
  add_points(cells);
  std::vector<Piece> pieces;
  size_t entries = 0;
  for (uint32_t rule = 0; rule < cells.size(); ++rule) {
    if (!cells[rule] || !is_indexable(*cells[rule])) {
      always_.push_back(rule);
      continue;
    }
    for (const auto& choice : cells[rule]->choices) {
      pieces.push_back(piece_of(choice, rule));
      entries += pieces.back().to - pieces.back().from;
    }
  }
  if (entries > kEntriesPerRule * cells.size()) {
    kind_ = Kind::Null;
    return;
  }
  std::vector<std::vector<uint32_t>> at(points_.size() * 2 + 1);
  for (const auto& piece : pieces) {
    for (size_t position = piece.from; position < piece.to; ++position) {
      auto& rules = at[position];
      if (rules.empty() || rules.back() != piece.rule) rules.push_back(piece.rule);
    }
  }
  for (const auto& rules : at) {
    starts_.push_back(static_cast<uint32_t>(rules_.size()));
    rules_.insert(rules_.end(), rules.begin(), rules.end());
  }
  starts_.push_back(static_cast<uint32_t>(rules_.size()));
}

void ColumnIndex::add_points(const Cells& cells) {
  for (const auto& cell : cells) {
    if (!cell || !is_indexable(*cell)) continue;
    for (const auto& choice : cell->choices) {
      if (!choice.is(Kind::Range)) {
        points_.push_back(choice);
        continue;
      }
      if (!choice.range().low.is_null()) points_.push_back(choice.range().low);
      if (!choice.range().high.is_null()) points_.push_back(choice.range().high);
    }
  }
  std::sort(points_.begin(), points_.end(), is_less);
  const auto same = [](const Value& a, const Value& b) { return a == b; };
  points_.erase(std::unique(points_.begin(), points_.end(), same), points_.end());
  points_.shrink_to_fit();
}

// 2·i + 1 at the point i, 2·i in the gap before it.
size_t ColumnIndex::position_of(const Value& value) const {
  const auto at = std::lower_bound(points_.begin(), points_.end(), value, is_less);
  const auto index = static_cast<size_t>(at - points_.begin());
  return at != points_.end() && *at == value ? 2 * index + 1 : 2 * index;
}

ColumnIndex::Piece ColumnIndex::piece_of(const Value& choice, uint32_t rule) const {
  if (!choice.is(Kind::Range)) {
    const size_t at = position_of(choice);
    return {at, at + 1, rule};
  }
  const auto& range = choice.range();
  const size_t from =
      range.low.is_null() ? 0 : position_of(range.low) + (range.has_low_included ? 0 : 1);
  const size_t to = range.high.is_null()
                        ? points_.size() * 2 + 1
                        : position_of(range.high) + (range.has_high_included ? 1 : 0);
  return {from, std::max(from, to), rule};
}

std::optional<ColumnIndex::Found> ColumnIndex::find(const Value& value) const {
  if (kind_ == Kind::Null || !value.is(kind_)) return {};
  const size_t at = position_of(value);
  return Found{{rules_.data() + starts_[at], rules_.data() + starts_[at + 1]}, always_};
}

}  // namespace dmn
