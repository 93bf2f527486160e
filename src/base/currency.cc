#include "base/currency.h"

#include <algorithm>

namespace base {

namespace {

// ISO 4217, list one: the codes of currencies in circulation, by their minor units.
constexpr std::string_view whole =
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
constexpr std::string_view thousandths = "BHD IQD JOD KWD LYD OMR TND";
constexpr std::string_view hundredths =
    "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD "
    "HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA "
    "MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN "
    "QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
    "TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG";

bool lists(std::string_view codes, std::string_view code) {
  return codes.find(code) != std::string_view::npos;
}

}  // namespace

bool is_currency_shaped(std::string_view text) {
  return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::optional<int> minor_units(std::string_view currency) {
  if (!is_currency_shaped(currency)) return {};
  if (lists(hundredths, currency)) return 2;
  if (lists(whole, currency)) return 0;
  if (lists(thousandths, currency)) return 3;
  return {};
}

std::optional<Text> amount_problem(const Decimal& amount, std::string_view currency) {
  const auto units = minor_units(currency);
  if (!units) return Text{"须先选择币种", "needs its currency"};
  if (amount.round(*units, Rounding::Down) == amount) return {};
  const std::string n = std::to_string(*units);
  const std::string code(currency);
  return Text{code + " 最多 " + n + " 位小数", code + " may have at most " + n + " decimals"};
}

}  // namespace base
