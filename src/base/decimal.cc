#include "base/decimal.h"

// Of the library's eight builds this is 000: arguments by value, rounding and flags passed as
// arguments.
#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#include <bid_conf.h>
#include <bid_functions.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>

#include "base/decimal/guarded.h"

namespace base {
namespace {

__extension__ using Int128 = __int128;
__extension__ using Uint128 = unsigned __int128;

using Bits = std::array<uint64_t, 2>;

constexpr uint64_t sign_bit = uint64_t{1} << 63;
constexpr uint64_t special_bits = uint64_t{3} << 61;  // large coefficient, infinity or NaN
constexpr int exponent_shift = 49;
constexpr uint64_t exponent_mask = 0x3fff;
constexpr int exponent_bias = 6176;
constexpr Bits not_a_number = {0, 0x7c00000000000000};
constexpr unsigned nearest = BID_ROUNDING_TO_NEAREST;

BID_UINT128 bid(const Bits& bits) { return std::bit_cast<BID_UINT128>(bits); }
Bits bits_of(BID_UINT128 value) { return std::bit_cast<Bits>(value); }

// A number whose coefficient fits 64 bits, as nearly all do: their arithmetic is done here, which
// is several times faster than the library's general way. Others are not `small`.
struct Small {
  bool ok = false;
  bool negative = false;
  int exponent = 0;  // biased
  uint64_t coefficient = 0;
};

// Whether the upper half says: a number, and its coefficient lies in the lower half.
inline bool is_small(uint64_t high) {
  return (high & special_bits) != special_bits &&
         (high & ((uint64_t{1} << exponent_shift) - 1)) == 0;
}

inline Small small(const Bits& bits) {
  const uint64_t high = bits[1];
  if (!is_small(high)) return {};
  const int exponent = static_cast<int>((high >> exponent_shift) & exponent_mask);
  return {true, (high & sign_bit) != 0, exponent, bits[0]};
}

Bits encode(bool negative, int biased_exponent, Uint128 coefficient) {
  const uint64_t high = static_cast<uint64_t>(coefficient >> 64);
  return {static_cast<uint64_t>(coefficient),
          (negative ? sign_bit : 0) | (static_cast<uint64_t>(biased_exponent) << exponent_shift) |
              high};
}

Int128 signed_value(const Small& number) {
  return number.negative ? -Int128{number.coefficient} : Int128{number.coefficient};
}

constexpr std::array<int64_t, 19> powers_of_ten = [] {
  std::array<int64_t, 19> powers{};
  int64_t power = 1;
  for (auto& one : powers) {
    one = power;
    power *= power < INT64_MAX / 10 ? 10 : 1;
  }
  return powers;
}();

// Two small numbers as whole multiples of ten to the same exponent.
struct Aligned {
  bool ok = false;
  int exponent = 0;
  Int128 a = 0;
  Int128 b = 0;
};

inline Aligned align(const Small& a, const Small& b) {
  if (!a.ok || !b.ok) return {};
  const int apart = a.exponent - b.exponent;
  if (apart == 0) return {true, a.exponent, signed_value(a), signed_value(b)};
  if (apart > 0 && apart < 19) {
    return {true, b.exponent, signed_value(a) * powers_of_ten[static_cast<size_t>(apart)],
            signed_value(b)};
  }
  if (apart < 0 && apart > -19) {
    return {true, a.exponent, signed_value(a),
            signed_value(b) * powers_of_ten[static_cast<size_t>(-apart)]};
  }
  return {};
}

constexpr Int128 coefficient_limit = Int128{1'000'000'000'000'000'000} * 10'000'000'000'000'000;

// Empty when it is not the simple case.
std::optional<Bits> add_small(const Small& a, const Small& b) {
  const Aligned both = align(a, b);
  if (!both.ok) return std::nullopt;
  const Int128 sum = both.a + both.b;
  if (sum >= coefficient_limit || sum <= -coefficient_limit) return std::nullopt;
  const bool negative = sum < 0 || (sum == 0 && a.negative && b.negative);
  return encode(negative, both.exponent, static_cast<Uint128>(sum < 0 ? -sum : sum));
}

// Quotients of few digits, and those by a power of ten.
std::optional<Bits> divide_small(const Small& a, const Small& b) {
  if (!a.ok || !b.ok || b.coefficient == 0) return std::nullopt;
  constexpr int digits_more_max = 3;
  int exponent = a.exponent - b.exponent + exponent_bias;
  uint64_t coefficient = a.coefficient;
  int digits_more = 0;
  while (coefficient % b.coefficient != 0 && digits_more < digits_more_max &&
         coefficient <= UINT64_MAX / 10) {
    coefficient *= 10;
    ++digits_more;
  }
  if (coefficient % b.coefficient == 0) {
    coefficient /= b.coefficient;
    exponent -= digits_more;
  } else {
    const auto* power =
        std::find(powers_of_ten.begin(), powers_of_ten.end(), static_cast<int64_t>(b.coefficient));
    if (power == powers_of_ten.end()) return std::nullopt;
    coefficient = a.coefficient;
    exponent -= static_cast<int>(power - powers_of_ten.begin());
  }
  if (exponent < 0 || exponent > 2 * exponent_bias - 100) return std::nullopt;
  return encode(a.negative != b.negative, exponent, coefficient);
}

std::optional<Bits> multiply_small(const Small& a, const Small& b) {
  // Any product of two numbers below 10^17 has at most 34 digits.
  constexpr uint64_t limit = 100'000'000'000'000'000;
  if (!a.ok || !b.ok || a.coefficient >= limit || b.coefficient >= limit) return std::nullopt;
  const int exponent = a.exponent + b.exponent - exponent_bias;
  if (exponent < 0 || exponent > 2 * exponent_bias - 100) return std::nullopt;
  return encode(a.negative != b.negative, exponent, Uint128{a.coefficient} * b.coefficient);
}

unsigned bid_rounding(Rounding mode, bool negative) {
  switch (mode) {
    case Rounding::HalfEven: return BID_ROUNDING_TO_NEAREST;
    case Rounding::HalfUp: return BID_ROUNDING_TIES_AWAY;
    case Rounding::HalfDown:
    case Rounding::Down: return BID_ROUNDING_TO_ZERO;
    case Rounding::Up: return negative ? BID_ROUNDING_DOWN : BID_ROUNDING_UP;
    case Rounding::Floor: return BID_ROUNDING_DOWN;
    case Rounding::Ceiling: return BID_ROUNDING_UP;
  }
  return nearest;
}

bool is_number(std::string_view text) {
  size_t at = 0;
  const auto digits = [&] {
    const size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    return at - start;
  };
  const auto sign = [&] {
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  };
  sign();
  const size_t whole = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (digits() == 0) return false;
  } else if (whole == 0) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    sign();
    const size_t count = digits();
    if (count == 0 || count > 6) return false;
  }
  return at == text.size();
}

