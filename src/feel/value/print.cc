// Values as FEEL text.
#include "feel/syntax/scanner.h"
#include "feel/temporal/temporal.h"
#include "feel/value.h"

namespace feel {
namespace {

enum class Style { Text, Source };

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

void append(std::string& into, const Value& value, Style style);

void append_list(std::string& into, std::span<const Value> items, Style style) {
  into += '[';
  for (size_t i = 0; i < items.size(); ++i) {
    if (i != 0) into += ", ";
    append(into, items[i], style);
  }
  into += ']';
}

void append_context(std::string& into, const Value& value, Style style) {
  into += '{';
  for (size_t i = 0; i < value.names().size(); ++i) {
    if (i != 0) into += ", ";
    const auto& name = value.names()[i];
    into += is_plain_name(name) ? name : in_quotes(name);
    into += ": ";
    append(into, value.values()[i], style);
  }
  into += '}';
}

// An end as an expression, also in a text: bare, "2020-01-01" would be a difference.
void append_end(std::string& into, const Value& end, Style style) {
  append(into, end, end.is(Kind::Number) ? style : Style::Source);
}

void append_range(std::string& into, const Range& range, Style style) {
  if (range.is_comparison) {
    const bool is_high = range.low.is_null();
    const bool is_included = is_high ? range.has_high_included : range.has_low_included;
    into += is_high ? "(<" : range.high.is_null() ? "(>" : "(";
    if (is_included) into += '=';
    append_end(into, is_high ? range.high : range.low, style);
    into += ')';
    return;
  }
  into += range.has_low_included ? '[' : '(';
  append_end(into, range.low, style);
  into += "..";
  append_end(into, range.high, style);
  into += range.has_high_included ? ']' : ')';
}

void append(std::string& into, const Value& value, Style style) {
  switch (value.kind()) {
    case Kind::Null: into += "null"; break;
    case Kind::Boolean: into += value.boolean() ? "true" : "false"; break;
    case Kind::Number:
      into += style == Style::Source ? value.number().print() : without_exponent(value.number());
      break;
    case Kind::String: into += in_quotes(value.text()); break;
    case Kind::List: append_list(into, value.items(), style); break;
    case Kind::Context: append_context(into, value, style); break;
    case Kind::Range: append_range(into, value.range(), style); break;
    case Kind::Function: into += "function"; break;
    default:
      into += style == Style::Source ? "@\"" + print_temporal(value) + "\"" : print_temporal(value);
  }
}

}  // namespace

std::string to_text(const Value& value) {
  if (value.is(Kind::String)) return value.text();
  std::string text;
  append(text, value, Style::Text);
  return text;
}

std::string print(const Value& value) {
  std::string text;
  append(text, value, Style::Source);
  return text;
}

}  // namespace feel
