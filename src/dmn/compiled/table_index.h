// Which rules of a decision table may match a value of one column, found without trying them all.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "feel/feel.h"

namespace dmn {

// Constant cells cut the ordered values into points and gaps between them; each knows its rules.
class ColumnIndex {
 public:
  // One cell a rule, in order; nothing for a cell that only evaluation can tell.
  explicit ColumnIndex(const std::vector<std::optional<feel::Expression::Accepted>>& cells);

  // Two ordered lists of rules that may match.
  struct Found {
    std::span<const uint32_t> here;
    std::span<const uint32_t> always;
    size_t size() const { return here.size() + always.size(); }
    std::vector<uint32_t> merged() const;
  };
  // Nothing when the column cannot tell for such a value.
  std::optional<Found> find(const feel::Value& value) const;

 private:
  struct Piece {  // of a cell: from one position to another
    size_t from;
    size_t to;
    uint32_t rule;
  };
  bool is_indexable(const feel::Expression::Accepted& cell) const;
  void add_points(const std::vector<std::optional<feel::Expression::Accepted>>& cells);
  Piece piece_of(const feel::Value& choice, uint32_t rule) const;
  size_t position_of(const feel::Value& value) const;

  feel::Kind kind_ = feel::Kind::Null;
  std::vector<feel::Value> points_;
  std::vector<uint32_t> starts_;  // of each position in rules_: gap, point, gap, point, …, gap
  std::vector<uint32_t> rules_;
  std::vector<uint32_t> always_;
};

}  // namespace dmn
