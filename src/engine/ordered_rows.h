// Rows in order, cut into pieces: to add one, to take one out, and to find those that were changed
// costs hardly more of many than of few.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <utility>
#include <vector>

namespace engine {

// Rows of the same `order` stand beside each other, in the order of adding. Whoever gets a row for
// changing has touched its piece.
template <class Row, int64_t Row::*order>
class OrderedRows {
  static constexpr size_t kPieceRows = 64;
  static constexpr size_t kNotMeasured = SIZE_MAX;
  struct Piece {
    int64_t from = 0;            // its rows come from here on, those of the piece before do not
    std::vector<Row> rows = {};  // never empty
    mutable size_t bytes = kNotMeasured;
    bool is_touched = true;

    void touch() {
      bytes = kNotMeasured;
      is_touched = true;
    }
  };

 public:
  class Iterator {
   public:
    using value_type = Row;
    using difference_type = std::ptrdiff_t;
    using reference = const Row&;
    using pointer = const Row*;
    using iterator_category = std::bidirectional_iterator_tag;

    Iterator() = default;
    Iterator(const std::vector<Piece>* pieces, size_t piece, size_t row = 0)
        : pieces_(pieces), piece_(piece), row_(row) {}
    reference operator*() const { return (*pieces_)[piece_].rows[row_]; }
    pointer operator->() const { return &**this; }
    Iterator& operator++() {
      if (++row_ == (*pieces_)[piece_].rows.size()) {
        ++piece_;
        row_ = 0;
      }
      return *this;
    }
    Iterator& operator--() {
      if (row_ == 0) row_ = (*pieces_)[--piece_].rows.size();
      --row_;
      return *this;
    }
    Iterator operator++(int) { return std::exchange(*this, std::next(*this)); }
    Iterator operator--(int) { return std::exchange(*this, std::prev(*this)); }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const std::vector<Piece>* pieces_ = nullptr;
    size_t piece_ = 0;
    size_t row_ = 0;
  };

  Iterator begin() const { return {&pieces_, 0}; }
  Iterator end() const { return {&pieces_, pieces_.size()}; }
  auto rbegin() const { return std::reverse_iterator(end()); }
  auto rend() const { return std::reverse_iterator(begin()); }
  // The first whose order is not below `at`.
  Iterator from(int64_t at) const {
    if (pieces_.empty()) return end();
    const size_t piece = place(at);
    const std::vector<Row>& rows = pieces_[piece].rows;
    const auto row = std::ranges::lower_bound(rows, at, {}, order);
    if (row == rows.end()) return {&pieces_, piece + 1};
    return {&pieces_, piece, static_cast<size_t>(row - rows.begin())};
  }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Row& back() const { return pieces_.back().rows.back(); }

  std::span<const Row> of(int64_t at) const {
    if (pieces_.empty()) return {};
    const auto found = std::ranges::equal_range(pieces_[place(at)].rows, at, {}, order);
    return {found.begin(), found.end()};
  }
  std::span<Row> of(int64_t at) {
    if (pieces_.empty()) return {};
    Piece& piece = pieces_[place(at)];
    const auto found = std::ranges::equal_range(piece.rows, at, {}, order);
    if (!found.empty()) piece.touch();
    return {found.begin(), found.end()};
  }
  // The first of them; nullptr: there is none.
  const Row* find(int64_t at) const {
    const std::span<const Row> found = of(at);
    return found.empty() ? nullptr : &found.front();
  }
  Row* find(int64_t at) {
    const std::span<Row> found = of(at);
    return found.empty() ? nullptr : &found.front();
  }

  Row& add(Row row) {
    const int64_t at = row.*order;
    Piece& piece = pieces_[place_for(at)];
    piece.touch();
    ++size_;
    const auto behind = std::ranges::upper_bound(piece.rows, at, {}, order);
    return *piece.rows.insert(behind, std::move(row));
  }

  // Gives each that is meant to `take`, in order, and has it no more.
  template <class IsMeant, class Take>
  void take_if(const IsMeant& is_meant, const Take& take) {
    for (Piece& piece : pieces_) take_from(piece, is_meant, take);
    forget_empty();
  }
  // Looks at those in touched pieces only.
  template <class IsMeant, class Take>
  void take_touched_if(const IsMeant& is_meant, const Take& take) {
    for (Piece& piece : pieces_) {
      if (piece.is_touched) take_from(piece, is_meant, take);
    }
    forget_empty();
  }
  template <class IsMeant>
  void erase_if(const IsMeant& is_meant) {
    take_if(is_meant, [](Row) {});
  }
  // Of those of one order.
  template <class IsMeant, class Take>
  void take_if(int64_t at, const IsMeant& is_meant, const Take& take) {
    if (pieces_.empty()) return;
    Piece& piece = pieces_[place(at)];
    take_from(
        piece, [&](const Row& row) { return row.*order == at && is_meant(row); }, take);
    if (piece.rows.empty()) forget_empty();
  }
  template <class IsMeant>
  void erase_if(int64_t at, const IsMeant& is_meant) {
    take_if(at, is_meant, [](Row) {});
  }
  void erase(int64_t at) {
    erase_if(at, [](const Row&) { return true; });
  }
  void clear() { *this = {}; }

