#include "base/decimal.h"

#include <gtest/gtest.h>

#include "base/random.h"

namespace base {
namespace {

Decimal number(std::string_view text) { return Decimal::parse(text).value(); }

TEST(decimal, prints_what_it_reads_without_trailing_zeros) {
  for (const char* text :
       {"0", "1", "-1", "1200", "0.05", "-12.5", "1234567890123456789012345678901234", "0.000001",
        "1E+40", "1.5E-20", "-3.25E+50"}) {
    EXPECT_EQ(number(text).print(), text);
  }
  EXPECT_EQ(number("12.50").print(), "12.5");
  EXPECT_EQ(number("1e3").print(), "1000");
  EXPECT_EQ(number(".5").print(), "0.5");
  EXPECT_EQ(number("-0").print(), "0");
  EXPECT_EQ(number("007").print(), "7");
}

TEST(decimal, refuses_what_is_no_number) {
  for (const char* text : {"", " ", "1 ", "abc", "1.", ".", "+", "1e", "--1", "1,000", "NaN", "Inf",
                           "1e9999", "0x10"}) {
    EXPECT_FALSE(Decimal::parse(text)) << text;
  }
}

TEST(decimal, rounds_texts_of_more_than_34_digits) {
  EXPECT_EQ(number("0." + std::string(200, '3')).print(), "0." + std::string(34, '3'));
  EXPECT_EQ(number("1" + std::string(150, '0')).print(), "1E+150");
}

TEST(decimal, adds_money_exactly) {
  EXPECT_EQ((number("0.1") + number("0.2")).print(), "0.3");
  EXPECT_EQ((number("1.10") - number("1.1")).print(), "0");
  EXPECT_EQ((number("9999999999999999999") + Decimal(1)).print(), "10000000000000000000");
  EXPECT_EQ((Decimal(INT64_MIN)).print(), "-9223372036854775808");
  EXPECT_EQ((Decimal(INT64_MIN) + Decimal(INT64_MIN)).print(), "-18446744073709551616");
}

TEST(decimal, the_fast_way_agrees_with_the_library) {
  SeededRandom random(7);
  const auto any = [&] {
    uint64_t bits = 0;
    random.fill(&bits, sizeof bits);
    const int64_t value = static_cast<int64_t>(bits) >> (bits % 60);
    return Decimal::scaled(value, static_cast<int>(bits % 5));
  };
  const Decimal wide = number("1E+33");  // forces the general way
  for (int i = 0; i < 20000; ++i) {
    const Decimal a = any();
    const Decimal b = any();
    EXPECT_EQ(a + b - b, a);
    EXPECT_EQ(a * b, b * a);
    if (!b.is_zero() && a.abs() < Decimal(1'000'000) && b.abs() < Decimal(1'000'000)) {
      EXPECT_EQ(a * b / b, a) << a.print() << " " << b.print();
    }
    EXPECT_EQ(a < b, (a - b).is_negative());
    EXPECT_TRUE(a < wide);
  }
}

TEST(decimal, fast_division_and_sums_of_mixed_scales_agree_with_the_library) {
  SeededRandom random(8);
  const auto any = [&] {
    uint64_t bits = 0;
    random.fill(&bits, sizeof bits);
    const int64_t value = static_cast<int64_t>(bits) >> (40 + bits % 24);
    return Decimal::scaled(value, static_cast<int>(bits / 64 % 24));
  };
  // Twenty digits more than 64 bits hold: the general way.
  const Decimal wide = number("100000000000000000001");
  for (int i = 0; i < 20000; ++i) {
    const Decimal a = any();
    const Decimal b = any();
    SCOPED_TRACE(a.print() + " and " + b.print());
    EXPECT_EQ((a + b) * wide, a * wide + b * wide);
    EXPECT_EQ(a < b, a * wide < b * wide);
    EXPECT_EQ(a.print(), number(a.print()).print());
    if (b.is_zero()) continue;
    EXPECT_EQ(a / b, (a * wide) / (b * wide));
    EXPECT_EQ(modulo(a, b) * wide, modulo(a * wide, b * wide));
  }
}

TEST(decimal, equal_numbers_are_equal_whatever_their_scale) {
  EXPECT_EQ(number("1.0"), number("1.00"));
  EXPECT_LT(number("-2"), number("1.99"));
  EXPECT_EQ(number("1e2"), Decimal(100));
  EXPECT_NE(Decimal(1) / Decimal(0), Decimal(1) / Decimal(0));
}

TEST(decimal, division_by_zero_is_not_finite) {
  EXPECT_FALSE((Decimal(1) / Decimal(0)).is_finite());
  EXPECT_FALSE((Decimal(0) / Decimal(0)).is_finite());
  EXPECT_FALSE(modulo(Decimal(1), Decimal(0)).is_finite());
  EXPECT_FALSE((Decimal(1) / Decimal(0)).to_int64());
}

TEST(decimal, rounds_in_every_way) {
  const auto rounded = [](const char* text, int scale, Rounding mode) {
    return number(text).round(scale, mode).print();
  };
  EXPECT_EQ(rounded("2.5", 0, Rounding::HalfEven), "2");
  EXPECT_EQ(rounded("2.5", 0, Rounding::HalfUp), "3");
  EXPECT_EQ(rounded("-2.5", 0, Rounding::HalfUp), "-3");
  EXPECT_EQ(rounded("2.5", 0, Rounding::HalfDown), "2");
  EXPECT_EQ(rounded("2.51", 0, Rounding::HalfDown), "3");
  EXPECT_EQ(rounded("-2.5", 0, Rounding::HalfDown), "-2");
  EXPECT_EQ(rounded("-2.51", 0, Rounding::HalfDown), "-3");
  EXPECT_EQ(rounded("1.01", 1, Rounding::Up), "1.1");
  EXPECT_EQ(rounded("-1.01", 1, Rounding::Up), "-1.1");
  EXPECT_EQ(rounded("-1.09", 1, Rounding::Down), "-1");
  EXPECT_EQ(rounded("-1.01", 1, Rounding::Floor), "-1.1");
  EXPECT_EQ(rounded("-1.09", 1, Rounding::Ceiling), "-1");
  EXPECT_EQ(rounded("1250", -2, Rounding::HalfEven), "1200");
  EXPECT_EQ(rounded("1.5", 40, Rounding::HalfEven), "1.5");
}

TEST(decimal, converts_to_stored_integers_only_exactly) {
  EXPECT_EQ(number("1234.5").to_scaled(2), 123450);
  EXPECT_EQ(number("1234.505").to_scaled(2), std::nullopt);
  EXPECT_EQ(number("1e30").to_scaled(2), std::nullopt);
  EXPECT_EQ(Decimal::scaled(123450, 2).print(), "1234.5");
  EXPECT_EQ(number("12.0").to_int64(), 12);
  EXPECT_EQ(number("12.5").to_int64(), std::nullopt);
  EXPECT_TRUE(number("12.0").is_integer());
  EXPECT_FALSE(number("12.5").is_integer());
}

TEST(decimal, reads_doubles_by_their_shortest_text) {
  EXPECT_EQ(Decimal::of_double(0.1).print(), "0.1");
  EXPECT_EQ(Decimal::of_double(-1e21).print(), "-1000000000000000000000");
  EXPECT_DOUBLE_EQ(number("0.1").to_double(), 0.1);
}

TEST(decimal, modulo_has_the_sign_of_the_divisor) {
  EXPECT_EQ(modulo(Decimal(12), Decimal(5)).print(), "2");
  EXPECT_EQ(modulo(Decimal(-12), Decimal(5)).print(), "3");
  EXPECT_EQ(modulo(Decimal(12), Decimal(-5)).print(), "-3");
  EXPECT_EQ(modulo(number("10.1"), number("4.5")).print(), "1.1");
}

TEST(decimal, powers_of_whole_numbers_are_exact) {
  EXPECT_EQ(pow(Decimal(2), Decimal(100)).print(), "1267650600228229401496703205376");
  EXPECT_EQ(pow(Decimal(2), Decimal(-1)).print(), "0.5");
  EXPECT_EQ(pow(Decimal(0), Decimal(0)).print(), "1");
  EXPECT_EQ(pow(Decimal(4), number("0.5")).print(), "2");
  EXPECT_EQ(sqrt(Decimal(16)).print(), "4");
  EXPECT_FALSE(sqrt(Decimal(-1)).is_finite());
  EXPECT_EQ(exp(Decimal(0)).print(), "1");
  EXPECT_EQ(log(Decimal(1)).print(), "0");
}

TEST(decimal, powers_have_34_right_digits) {
  // Worked out with 120 digits, rounded half even.
  constexpr std::array<std::array<const char*, 3>, 19> powers = {{
      {"1.000000001", "1000000000", "2.718281827099904322376644023860333"},
      {"1.1", "10000", "8.449900251200347957281490432934723E+413"},
      {"1.01", "365", "37.78343433288715887761660479649761"},
      {"1.05", "-30", "0.2313774486558581681024428551323753"},
      {"-1.1", "101", "-15158.67357380449720253017088929860"},
      {"1.5", "0.3", "1.129346935456855451446295795134380"},
      {"2", "0.5", "1.414213562373095048801688724209698"},
      {"6.25", "0.5", "2.500000000000000000000000000000000"},
      {"10", "6144", "1.000000000000000000000000000000000E+6144"},
      {"10", "-6176", "1E-6176"},
      {"2", "-20504", "4.797E-6173"},
      {"0.97", "12345.678", "4.876303774523999851303821749655669E-164"},
      {"1.000000000000000000000000000000001", "1e34", "22026.46579480671651695790064528413"},
      {"3", "-2.5", "0.06415002990995841827879430894466194"},
      {"123456789.987654321", "700", "1.149440381713350672962136143425845E+5664"},
      {"12345678901234567", "2", "152415787532388345526596755677489"},
      {"99999999999999999.5", "2", "9999999999999999900000000000000000"},
      {"1E-6000", "0.001", "0.000001000000000000000000000000000000000"},
      {"2", "0.0000000001", "1.000000000069314718058396796011370"},
  }};
  for (const auto& [base, exponent, wanted] : powers) {
    EXPECT_EQ(pow(number(base), number(exponent)), number(wanted)) << base << " ** " << exponent;
  }
  EXPECT_FALSE(pow(Decimal(10), Decimal(6145)).is_finite());
  EXPECT_FALSE(pow(number("1.5"), number("1e30")).is_finite());
  EXPECT_FALSE(pow(Decimal(-2), number("0.5")).is_finite());
  EXPECT_EQ(pow(number("0.5"), Decimal(INT64_MAX)).print(), "0");
  EXPECT_EQ(pow(number("0.5"), number("1e30")).print(), "0");
  EXPECT_EQ(pow(Decimal(0), Decimal(5)).print(), "0");
}

TEST(decimal, exponentials_and_logarithms_have_34_right_digits) {
  constexpr std::array<std::array<const char*, 2>, 5> exponentials = {{
      {"10", "22026.46579480671651695790064528424"},
      {"-0.5", "0.6065306597126334236037995349911805"},
      {"14000.5", "2.187227141602779406767359742580220E+6080"},
      {"0.1", "1.105170918075647624811707826490247"},
      {"1E-30", "1.000000000000000000000000000001000"},
  }};
  for (const auto& [x, wanted] : exponentials) EXPECT_EQ(exp(number(x)), number(wanted)) << x;
  constexpr std::array<std::array<const char*, 2>, 6> logarithms = {{
      {"2", "0.6931471805599453094172321214581766"},
      {"10", "2.302585092994045684017991454684364"},
      {"0.999999999999999999999999", "-1.000000000000000000000000500000000E-24"},
      {"1.000000000000000000000000000000001", "9.999999999999999999999999999999995E-34"},
      {"1.5E-6000", "-13815.10509285616593972597071499072"},
      {"9.9E6144", "14149.37534611255722684937394017786"},
  }};
  for (const auto& [x, wanted] : logarithms) EXPECT_EQ(log(number(x)), number(wanted)) << x;
  EXPECT_FALSE(exp(Decimal(20000)).is_finite());
  EXPECT_EQ(exp(Decimal(-20000)).print(), "0");
}

}  // namespace
}  // namespace base
