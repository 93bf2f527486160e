// JSON to values and back.
#include <algorithm>

#include "feel/exact_json.h"
#include "feel/temporal/temporal.h"
#include "feel/value.h"

namespace feel {
namespace {

size_t significant_digits(std::string_view number) {
  std::string digits;
  for (const char c : number.substr(0, number.find_first_of("eE"))) {
    if (c >= '0' && c <= '9' && (c != '0' || !digits.empty())) digits.push_back(c);
  }
  if (number.find('.') == std::string_view::npos) {
    while (!digits.empty() && digits.back() == '0') digits.pop_back();
  }
  return digits.size();
}

base::Json json_of_number(const base::Decimal& number) {
  if (const auto whole = number.is_integer() ? number.to_int64() : std::nullopt) {
    if (*whole < 1'000'000'000'000'000 && *whole > -1'000'000'000'000'000) return *whole;
  }
  const std::string text = number.print();
  const double as_double = number.to_double();
  if (significant_digits(text) > 15 || base::Decimal::of_double(as_double) != number) {
    return base::Json(text);
  }
  return as_double;
}

// Reads JSON text and keeps all digits of numbers.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  base::Result<Value> all() {
    Value value = read(0);
    skip();
    if (problem_.empty() && at_ < text_.size()) problem_ = "text behind the value";
    if (problem_.empty()) return value;
    const auto before = text_.substr(0, std::min(at_, text_.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const size_t start = before.rfind('\n');
    const size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
    return base::refusal("feel.json")
        .at(std::to_string(line) + ":" + std::to_string(column))
        .because(problem_);
  }

 private:
  Value fail(std::string_view problem) {
    if (problem_.empty()) problem_ = problem;
    return {};
  }
  void skip_any_of(std::string_view characters) {
    const size_t end = text_.find_first_not_of(characters, at_);
    at_ = std::min(end, text_.size());
  }
  void skip() { skip_any_of(" \t\r\n"); }
  char peek() { return skip(), at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c) { return peek() == c && at_ < text_.size() ? ++at_, true : false; }
  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  Value read(int depth) {
    if (depth > 200) return fail("nested too deeply");
    const char c = peek();
    if (c == '{') return object(depth);
    if (c == '[') return array(depth);
    if (c == '"') return string();
    if (take_word("true")) return true;
    if (take_word("false")) return false;
    if (take_word("null")) return {};
    return number();
  }

  Value number() {
    const size_t start = at_;
    skip_any_of("+-.eE0123456789");
    const auto number = base::Decimal::parse(text_.substr(start, at_ - start));
    if (start == at_ || !number || !number->is_finite()) return at_ = start, fail("no JSON value");
    return *number;
  }

  Value array(int depth) {
    Values items;
    ++at_;
    if (take(']')) return Value::list({});
    do {
      items.push_back(read(depth + 1));
      if (!problem_.empty()) return {};
    } while (take(','));
    if (!take(']')) return fail("expected ',' or ']'");
    return Value::list(std::move(items));
  }

  Value object(int depth) {
    std::vector<std::pair<std::string, Value>> entries;
    ++at_;
    if (take('}')) return Value::context({});
    do {
      if (peek() != '"') return fail("expected a name");
      std::string name = string().text_or_empty();
      if (!take(':')) return fail("expected ':'");
      entries.emplace_back(std::move(name), read(depth + 1));
      if (!problem_.empty()) return {};
    } while (take(','));
    if (!take('}')) return fail("expected ',' or '}'");
    return Value::context(std::move(entries));
  }

  // The text of a string is left to the JSON library.
  Value string() {
    const size_t start = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    if (at_ >= text_.size()) return fail("text without end");
    ++at_;
    const auto parsed = base::parse_json("[" + std::string(text_.substr(start, at_ - start)) + "]");
    if (!parsed.ok()) return fail("malformed text");
    return std::string(parsed->as_array().front().as_string());
  }

  std::string_view text_;
  size_t at_ = 0;
  std::string problem_;
};

}  // namespace

Value from_json(const base::Json& json) {
  switch (json.kind()) {
    case boost::json::kind::bool_: return json.get_bool();
    case boost::json::kind::int64: return json.get_int64();
    case boost::json::kind::uint64:
      return base::Decimal::parse(std::to_string(json.get_uint64())).value_or(base::Decimal());
    case boost::json::kind::double_: {
      const auto number = base::Decimal::of_double(json.get_double());
      return number.is_finite() ? Value(number) : Value();
    }
    case boost::json::kind::string:
      if (const auto number = base::exact_number_of(json)) return *number;
      return std::string_view(json.get_string());
    case boost::json::kind::array: {
      Values items;
      items.reserve(json.get_array().size());
      for (const auto& item : json.get_array()) items.push_back(from_json(item));
      return Value::list(std::move(items));
    }
    case boost::json::kind::object: {
      std::vector<std::pair<std::string, Value>> entries;
      for (const auto& [name, value] : json.get_object()) {
        entries.emplace_back(std::string(name), from_json(value));
      }
      return Value::context(std::move(entries));
    }
    case boost::json::kind::null: break;
  }
  return {};
}

namespace {
using NumberAsJson = base::Json (*)(const base::Decimal&);

base::Json as_json(const Value& value, NumberAsJson number) {
  switch (value.kind()) {
    case Kind::Null:
    case Kind::Function: return nullptr;
    case Kind::Boolean: return value.boolean();
    case Kind::Number: return number(value.number());
    case Kind::String: return base::Json(value.text());
    case Kind::List: {
      base::JsonArray items;
      items.reserve(value.items().size());
      for (const auto& item : value.items()) items.push_back(as_json(item, number));
      return items;
    }
    case Kind::Context: {
      base::JsonObject object;
      for (size_t i = 0; i < value.names().size(); ++i) {
        object.insert_or_assign(value.names()[i], as_json(value.values()[i], number));
      }
      return object;
    }
    case Kind::Range: return base::Json(print(value));
    default: return base::Json(print_temporal(value));
  }
}
}  // namespace

base::Json to_json(const Value& value) { return as_json(value, json_of_number); }
base::Json to_exact_json(const Value& value) { return as_json(value, base::exact_number); }

base::Result<Value> parse_json_exact(std::string_view text) { return Reader(text).all(); }

}  // namespace feel
