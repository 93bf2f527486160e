#include "base/decimal/guarded.h"

#include <boost/multiprecision/cpp_dec_float.hpp>

namespace base::guarded {
namespace {

namespace wide = boost::multiprecision;
using Wide = wide::number<wide::cpp_dec_float<90>, wide::et_off>;

// Of 90 digits as many as no error reaches: with them 4 ** 0.5 is 2 and ties are ties.
constexpr int kSureDigits = 60;
// Beyond e to this power, up or down, no decimal lies.
constexpr double kExponentMax = 15'000;

Wide widened(const Decimal& number) { return Wide(number.print()); }

Decimal rounded(const Wide& number) {
  static const Wide large("1e7000");  // far beyond all decimals
  static const Wide small("1e-7000");
  const Wide size = wide::abs(number);
  const Decimal infinity = Decimal(1) / Decimal(0);
  if (!(size < large)) return infinity;
  if (size < small) return 0;
  return Decimal::parse(number.str(kSureDigits, std::ios_base::scientific)).value_or(infinity);
}

// e^x as 10^k · e^rest: the library's way is slow for large exponents.
Wide exponential_of(const Wide& x) {
  static const Wide log_of_ten = wide::log(Wide(10));
  const auto tens = static_cast<int>(std::lround(x.convert_to<double>() / 2.302585092994046));
  const Wide power_of_ten("1e" + std::to_string(tens));
  return wide::exp(Wide(x - tens * log_of_ten)) * power_of_ten;
}

// One step from `near`: with r = number / e^near - 1, the logarithm is near + r - r²/2 + r³/3 ….
Wide logarithm_of(const Wide& number, const Wide& near) {
  const Wide rest = number * exponential_of(-near) - 1;
  return near + rest - rest * rest / 2 + rest * rest * rest / 3;
}

Decimal rounded_exponential(const Wide& x) {
  if (x > kExponentMax) return Decimal(1) / Decimal(0);
  return x < -kExponentMax ? Decimal(0) : rounded(exponential_of(x));
}

}  // namespace

Decimal whole_power(const Decimal& base, int64_t exponent) {
  Wide factor = widened(base);
  Wide result = 1;
  auto left = exponent < 0 ? ~static_cast<uint64_t>(exponent) + 1 : static_cast<uint64_t>(exponent);
  for (; left > 0; left >>= 1) {
    if (left & 1) result *= factor;
    if (left > 1) factor *= factor;
  }
  if (exponent >= 0) return rounded(result);
  return result == 0 ? Decimal(1) / Decimal(0) : rounded(1 / result);
}

Decimal power(const Decimal& base, const Decimal& exponent, const Decimal& near) {
  return rounded_exponential(widened(exponent) * logarithm_of(widened(base), widened(near)));
}

Decimal exponential(const Decimal& exponent) { return rounded_exponential(widened(exponent)); }

Decimal logarithm(const Decimal& number, const Decimal& near) {
  return rounded(logarithm_of(widened(number), widened(near)));
}

}  // namespace base::guarded
