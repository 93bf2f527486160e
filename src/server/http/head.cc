#include "server/http/head.h"

#include <algorithm>

#include "base/ensure.h"

namespace server {

namespace {

constexpr std::string_view kSafety =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "X-Frame-Options: DENY\r\n";
constexpr std::string_view kPolicy =
    "Content-Security-Policy: default-src 'self'; script-src 'self'; style-src 'self' "
    "'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'\r\n";

bool is_one_line(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

void add(std::string& head, std::string_view name, std::string_view value) {
  base::ensure(is_one_line(name) && is_one_line(value), "a header is one line");
  head.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

std::string head_of(const Response& response, Wire wire, std::optional<size_t> length) {
  std::string head;
  head.reserve(1024);
  head.append(wire.version == 10 ? "HTTP/1.0 " : "HTTP/1.1 ");
  head.append(std::to_string(response.status)).append(" ");
  head.append(reason_of(response.status)).append("\r\n");
  for (const auto& [name, value] : response.headers) add(head, name, value);
  head.append(kSafety);
  if (response.header("Content-Security-Policy").empty()) head.append(kPolicy);
  if (wire.version == 10 && wire.is_kept) add(head, "Connection", "keep-alive");
  if (wire.version != 10 && !wire.is_kept) add(head, "Connection", "close");
  if (length) add(head, "Content-Length", std::to_string(*length));
  return head.append("\r\n");
}

}  // namespace server
