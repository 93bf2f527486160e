// Numbers as IEEE 754-2008 decimal128: 34 digits, rounded half even. Wraps Intel's library.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace base {

enum class Rounding { HalfEven, HalfUp, HalfDown, Up, Down, Floor, Ceiling };

class Decimal {
 public:
  Decimal() : bits_{0, uint64_t{6176} << 49} {}  // 0 × 10^0
  Decimal(int64_t value)
      : bits_{value < 0 ? ~static_cast<uint64_t>(value) + 1 : static_cast<uint64_t>(value),
              (value < 0 ? kSign : 0) | uint64_t{6176} << 49} {}
  Decimal(int value) : Decimal(int64_t{value}) {}
  // `unscaled` × 10^-scale: the form in which the database keeps numbers.
  static Decimal scaled(int64_t unscaled, int scale);
  // The shortest decimal text that reads back as the same double.
  static Decimal of_double(double value);
  // "-12.50", "1e3"; empty when it is no number. More than 34 digits are rounded.
  static std::optional<Decimal> parse(std::string_view text);

  bool is_finite() const {
    constexpr uint64_t infinite_bits = uint64_t{0xf} << 59;
    return (bits_[1] & infinite_bits) != infinite_bits;
  }
  bool is_integer() const;
  bool is_zero() const;
  bool is_negative() const;
  // Empty when not an integer or out of range.
  std::optional<int64_t> to_int64() const;
  double to_double() const;
  // The value × 10^scale as an integer; empty when that is not exact or out of range.
  std::optional<int64_t> to_scaled(int scale) const;
  // Plain notation where it is short ("1200", "0.05"), else scientific; trailing zeros are cut.
  std::string print() const;

  // Rounds to `scale` digits behind the point (negative: in front of it).
  Decimal round(int scale, Rounding mode) const;
  Decimal abs() const;
  Decimal operator-() const;
  friend Decimal operator+(const Decimal& a, const Decimal& b) {
    if (!are_alike(a, b)) return sum(a, b);
    Decimal result;
    const uint64_t low = a.bits_[0] + b.bits_[0];
    result.bits_ = {low, a.bits_[1] | uint64_t{low < a.bits_[0]}};
    return result;
  }
  friend Decimal operator-(const Decimal& a, const Decimal& b);
  friend Decimal operator*(const Decimal& a, const Decimal& b);
  // Not finite when `b` is zero.
  friend Decimal operator/(const Decimal& a, const Decimal& b);
  // a - b·floor(a/b), as FEEL's modulo.
  friend Decimal modulo(const Decimal& a, const Decimal& b);
  // Correct to 34 digits, as are the root, the exponential and the logarithm.
  friend Decimal pow(const Decimal& a, const Decimal& b);
  friend Decimal sqrt(const Decimal& a);
  friend Decimal exp(const Decimal& a);
  friend Decimal log(const Decimal& a);
  // Numerical: 1.0 equals 1.00. Not finite values are never equal.
  friend bool operator==(const Decimal& a, const Decimal& b);
  friend std::partial_ordering operator<=>(const Decimal& a, const Decimal& b) {
    if (!are_alike(a, b)) return order(a, b);
    return (a.bits_[1] & kSign) == 0 ? a.bits_[0] <=> b.bits_[0] : b.bits_[0] <=> a.bits_[0];
  }

 private:
  static constexpr uint64_t kSign = uint64_t{1} << 63;
  // Numbers of one sign and one exponent whose coefficients fit 64 bits, as nearly all are: their
  // lower halves are added and compared.
  static bool are_alike(const Decimal& a, const Decimal& b) {
    constexpr uint64_t special = uint64_t{3} << 61;  // large coefficient, infinity or NaN
    constexpr uint64_t upper_coefficient = (uint64_t{1} << 49) - 1;
    return a.bits_[1] == b.bits_[1] && (a.bits_[1] & special) != special &&
           (a.bits_[1] & upper_coefficient) == 0;
  }
  // The natural logarithm to about 33 digits.
  static Decimal near_log(const Decimal& a);
  static Decimal sum(const Decimal& a, const Decimal& b);
  static std::partial_ordering order(const Decimal& a, const Decimal& b);

  std::array<uint64_t, 2> bits_;  // BID encoding
};

}  // namespace base
