#include "feel/value/print.h"

#include "feel/syntax/scanner.h"
#include "feel/temporal/temporal.h"

namespace feel {
namespace {

enum class Style { Text, Source };

struct Manner {
  Style style = Style::Text;
  size_t bytes_max = std::string::npos;  // behind it nothing more is begun
};

std::string in_quotes(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    switch (c) {
      case '"': made += "\\\""; break;
      case '\\': made += "\\\\"; break;
      case '\n': made += "\\n"; break;
      case '\r': made += "\\r"; break;
      case '\t': made += "\\t"; break;
      default: made.push_back(c);
    }
  }
  return made + "\"";
}

// Reads back as the same name without quotes; white space at an end or twice would be lost.
bool is_plain_name(std::string_view name) {
  if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
  if (normal_name(name) != name) return false;
  for (const char c : name) {
    const auto u = static_cast<unsigned char>(c);
    const bool is_part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ' ' ||
                         (c >= '0' && c <= '9') || u >= 0x80;
    if (!is_part) return false;
  }
  return true;
}

// As XML Schema writes decimals: "1E-10" as "0.0000000001".
std::string without_exponent(const base::Decimal& number) {
  std::string text = number.print();
  const size_t mark = text.find('E');
  if (mark == std::string::npos) return text;
  const int exponent = std::stoi(text.substr(mark + 1));
  const bool is_negative = text.front() == '-';
  std::string digits = text.substr(is_negative, mark - is_negative);
  std::erase(digits, '.');
  if (exponent >= 0) {
    digits.append(static_cast<size_t>(exponent) + 1 - digits.size(), '0');
  } else {
    digits.insert(0, "0." + std::string(static_cast<size_t>(-exponent - 1), '0'));
  }
  return is_negative ? "-" + digits : digits;
}

void append(std::string& into, const Value& value, const Manner& manner);

void append_list(std::string& into, std::span<const Value> items, const Manner& manner) {
  into += '[';
  for (size_t i = 0; i < items.size() && into.size() <= manner.bytes_max; ++i) {
    if (i != 0) into += ", ";
    append(into, items[i], manner);
  }
  into += ']';
}

void append_context(std::string& into, const Value& value, const Manner& manner) {
  into += '{';
  for (size_t i = 0; i < value.names().size() && into.size() <= manner.bytes_max; ++i) {
    if (i != 0) into += ", ";
    const auto& name = value.names()[i];
    into += is_plain_name(name) ? name : in_quotes(name);
    into += ": ";
    append(into, value.values()[i], manner);
  }
  into += '}';
}

// An end as an expression, also in a text: bare, "2020-01-01" would be a difference.
void append_end(std::string& into, const Value& end, const Manner& manner) {
  append(into, end, end.is(Kind::Number) ? manner : Manner{Style::Source});
}

void append_range(std::string& into, const Range& range, const Manner& manner) {
  if (range.is_comparison) {
    const bool is_high = range.low.is_null();
    const bool is_included = is_high ? range.has_high_included : range.has_low_included;
    into += is_high ? "(<" : range.high.is_null() ? "(>" : "(";
    if (is_included) into += '=';
    append_end(into, is_high ? range.high : range.low, manner);
    into += ')';
    return;
  }
  into += range.has_low_included ? '[' : '(';
  append_end(into, range.low, manner);
  into += "..";
  append_end(into, range.high, manner);
  into += range.has_high_included ? ']' : ')';
}

void append(std::string& into, const Value& value, const Manner& manner) {
  switch (value.kind()) {
    case Kind::Null: into += "null"; break;
    case Kind::Boolean: into += value.boolean() ? "true" : "false"; break;
    case Kind::Number:
      into +=
          manner.style == Style::Source ? value.number().print() : without_exponent(value.number());
      break;
    case Kind::String: into += in_quotes(value.text()); break;
    case Kind::List: append_list(into, value.items(), manner); break;
    case Kind::Context: append_context(into, value, manner); break;
    case Kind::Range: append_range(into, value.range(), manner); break;
    case Kind::Function: into += "function"; break;
    default:
      into += manner.style == Style::Source ? "@\"" + print_temporal(value) + "\""
                                            : print_temporal(value);
  }
}

}  // namespace

std::string to_text(const Value& value) {
  if (value.is(Kind::String)) return value.text();
  std::string text;
  append(text, value, {Style::Text});
  return text;
}

std::optional<std::string> to_text_within(const Value& value, size_t bytes_max) {
  if (value.is(Kind::String)) return value.text();
  std::string text;
  append(text, value, {Style::Text, bytes_max});
  if (text.size() > bytes_max) return {};
  return text;
}

std::string print(const Value& value) {
  std::string text;
  append(text, value, {Style::Source});
  return text;
}

}  // namespace feel
