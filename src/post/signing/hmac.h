// Private to the module: what proves to a receiver who has sent a message.
#pragma once

#include <string>
#include <string_view>

namespace post {

// HMAC-SHA-256, 32 bytes.
std::string hmac_sha256(std::string_view key, std::string_view text);

}  // namespace post
