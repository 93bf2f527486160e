#include "server/http/decode.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "server/http/status.h"

namespace server {

namespace {

std::optional<int64_t> number_of(std::string_view text) {
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Reader::Reader(const base::Json& body, std::vector<std::string_view> members) : body_(body) {
  const auto* object = body.if_object();
  if (object == nullptr) {
    misfit("request.wrong_type", "", "an object is expected");
    return;
  }
  for (const auto& entry : *object) {
    const std::string_view name(entry.key().data(), entry.key().size());
    if (std::find(members.begin(), members.end(), name) == members.end()) {
      misfit("request.unknown_field", name, "");
    }
  }
}

void Reader::misfit(std::string_view code, std::string_view place, std::string_view detail) {
  if (!error_) error_ = base::refusal(code).at(std::string(place)).because(std::string(detail));
}

const base::Json* Reader::member(std::string_view name, bool is_required) {
  const auto* found = base::find(body_, name);
  if (found != nullptr && found->is_null()) found = nullptr;
  if (found == nullptr && is_required) misfit("request.wrong_type", name, "required");
  return found;
}

std::string Reader::text(std::string_view name, size_t length_max) {
  member(name, true);
  return text_or(name, "", length_max);
}

std::string Reader::text_or(std::string_view name, std::string_view otherwise, size_t length_max) {
  const auto* found = member(name, false);
  if (found == nullptr) return std::string(otherwise);
  if (!found->is_string()) {
    misfit("request.wrong_type", name, "text is expected");
    return {};
  }
  std::string text(found->as_string());
  if (!base::is_utf8(text))
    misfit("request.wrong_type", name, "not UTF-8");
  else if (base::length(text) > length_max)
    misfit("request.wrong_type", name, "longer than " + std::to_string(length_max));
  return text;
}

std::string Reader::filled(std::string_view name, size_t length_max) {
  auto out = text(name, length_max);
  if (out.empty()) misfit(name, "empty");
  return out;
}

int64_t Reader::integer(std::string_view name, int64_t from, int64_t to) {
  member(name, true);
  return integer_or(name, from, from, to);
}

int64_t Reader::integer_or(std::string_view name, int64_t otherwise, int64_t from, int64_t to) {
  const auto* found = member(name, false);
  if (found == nullptr) return otherwise;
  if (!found->is_int64() || found->as_int64() < from || found->as_int64() > to) {
    misfit("request.wrong_type", name,
           "a whole number from " + std::to_string(from) + " to " + std::to_string(to));
    return otherwise;
  }
  return found->as_int64();
}

int64_t Reader::key(std::string_view name) {
  member(name, true);
  return key_or(name, 0);
}

int64_t Reader::key_or(std::string_view name, int64_t otherwise) {
  const auto* found = member(name, false);
  if (found == nullptr) return otherwise;
  const auto key =
      found->is_string() ? number_of(std::string_view(found->as_string())) : std::nullopt;
  if (!key || *key <= 0) {
    misfit("request.wrong_type", name, "a key is expected: a text of digits");
    return otherwise;
  }
  return *key;
}

base::Json Reader::object(std::string_view name) {
  member(name, true);
  return object_or_empty(name);
}

base::Json Reader::object_or_empty(std::string_view name) {
  const auto* found = member(name, false);
  if (found == nullptr) return base::JsonObject();
  if (!found->is_object()) {
    misfit("request.wrong_type", name, "an object is expected");
    return base::JsonObject();
  }
  return *found;
}

std::vector<std::string> Reader::texts(std::string_view name) {
  std::vector<std::string> out;
  const auto* found = member(name, false);
  if (found == nullptr) return out;
  if (!found->is_array()) {
    misfit("request.wrong_type", name, "a list is expected");
    return out;
  }
  for (const auto& item : found->as_array()) {
    if (item.is_string())
      out.emplace_back(item.as_string());
    else
      misfit("request.wrong_type", name, "a list of texts is expected");
  }
  return out;
}

std::vector<base::Json> Reader::objects(std::string_view name) {
  std::vector<base::Json> out;
  const auto* found = member(name, false);
  if (found == nullptr) return out;
  if (!found->is_array()) {
    misfit("request.wrong_type", name, "a list is expected");
    return out;
  }
  for (const auto& item : found->as_array()) {
    if (item.is_object())
      out.push_back(item);
    else
      misfit("request.wrong_type", name, "a list of objects is expected");
  }
  return out;
}

bool Reader::is_true(std::string_view name) {
  const auto* found = member(name, false);
  if (found == nullptr) return false;
  if (!found->is_bool()) misfit("request.wrong_type", name, "true or false is expected");
  return found->is_bool() && found->as_bool();
}

void Reader::take_over(const Reader& inner, std::string_view name) {
  if (error_ || !inner.error_) return;
  error_ = inner.error_;
  error_->place = std::string(name) + (error_->place.empty() ? "" : ".") + error_->place;
}

void Reader::not_served(std::string_view name) {
  const auto* found = member(name, false);
  if (found == nullptr) return;
  const bool is_empty = (found->is_array() && found->as_array().empty()) ||
                        (found->is_object() && found->as_object().empty()) ||
                        (found->is_string() && found->as_string().empty());
  if (!is_empty) misfit("request.wrong_type", name, "this is not served");
}

base::Result<void> Reader::done() const {
  if (error_) return *error_;
  return {};
}

namespace {

constexpr std::string_view kZero = "\\u0000";

// Not every database can store such a text. Where one is escaped, from `from` on.
size_t find_zero_character(std::string_view json, size_t from = 0) {
  for (size_t at = json.find(kZero, from); at != json.npos; at = json.find(kZero, at + 1)) {
    size_t before = at;
    while (before > 0 && json[before - 1] == '\\') --before;
    if ((at - before) % 2 == 0) return at;
  }
  return json.npos;
}

}  // namespace

Request without_zero_characters(Request request) {
  std::string& body = request.body;
  for (size_t at = find_zero_character(body); at != body.npos; at = find_zero_character(body, at))
    body.replace(at, kZero.size(), "\\ufffd");
  return request;
}

base::Result<base::Json> body_of(const Request& request) {
  const auto type = media_type_of(request);
  if (!type.empty() && type != "application/json")
    return base::refusal("request.wrong_media_type").because("application/json is expected");
  // /api/v1 refuses it where it is read, and names the field.
  if (request.path.starts_with("/v2/") && find_zero_character(request.body) != std::string::npos)
    return base::refusal("request.malformed").because("a text holds the character U+0000");
  return base::parse_json(request.body);
}

base::Result<int64_t> key_of(std::string_view text) {
  const auto key = number_of(text);
  if (!key || *key <= 0)
    return base::refusal("request.not_found").at(std::string(text.substr(0, 40)));
  return *key;
}

base::Result<int64_t> query_number(const Request& request, std::string_view name, int64_t otherwise,
                                   int64_t from, int64_t to) {
  const auto found = request.query.find(name);
  if (found == request.query.end()) return otherwise;
  const auto value = number_of(found->second);
  if (!value || *value < from || *value > to) {
    return base::refusal("request.wrong_type")
        .at(std::string(name))
        .because("a whole number from " + std::to_string(from) + " to " + std::to_string(to));
  }
  return *value;
}

std::string query_text(const Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string() : found->second;
}

}  // namespace server
