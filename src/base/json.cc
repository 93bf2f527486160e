#include "base/json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>
#include <unordered_set>

#include "base/exact_json.h"

namespace base {
namespace {

namespace json = boost::json;

constexpr size_t kShownMax = 50;     // of a number that is refused
constexpr char kExactMark = '\xff';  // in no text: it is not UTF-8

// The keys of an object so far. Few are cheapest in order; many would cost the square of their
// number there.
class Keys {
 public:
  // False when it is there already.
  bool add(const std::string& key) {
    if (!many_.empty()) return many_.insert(key).second;
    const auto place = std::lower_bound(few_.begin(), few_.end(), key);
    if (place != few_.end() && *place == key) return false;
    few_.insert(place, key);
    if (few_.size() > 64) many_.insert(few_.begin(), few_.end());
    return true;
  }

 private:
  std::vector<std::string> few_;
  std::unordered_set<std::string> many_;
};

// Builds the value as the parser of Boost.JSON reports it and refuses a key given twice, which
// Boost's own builder lets pass.
struct Builder {
  static constexpr size_t max_object_size = json::object::max_size();
  static constexpr size_t max_array_size = json::array::max_size();
  static constexpr size_t max_key_size = json::string::max_size();
  static constexpr size_t max_string_size = json::string::max_size();

  explicit Builder(std::string_view exact_member) : exact_below(exact_member) {}

  json::value_stack stack;
  std::vector<Keys> open_objects;
  std::string key;
  std::string repeated_key;
  std::string too_large;     // the number
  std::string exact_below;   // empty: nowhere
  size_t exact_objects = 0;  // how many objects were open where that began

  bool on_document_begin(json::error_code&) {
    stack.reset();
    return true;
  }
  bool on_document_end(json::error_code&) { return true; }
  bool on_object_begin(json::error_code&) {
    open_objects.emplace_back();
    return true;
  }
  bool on_object_end(size_t count, json::error_code&) {
    open_objects.pop_back();
    if (open_objects.size() < exact_objects) exact_objects = 0;
    stack.push_object(count);
    return true;
  }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(size_t count, json::error_code&) {
    stack.push_array(count);
    return true;
  }
  bool on_key_part(json::string_view part, size_t, json::error_code&) {
    key.append(part.data(), part.size());
    stack.push_chars(part);
    return true;
  }
  bool on_key(json::string_view part, size_t, json::error_code& error) {
    key.append(part.data(), part.size());
    stack.push_key(part);
    if (exact_objects == 0 || exact_objects == open_objects.size()) {
      exact_objects = !exact_below.empty() && key == exact_below ? open_objects.size() : 0;
    }
    if (!open_objects.back().add(key)) {
      repeated_key = key;
      error = json::error::syntax;
      return false;
    }
    key.clear();
    return true;
  }
  bool on_string_part(json::string_view part, size_t, json::error_code&) {
    stack.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, size_t, json::error_code&) {
    stack.push_string(part);
    return true;
  }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(int64_t value, json::string_view, json::error_code&) {
    stack.push_int64(value);
    return true;
  }
  bool on_uint64(uint64_t value, json::string_view text, json::error_code& error) {
    return on_double(static_cast<double>(value), text, error);
  }
  bool on_double(double value, json::string_view text, json::error_code& error) {
    if (!std::isfinite(value) && !Decimal::parse({text.data(), text.size()})) {
      too_large = text.substr(0, kShownMax);
      error = json::error::exponent_overflow;
      return false;
    }
    const auto number =
        exact_objects > 0 ? Decimal::parse({text.data(), text.size()}) : std::nullopt;
    if (number && number->is_finite() && Decimal::of_double(value) != *number) {
      stack.push_string(kExactMark + number->print());
    } else {
      stack.push_double(value);
    }
    return true;
  }
  bool on_bool(bool value, json::error_code&) {
    stack.push_bool(value);
    return true;
  }
  bool on_null(json::error_code&) {
    stack.push_null();
    return true;
  }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }
};

std::string line_and_column(std::string_view text, size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const size_t start = before.rfind('\n');
  const size_t column = before.size() - (start == std::string_view::npos ? 0 : start + 1) + 1;
  return std::to_string(line) + ":" + std::to_string(column);
}

void put_double(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
    return;
  }
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value).ptr;
  out.append(text, end);
}

