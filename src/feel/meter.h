// What work on large values costs: sixteenths of a step add up to steps of an evaluation.
#pragma once

#include "feel/feel.h"

namespace feel {

class Meter {
 public:
  explicit Meter(Evaluation& evaluation, int line = 0, int column = 0)
      : evaluation_(evaluation), line_(line), column_(column) {}
  // About 12 ns of work each: an item looked at. False, with a reason once, when the budget is
  // exceeded; whoever is told so gives up.
  bool pay(size_t sixteenths) {
    owed_ += sixteenths;
    if (owed_ < kSixteenths) return !evaluation_.is_exhausted();
    const auto steps = static_cast<int64_t>(owed_ / kSixteenths);
    owed_ %= kSixteenths;
    return evaluation_.spend(steps, line_, column_);
  }
  Evaluation& evaluation() const { return evaluation_; }

 private:
  static constexpr size_t kSixteenths = 16;

  Evaluation& evaluation_;
  int line_;
  int column_;
  size_t owed_ = 0;
};

// Of a name in a context that is looked for or copied; `size` is that of the context.
constexpr size_t price_of_entry(size_t size) { return size > 8 ? 16 : 4; }
// Of text that is compared, by its bytes.
constexpr size_t price_of_text(size_t bytes) { return bytes / 64; }

}  // namespace feel