  template <class Change>
  void change_all(const Change& change) {
    for (Piece& piece : pieces_) {
      piece.touch();
      for (Row& row : piece.rows) change(row);
    }
  }
  // Those that may have been changed since `settle`, and some beside them.
  template <class Change>
  void each_touched(const Change& change) {
    for (Piece& piece : pieces_) {
      if (!piece.is_touched) continue;
      piece.bytes = kNotMeasured;
      for (Row& row : piece.rows) change(row);
    }
  }
  template <class Look>
  void each_touched(const Look& look) const {
    for (const Piece& piece : pieces_) {
      if (!piece.is_touched) continue;
      for (const Row& row : piece.rows) look(row);
    }
  }
  void settle() {
    for (Piece& piece : pieces_) piece.is_touched = false;
  }

  // Whether both have the same rows, however they are cut into pieces.
  friend bool operator==(const OrderedRows& one, const OrderedRows& other) {
    return one.size() == other.size() && std::equal(one.begin(), one.end(), other.begin());
  }

  // What all of them take by `measure`, which is asked again of rows in touched pieces only.
  template <class Measure>
  size_t bytes(const Measure& measure) const {
    size_t sum = pieces_.capacity() * sizeof(Piece);
    for (const Piece& piece : pieces_) {
      if (piece.bytes == kNotMeasured) {
        piece.bytes = piece.rows.capacity() * sizeof(Row);
        for (const Row& row : piece.rows) piece.bytes += measure(row);
      }
      sum += piece.bytes;
    }
    return sum;
  }

 private:
  // The piece that holds those of this order, if there are any.
  size_t place(int64_t at) const {
    const auto behind = std::ranges::upper_bound(pieces_, at, {}, &Piece::from);
    return behind == pieces_.begin() ? 0 : static_cast<size_t>(behind - pieces_.begin()) - 1;
  }

  // The piece for one that comes; it may be a new one at the end.
  size_t place_for(int64_t at) {
    const bool begins_another = pieces_.empty() || (pieces_.back().rows.size() >= kPieceRows &&
                                                    pieces_.back().rows.back().*order < at);
    if (begins_another) {
      pieces_.push_back({at});
      return pieces_.size() - 1;
    }
    if (pieces_[place(at)].rows.size() >= 2 * kPieceRows) split(place(at));
    const size_t found = place(at);
    pieces_[found].from = std::min(pieces_[found].from, at);
    return found;
  }

  // Between rows of another order; not where all are of one.
  void split(size_t index) {
    std::vector<Row>& rows = pieces_[index].rows;
    const int64_t middle = rows[rows.size() / 2].*order;
    auto cut = std::ranges::lower_bound(rows, middle, {}, order);
    if (cut == rows.begin()) cut = std::ranges::upper_bound(rows, middle, {}, order);
    if (cut == rows.end()) return;
    Piece second{(*cut).*order};
    second.rows.assign(std::make_move_iterator(cut), std::make_move_iterator(rows.end()));
    rows.erase(cut, rows.end());
    pieces_[index].touch();
    pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(index) + 1, std::move(second));
  }

  template <class IsMeant, class Take>
  void take_from(Piece& piece, const IsMeant& is_meant, const Take& take) {
    size_t kept = 0;
    for (Row& row : piece.rows) {
      if (is_meant(std::as_const(row))) {
        take(std::move(row));
        continue;
      }
      Row& here = piece.rows[kept++];
      if (&here != &row) here = std::move(row);
    }
    if (kept == piece.rows.size()) return;
    size_ -= piece.rows.size() - kept;
    piece.bytes = kNotMeasured;
    piece.rows.erase(piece.rows.begin() + static_cast<std::ptrdiff_t>(kept), piece.rows.end());
  }

  void forget_empty() {
    std::erase_if(pieces_, [](const Piece& piece) { return piece.rows.empty(); });
  }

  std::vector<Piece> pieces_;
  size_t size_ = 0;
};

}  // namespace engine
