#include "records/amounts.h"

#include "base/text.h"

namespace records {

namespace {

// Nothing of what is no amount, or beyond what is written.
std::optional<int64_t> fen_of(const feel::Value& amount) {
  if (!amount.is(feel::Kind::Number)) return {};
  return (amount.number() * base::Decimal(100)).round(0, base::Rounding::HalfUp).to_int64();
}

}  // namespace

feel::Value in_words(const feel::Value& amount) {
  const auto fen = fen_of(amount);
  return fen ? feel::Value(base::formal_amount(*fen)) : feel::Value();
}

feel::Value in_figures(const feel::Value& amount) {
  const auto fen = fen_of(amount);
  if (!fen) return {};
  std::string digits = std::to_string(*fen);
  const std::string sign = digits[0] == '-' ? "-" : "";
  digits.erase(0, sign.size());
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  for (size_t at = digits.size() - 2; at > 3; at -= 3) digits.insert(at - 3, ",");
  digits.insert(digits.size() - 2, ".");
  return feel::Value(sign + "¥" + digits);
}

}  // namespace records
