#include "post/callbacks.h"

#include <algorithm>

#include "post/signing/hmac.h"
#include "wire/wire.h"

namespace post {
namespace {

constexpr size_t shown_max = 200;

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += {digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

// The beginning of what was answered, without the half of a character.
std::string shown(std::string_view body) {
  size_t end = std::min(body.size(), shown_max);
  while (end > 0 && end < body.size() && (static_cast<unsigned char>(body[end]) & 0xC0) == 0x80)
    --end;
  return std::string(body.substr(0, end));
}

}  // namespace

bool is_callback_address(std::string_view url) { return wire::is_safe(url); }

std::string callback_signature(std::string_view secret, std::string_view body, base::Time at) {
  const std::string seconds = std::to_string(at.micros / 1'000'000);
  return "t=" + seconds + ",v1=" + hex(hmac_sha256(secret, seconds + "." + std::string(body)));
}

base::Result<std::string> call_back(const CallbackAddress& address, const Callback& callback,
                                    base::Time at) {
  if (address.url.empty())
    return base::refusal("post.failed").because("no address that can be read");
  const std::string body = base::print(callback.body);
  auto answer = wire::post_json(
      address.url,
      wire::Posting{body,
                    {"Jingwei-Kind: " + callback.kind, "Idempotency-Key: " + callback.key,
                     "Jingwei-Signature: " + callback_signature(address.secret, body, at)},
                    callback.seconds});
  if (!answer.failure.empty()) return base::refusal("post.failed").because(answer.failure);
  if (answer.status >= 200 && answer.status < 300) return std::move(answer.body);
  return base::refusal("post.failed")
      .because(std::to_string(answer.status) + " " + shown(answer.body));
}

}  // namespace post