// "12.5": few digits and no exponent; empty for anything else. The text is a number.
std::optional<Bits> parse_short(std::string_view text) {
  if (text.size() > 18) return std::nullopt;
  const bool negative = text.front() == '-';
  uint64_t coefficient = 0;
  int behind = 0;
  bool is_behind = false;
  for (const char c : text.substr(negative || text.front() == '+' ? 1 : 0)) {
    if (c == 'e' || c == 'E') return std::nullopt;
    if (c == '.') {
      is_behind = true;
      continue;
    }
    coefficient = coefficient * 10 + static_cast<uint64_t>(c - '0');
    behind += is_behind;
  }
  return encode(negative, exponent_bias - behind, coefficient);
}

// Empty when a digit is lost.
std::optional<Bits> exact_product(const Bits& a, const Bits& b) {
  if (const auto product = multiply_small(small(a), small(b))) return product;
  unsigned flags = 0;
  const Bits product = bits_of(bid128_mul(bid(a), bid(b), nearest, &flags));
  return flags & BID_INEXACT_EXCEPTION ? std::nullopt : std::optional(product);
}

// By squaring; empty when a digit is lost.
std::optional<Bits> exact_power(std::optional<Bits> base, int64_t exponent) {
  std::optional<Bits> result = encode(false, exponent_bias, 1);
  while (true) {
    if (exponent & 1) result = exact_product(*result, *base);
    exponent >>= 1;
    if (exponent == 0 || !result) return result;
    base = exact_product(*base, *base);
    if (!base) return std::nullopt;
  }
}

// `digits` × 10^exponent without trailing zeros, in plain or scientific notation.
std::string layout(std::string digits, int exponent) {
  while (digits.size() > 1 && digits.back() == '0') {
    digits.pop_back();
    ++exponent;
  }
  const int size = static_cast<int>(digits.size());
  const int point = size + exponent;  // digits in front of the decimal point
  if (exponent >= 0 && point <= 34) return digits + std::string(static_cast<size_t>(exponent), '0');
  if (exponent < 0 && point > 0) return digits.insert(static_cast<size_t>(point), ".");
  if (exponent < 0 && point > -7)
    return "0." + std::string(static_cast<size_t>(-point), '0') + digits;
  if (size > 1) digits.insert(1, ".");
  return digits + (point > 0 ? "E+" : "E") + std::to_string(point - 1);
}

}  // namespace

