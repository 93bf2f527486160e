#include "server/http/message.h"

#include "base/text.h"

namespace server {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

base::Error malformed(std::string_view what) {
  return base::refusal("request.malformed").because(std::string(what));
}

bool has_control(std::string_view text) {
  for (const unsigned char c : text) {
    if (c < 0x20 || c == 0x7f) return true;
  }
  return false;
}

bool climbs(std::string_view path) {
  size_t from = 0;
  while (from <= path.size()) {
    const size_t to = std::min(path.find('/', from), path.size());
    if (path.substr(from, to - from) == "..") return true;
    from = to + 1;
  }
  return false;
}

base::Result<void> read_query(std::string_view query, Request& request) {
  size_t from = 0;
  while (from < query.size()) {
    const size_t to = std::min(query.find('&', from), query.size());
    const auto part = query.substr(from, to - from);
    from = to + 1;
    if (part.empty()) continue;
    const size_t equal = std::min(part.find('='), part.size());
    const auto name = decode_percent(part.substr(0, equal), ' ');
    const auto value = decode_percent(equal < part.size() ? part.substr(equal + 1) : "", ' ');
    if (!name || !value || !base::is_utf8(*name) || !base::is_utf8(*value))
      return malformed("query");
    if (!request.query.emplace(*name, *value).second)
      return malformed("query: given twice: " + *name);
  }
  return {};
}

}  // namespace

std::string_view Request::header(std::string_view name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("cookie");
  while (!rest.empty()) {
    const size_t to = std::min(rest.find(';'), rest.size());
    const auto pair = base::trim(rest.substr(0, to));
    rest.remove_prefix(std::min(to + 1, rest.size()));
    const size_t equal = pair.find('=');
    if (equal != std::string_view::npos && pair.substr(0, equal) == name)
      return pair.substr(equal + 1);
  }
  return {};
}

std::string_view Response::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

std::optional<std::string> decode_percent(std::string_view text, char plus) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out += plus;
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  return out;
}

base::Result<void> read_target(std::string_view target, Request& request) {
  if (target.empty() || target.front() != '/') return malformed("target");
  const size_t mark = std::min(target.find('?'), target.size());
  auto path = decode_percent(target.substr(0, mark));
  if (!path || !base::is_utf8(*path) || has_control(*path) || climbs(*path))
    return malformed("path");
  request.target = target;
  request.path = std::move(*path);
  return read_query(mark < target.size() ? target.substr(mark + 1) : "", request);
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    default: return "Other";
  }
}

}  // namespace server
