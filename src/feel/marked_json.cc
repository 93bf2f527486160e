#include "feel/marked_json.h"

#include "base/json.h"

namespace feel {
namespace {

Value read_mark(std::string_view mark, const std::string& text) {
  if (mark == "@number") {
    const auto number = base::Decimal::parse(text);
    return number ? Value(*number) : Value();
  }
  if (mark == "@date") return parse_date(text);
  if (mark == "@time") return parse_time(text);
  if (mark == "@dateTime") return parse_date_time(text);
  if (mark == "@dayTimeDuration" || mark == "@yearMonthDuration") return parse_duration(text);
  return {};
}

std::string quoted(const std::string& text) { return base::print(base::Json(text)); }

std::string marked(std::string_view mark, const std::string& text) {
  return "{\"@" + std::string(mark) + "\":" + quoted(text) + "}";
}

size_t significant_digits(std::string_view number) {
  size_t digits = 0;
  for (const char c : number.substr(0, number.find_first_of("eE"))) {
    if (c >= '0' && c <= '9' && (digits > 0 || c != '0')) ++digits;
  }
  return digits;
}

// What a reader of JSON may take for a double without losing any of it.
bool fits_double(const base::Decimal& number, std::string_view text) {
  return significant_digits(text) <= 15 && base::Decimal::of_double(number.to_double()) == number;
}

void append(std::string& into, const Value& value) {
  switch (value.kind()) {
    case Kind::Null: into += "null"; break;
    case Kind::Boolean: into += value.boolean() ? "true" : "false"; break;
    case Kind::Number: {
      const std::string text = value.number().print();
      into += fits_double(value.number(), text) ? text : marked("number", text);
      break;
    }
    case Kind::String: into += quoted(value.text()); break;
    case Kind::Date: into += marked("date", to_text(value)); break;
    case Kind::Time: into += marked("time", to_text(value)); break;
    case Kind::DateTime: into += marked("dateTime", to_text(value)); break;
    case Kind::DayTimeDuration: into += marked("dayTimeDuration", to_text(value)); break;
    case Kind::YearMonthDuration: into += marked("yearMonthDuration", to_text(value)); break;
    case Kind::Range: into += marked("range", to_text(value)); break;
    case Kind::Function: into += marked("function", ""); break;
    case Kind::List: {
      into += '[';
      for (size_t i = 0; i < value.items().size(); ++i) {
        if (i != 0) into += ',';
        append(into, value.items()[i]);
      }
      into += ']';
      break;
    }
    case Kind::Context: {
      into += '{';
      for (size_t i = 0; i < value.names().size(); ++i) {
        if (i != 0) into += ',';
        into += quoted(value.names()[i]) + ":";
        append(into, value.values()[i]);
      }
      into += '}';
      break;
    }
  }
}

}  // namespace

Value from_marked(const Value& json) {
  if (json.is(Kind::List)) {
    Values items;
    for (const auto& item : json.items()) items.push_back(from_marked(item));
    return Value::list(std::move(items));
  }
  if (!json.is(Kind::Context)) return json;
  if (json.names().size() == 1 && json.names()[0].starts_with('@')) {
    return read_mark(json.names()[0], json.values()[0].text_or_empty());
  }
  std::vector<std::pair<std::string, Value>> entries;
  for (size_t i = 0; i < json.names().size(); ++i) {
    entries.emplace_back(json.names()[i], from_marked(json.values()[i]));
  }
  return Value::context(std::move(entries));
}

std::string to_marked_json(const Value& value) {
  std::string text;
  append(text, value);
  return text;
}

}  // namespace feel
