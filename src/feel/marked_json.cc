#include "feel/marked_json.h"

#include <algorithm>

#include "base/json.h"

namespace feel {
namespace {

struct Mark {
  std::string_view name;
  Value (*read)(std::string_view text);
  Kind kind;  // of what it stands for
};

Value parse_number(std::string_view text) {
  const auto number = base::Decimal::parse(text);
  return number ? Value(*number) : Value();
}
// Functions and ranges are only written.
Value nothing(std::string_view) { return {}; }

constexpr Mark kMarks[] = {
    {"@number", parse_number, Kind::Number},
    {"@date", parse_date, Kind::Date},
    {"@time", parse_time, Kind::Time},
    {"@dateTime", parse_date_time, Kind::DateTime},
    {"@dayTimeDuration", parse_duration, Kind::DayTimeDuration},
    {"@yearMonthDuration", parse_duration, Kind::YearMonthDuration},
    {"@range", nothing, Kind::Range},
    {"@function", nothing, Kind::Function},
};

// Null when the object is none but an ordinary one.
const Mark* mark_of(const Value& object) {
  if (object.names().size() != 1) return nullptr;
  const auto* found = std::find_if(std::begin(kMarks), std::end(kMarks), [&](const Mark& mark) {
    return mark.name == object.names()[0];
  });
  return found == std::end(kMarks) ? nullptr : found;
}

base::Result<Value> read_mark(const Mark& mark, const Value& content) {
  Value value = mark.read(content.text_or_empty());
  if (value.is(mark.kind)) return value;
  return base::refusal("feel.json").because("no " + std::string(mark.name) + ": " + print(content));
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

base::Result<Value> from_marked(const Value& json) {
  if (json.is(Kind::List)) {
    Values items;
    for (const auto& item : json.items()) {
      auto read = from_marked(item);
      if (!read) return read;
      items.push_back(std::move(*read));
    }
    return Value::list(std::move(items));
  }
  if (!json.is(Kind::Context)) return json;
  if (const Mark* mark = mark_of(json)) return read_mark(*mark, json.values()[0]);
  std::vector<std::pair<std::string, Value>> entries;
  for (size_t i = 0; i < json.names().size(); ++i) {
    auto read = from_marked(json.values()[i]);
    if (!read) return read;
    entries.emplace_back(json.names()[i], std::move(*read));
  }
  return Value::context(std::move(entries));
}

std::string to_marked_json(const Value& value) {
  std::string text;
  append(text, value);
  return text;
}

}  // namespace feel