Decimal Decimal::scaled(int64_t unscaled, int scale) {
  Decimal result(unscaled);
  unsigned flags = 0;
  result.bits_ = bits_of(bid128_scalbn(bid(result.bits_), -scale, nearest, &flags));
  return result;
}

Decimal Decimal::of_double(double value) {
  Decimal result;
  result.bits_ = not_a_number;
  if (!std::isfinite(value)) return result;
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  return parse({text, static_cast<size_t>(end - text)}).value_or(result);
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
  if (!is_number(text)) return std::nullopt;
  if (const auto short_one = parse_short(text)) {
    Decimal result;
    result.bits_ = *short_one;
    return result;
  }
  std::string copy(text);
  unsigned flags = 0;
  Decimal result;
  result.bits_ = bits_of(bid128_from_string(copy.data(), nearest, &flags));
  if (!result.is_finite()) return std::nullopt;
  return result;
}

bool Decimal::is_integer() const {
  if (!is_finite()) return false;
  if (const Small number = small(bits_); number.ok && number.exponent >= exponent_bias) return true;
  unsigned flags = 0;
  const BID_UINT128 whole = bid128_round_integral_zero(bid(bits_), &flags);
  return bid128_quiet_equal(whole, bid(bits_), &flags) != 0;
}

bool Decimal::is_zero() const {
  if (const Small number = small(bits_); number.ok) return number.coefficient == 0;
  return bid128_isZero(bid(bits_)) != 0;
}
bool Decimal::is_negative() const { return (bits_[1] & sign_bit) != 0 && !is_zero(); }

std::optional<int64_t> Decimal::to_int64() const {
  const Small number = small(bits_);
  if (number.ok && number.exponent == exponent_bias && number.coefficient <= INT64_MAX) {
    const auto value = static_cast<int64_t>(number.coefficient);
    return number.negative ? -value : value;
  }
  unsigned flags = 0;
  const int64_t value = bid128_to_int64_xint(bid(bits_), &flags);
  if (flags & (BID_INVALID_EXCEPTION | BID_INEXACT_EXCEPTION)) return std::nullopt;
  return value;
}

double Decimal::to_double() const {
  unsigned flags = 0;
  return bid128_to_binary64(bid(bits_), nearest, &flags);
}

std::optional<int64_t> Decimal::to_scaled(int scale) const {
  Decimal moved;
  unsigned flags = 0;
  moved.bits_ = bits_of(bid128_scalbn(bid(bits_), scale, nearest, &flags));
  return moved.to_int64();
}

std::string Decimal::print() const {
  char text[64];
  if (const Small number = small(bits_); number.ok && number.exponent == exponent_bias) {
    const auto whole = std::to_string(number.coefficient);
    return number.negative && number.coefficient != 0 ? "-" + whole : whole;
  }
  unsigned flags = 0;
  bid128_to_string(text, bid(bits_), &flags);
  const std::string_view all = text;  // "+1250E-2", "-Inf", "+NaN"
  const size_t mark = all.find('E');
  if (mark == std::string_view::npos) {
    if (all.find("Inf") == std::string_view::npos) return "NaN";
    return all.front() == '-' ? "-Infinity" : "Infinity";
  }
  if (is_zero()) return "0";
  int exponent = 0;
  const char* digits = text + mark + 1;
  if (*digits == '+') ++digits;
  std::from_chars(digits, text + all.size(), exponent);
  const std::string plain = layout(std::string(all.substr(1, mark - 1)), exponent);
  return all.front() == '-' ? "-" + plain : plain;
}

Decimal Decimal::round(int scale, Rounding mode) const {
  if (!is_finite()) return *this;
  scale = std::clamp(scale, -6000, 6000);
  const Small number = small(bits_);
  if (number.ok && number.exponent >= exponent_bias - scale) return *this;
  const BID_UINT128 unit = bid(scaled(1, scale).bits_);
  const auto rounded = [&](Rounding how) {
    unsigned flags = 0;
    Decimal result;
    result.bits_ =
        bits_of(bid128_quantize(bid(bits_), unit, bid_rounding(how, is_negative()), &flags));
    return result;
  };
  Decimal result = rounded(mode);
  // The library refuses when zeros would have to be added beyond 34 digits: nothing to round then.
  if (!result.is_finite()) return *this;
  if (mode == Rounding::HalfDown) {
    const Decimal half = scaled(5, scale + 1);
    if ((*this - result).abs() > half) result = rounded(Rounding::Up);
  }
  return result;
}

Decimal Decimal::abs() const {
  Decimal result = *this;
  result.bits_[1] &= ~sign_bit;
  return result;
}

Decimal Decimal::operator-() const {
  Decimal result = *this;
  result.bits_[1] ^= sign_bit;
  return result;
}

