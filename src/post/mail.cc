#include "post/mail.h"

#include <algorithm>

#include "base/mail_address.h"
#include "base/text.h"

namespace post {
namespace {

// Base64 in lines that every server takes.
std::string folded(std::string_view bytes) {
  constexpr size_t line_max = 76;
  const std::string code = base::base64(bytes);
  std::string out;
  for (size_t at = 0; at < code.size(); at += line_max)
    out.append(code, at, line_max).append("\r\n");
  return out;
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// RFC 2047: words of whole characters, each at most 75 signs long.
std::string encoded_words(std::string_view text) {
  constexpr size_t bytes_max = 42;
  std::string out;
  while (!text.empty()) {
    size_t size = std::min(bytes_max, text.size());
    while (size < text.size() && is_continuation(text[size])) --size;
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + base::base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

std::string date_of(base::Time at) {
  const std::string utc = base::print_utc(at);  // 2026-03-02T01:00:00Z
  static constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
  const int month = (utc[5] - '0') * 10 + (utc[6] - '0');
  return utc.substr(8, 2) + " " + std::string(months.substr((month - 1) * 3, 3)) + " " +
         utc.substr(0, 4) + " " + utc.substr(11, 8) + " +0000";
}

}  // namespace

bool is_mail_server(std::string_view url) {
  return !wire::host_of(url).empty() && (url.starts_with("smtp://") || url.starts_with("smtps://"));
}

std::string wire_form(const MailServer& server, const Mail& mail, base::Time at) {
  return "Date: " + date_of(at) + "\r\nFrom: <" + server.from + ">\r\nTo: <" + mail.to +
         ">\r\nMessage-ID: <" + mail.id + ">\r\nSubject: " + encoded_words(mail.subject) +
         "\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: base64\r\n\r\n" +
         folded(mail.text);
}

base::Result<void> send(const MailServer& server, const Mail& mail, base::Time at) {
  if (!base::is_mail_address(mail.to))
    return base::refusal("post.failed").because("no mail address");
  const auto failure = wire::send_mail(server, mail.to, wire_form(server, mail, at));
  if (!failure.empty()) return base::refusal("post.failed").because(failure);
  return {};
}

}  // namespace post
