// How amounts are written: with as many decimals as their field counts.
#pragma once

#include <cstdint>
#include <string>

namespace records {

// "1234.50": the unscaled integer with its point.
std::string print_scaled(int64_t unscaled, int scale);

}  // namespace records
