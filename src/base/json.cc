#include "base/json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <charconv>
#include <cmath>

namespace base {
namespace {

namespace json = boost::json;

// Builds the value as the parser of Boost.JSON reports it and refuses a key given twice, which
// Boost's own builder lets pass.
struct Builder {
  static constexpr size_t max_object_size = json::object::max_size();
  static constexpr size_t max_array_size = json::array::max_size();
  static constexpr size_t max_key_size = json::string::max_size();
  static constexpr size_t max_string_size = json::string::max_size();

  json::value_stack stack;
  std::vector<std::vector<std::string>> open_objects;
  std::string key;
  std::string repeated_key;

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
    auto& keys = open_objects.back();
    const auto place = std::lower_bound(keys.begin(), keys.end(), key);
    if (place != keys.end() && *place == key) {
      repeated_key = key;
      error = json::error::syntax;
      return false;
    }
    keys.insert(place, std::move(key));
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
  bool on_uint64(uint64_t value, json::string_view, json::error_code&) {
    stack.push_double(static_cast<double>(value));
    return true;
  }
  bool on_double(double value, json::string_view, json::error_code&) {
    stack.push_double(value);
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
    case json::kind::string: out += json::serialize(value.get_string()); break;
    case json::kind::array: put_array(out, value.get_array()); break;
    case json::kind::object: put_object(out, value.get_object()); break;
  }
}

}  // namespace

Result<Json> parse_json(std::string_view text) {
  json::parse_options options;
  options.max_depth = 64;
  json::basic_parser<Builder> parser(options);
  json::error_code error;
  size_t used = parser.write_some(false, text.data(), text.size(), error);
  if (!error) used += std::min(text.find_first_not_of(" \t\r\n", used), text.size()) - used;
  if (!error && used < text.size()) error = json::error::extra_data;
  if (!error) return parser.handler().stack.release();

  const std::string& key = parser.handler().repeated_key;
  return refusal("request.malformed")
      .at(line_and_column(text, used))
      .because(key.empty() ? error.message() : "the key \"" + key + "\" is given twice");
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