void put(std::string& out, const Json& value);

void put_object(std::string& out, const JsonObject& object) {
  out += '{';
  bool first = true;
  for (const auto& member : object) {
    if (!first) out += ',';
    first = false;
    out += json::serialize(member.key());
    out += ':';
    put(out, member.value());
  }
  out += '}';
}

void put_array(std::string& out, const JsonArray& array) {
  out += '[';
  bool first = true;
  for (const Json& element : array) {
    if (!first) out += ',';
    first = false;
    put(out, element);
  }
  out += ']';
}

void put(std::string& out, const Json& value) {
  switch (value.kind()) {
    case json::kind::null: out += "null"; break;
    case json::kind::bool_: out += value.get_bool() ? "true" : "false"; break;
    case json::kind::int64: out += std::to_string(value.get_int64()); break;
    case json::kind::uint64: out += std::to_string(value.get_uint64()); break;
    case json::kind::double_: put_double(out, value.get_double()); break;
    case json::kind::string:
      if (value.get_string().starts_with(kExactMark)) {
        out += std::string_view(value.get_string()).substr(1);
      } else {
        out += json::serialize(value.get_string());
      }
      break;
    case json::kind::array: put_array(out, value.get_array()); break;
    case json::kind::object: put_object(out, value.get_object()); break;
  }
}

Result<Json> parse(std::string_view text, std::string_view exact_below) {
  json::parse_options options;
  options.max_depth = 64;
  json::basic_parser<Builder> parser(options, exact_below);
  json::error_code error;
  size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error) used += std::min(text.find_first_not_of(" \t\r\n", used), text.size()) - used;
  if (!error && used < text.size()) error = json::error::extra_data;
  if (!error) return parser.handler().stack.release();

  const std::string& key = parser.handler().repeated_key;
  const std::string& number = parser.handler().too_large;
  std::string why = error.message();
  if (!key.empty()) why = "the key \"" + key + "\" is given twice";
  if (!number.empty()) why = "the number " + number + " is larger than any number can be";
  return refusal("request.malformed").at(line_and_column(text, used)).because(std::move(why));
}

}  // namespace

Result<Json> parse_json(std::string_view text) { return parse(text, {}); }

Result<Json> parse_json_exact_below(std::string_view member, std::string_view text) {
  return parse(text, member);
}

Json exact_number(const Decimal& number) {
  if (!number.is_finite()) return nullptr;
  const auto whole = number.is_integer() ? number.to_int64() : std::nullopt;
  if (whole) return *whole;
  const double as_double = number.to_double();
  if (Decimal::of_double(as_double) == number) return as_double;
  return Json(kExactMark + number.print());
}

std::optional<Decimal> exact_number_of(const Json& json) {
  const auto* text = json.if_string();
  if (!text || !text->starts_with(kExactMark)) return {};
  return Decimal::parse(std::string_view(*text).substr(1));
}

Json exact_numbers_as_text(const Json& json) {
  if (const auto number = exact_number_of(json)) return Json(number->print());
  if (const auto* list = json.if_array()) {
    JsonArray items;
    for (const auto& item : *list) items.push_back(exact_numbers_as_text(item));
    return items;
  }
  if (const auto* object = json.if_object()) {
    JsonObject members;
    for (const auto& [name, value] : *object) members[name] = exact_numbers_as_text(value);
    return members;
  }
  return json;
}

std::string print(const Json& value) {
  std::string out;
  put(out, value);
  return out;
}

const Json* find(const Json& value, std::string_view key) {
  const JsonObject* object = value.if_object();
  return object ? object->if_contains(key) : nullptr;
}

std::string text_or_empty(const Json& value, std::string_view key) {
  const Json* member = find(value, key);
  const json::string* text = member ? member->if_string() : nullptr;
  return text ? std::string(text->data(), text->size()) : std::string();
}

int64_t int_or(const Json& value, std::string_view key, int64_t otherwise) {
  const Json* member = find(value, key);
  const int64_t* number = member ? member->if_int64() : nullptr;
  return number ? *number : otherwise;
}

bool is_true(const Json& value, std::string_view key) {
  const Json* member = find(value, key);
  return member && member->is_bool() && member->get_bool();
}

}  // namespace base
