// Formal Chinese numerals of an amount, as bills and settlement vouchers require them.
#include <array>

#include "base/text.h"

namespace base {
namespace {

constexpr std::array<std::string_view, 10> digits = {"零", "壹", "贰", "叁", "肆",
                                                     "伍", "陆", "柒", "捌", "玖"};

struct Place {
  uint64_t value;
  std::string_view name;
};
constexpr std::array<Place, 5> places = {
    {{100'000'000, "亿"}, {10'000, "万"}, {1'000, "仟"}, {100, "佰"}, {10, "拾"}}};

// A number above zero.
std::string read(uint64_t number) {
  for (const Place& place : places) {
    if (number < place.value) continue;
    const uint64_t rest = number % place.value;
    std::string out = read(number / place.value) + std::string(place.name);
    if (rest == 0) return out;
    // A place left empty is read as one zero.
    if (rest < place.value / 10) out += "零";
    return out + read(rest);
  }
  return std::string(digits[number]);
}

}  // namespace

std::string formal_amount(int64_t fen) {
  const uint64_t all = fen < 0 ? ~static_cast<uint64_t>(fen) + 1 : static_cast<uint64_t>(fen);
  const uint64_t yuan = all / 100;
  const uint64_t jiao = all / 10 % 10;
  const uint64_t cent = all % 10;
  std::string out = fen < 0 ? "负" : "";
  if (all == 0) return "零元整";
  if (yuan > 0) out += read(yuan) + "元";
  if (jiao > 0) out += std::string(digits[jiao]) + "角";
  if (cent == 0) return jiao == 0 ? out + "整" : out;
  if (jiao == 0 && yuan > 0) out += "零";
  return out + std::string(digits[cent]) + "分";
}

}  // namespace base
