// How amounts are written: with as many decimals as their field counts.
#pragma once

#include <cstdint>
#include <string>

#include "feel/value.h"

namespace records {

// "1234.50": the unscaled integer with its point.
std::string print_scaled(int64_t unscaled, int scale);

// Yuan to the fen in capital words; null of what is no amount, or beyond what is written.
feel::Value in_words(const feel::Value& amount);
// "¥1,050.20", the same in every language.
feel::Value in_figures(const feel::Value& amount);

}  // namespace records