Decimal Decimal::sum(const Decimal& a, const Decimal& b) {
  Decimal result;
  if (const auto sum = add_small(small(a.bits_), small(b.bits_))) {
    result.bits_ = *sum;
    return result;
  }
  unsigned flags = 0;
  result.bits_ = bits_of(bid128_add(bid(a.bits_), bid(b.bits_), nearest, &flags));
  return result;
}

Decimal operator-(const Decimal& a, const Decimal& b) { return a + -b; }

Decimal operator*(const Decimal& a, const Decimal& b) {
  Decimal result;
  if (const auto product = multiply_small(small(a.bits_), small(b.bits_))) {
    result.bits_ = *product;
    return result;
  }
  unsigned flags = 0;
  result.bits_ = bits_of(bid128_mul(bid(a.bits_), bid(b.bits_), nearest, &flags));
  return result;
}

Decimal operator/(const Decimal& a, const Decimal& b) {
  Decimal result;
  if (const auto quotient = divide_small(small(a.bits_), small(b.bits_))) {
    result.bits_ = *quotient;
    return result;
  }
  unsigned flags = 0;
  result.bits_ = bits_of(bid128_div(bid(a.bits_), bid(b.bits_), nearest, &flags));
  return result;
}

Decimal modulo(const Decimal& a, const Decimal& b) {
  Decimal rest;
  if (const Aligned both = align(small(a.bits_), small(b.bits_)); both.ok && both.b != 0) {
    const bool is_short = both.a == static_cast<int64_t>(both.a) &&
                          both.b == static_cast<int64_t>(both.b) && both.b != -1;
    const Int128 remainder =
        is_short ? Int128{static_cast<int64_t>(both.a) % static_cast<int64_t>(both.b)}
                 : both.a % both.b;
    rest.bits_ = encode(remainder < 0, both.exponent,
                        static_cast<Uint128>(remainder < 0 ? -remainder : remainder));
  } else {
    unsigned flags = 0;
    rest.bits_ = bits_of(bid128_fmod(bid(a.bits_), bid(b.bits_), &flags));
  }
  // The remainder of the library has the sign of `a`, FEEL's that of `b`.
  if (!rest.is_zero() && rest.is_negative() != b.is_negative()) rest = rest + b;
  return rest;
}

Decimal pow(const Decimal& a, const Decimal& b) {
  const auto whole = b.to_int64();
  const bool is_usual = a.is_finite() && b.is_finite() && !a.is_zero();
  if (!is_usual || (!whole && a.is_negative())) {
    unsigned flags = 0;
    Decimal result;
    result.bits_ = bits_of(bid128_pow(bid(a.bits_), bid(b.bits_), nearest, &flags));
    return result;
  }
  if (!whole) return guarded::power(a, b, Decimal::near_log(a));
  constexpr int64_t exact_max = 1000;
  if (*whole < -exact_max || *whole > exact_max) return guarded::whole_power(a, *whole);
  const auto exact = exact_power(a.bits_, *whole < 0 ? -*whole : *whole);
  if (!exact) return guarded::whole_power(a, *whole);
  Decimal result;
  result.bits_ = *exact;
  return *whole < 0 ? Decimal(1) / result : result;
}

Decimal sqrt(const Decimal& a) {
  unsigned flags = 0;
  Decimal result;
  result.bits_ = bits_of(bid128_sqrt(bid(a.bits_), nearest, &flags));
  return result;
}

Decimal exp(const Decimal& a) { return a.is_finite() ? guarded::exponential(a) : a; }

Decimal Decimal::near_log(const Decimal& a) {
  unsigned flags = 0;
  Decimal result;
  result.bits_ = bits_of(bid128_log(bid(a.bits_), nearest, &flags));
  return result;
}

Decimal log(const Decimal& a) {
  const Decimal near = Decimal::near_log(a);
  return near.is_finite() ? guarded::logarithm(a, near) : near;
}

bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

std::partial_ordering Decimal::order(const Decimal& a, const Decimal& b) {
  const Aligned both = align(small(a.bits_), small(b.bits_));
  if (both.ok) return both.a <=> both.b;
  unsigned flags = 0;
  // Infinity compares with nothing, as a value that is not finite is no answer.
  if (!a.is_finite() || !b.is_finite()) return std::partial_ordering::unordered;
  if (bid128_quiet_equal(bid(a.bits_), bid(b.bits_), &flags)) {
    return std::partial_ordering::equivalent;
  }
  return bid128_quiet_less(bid(a.bits_), bid(b.bits_), &flags) ? std::partial_ordering::less
                                                               : std::partial_ordering::greater;
}

}  // namespace base
