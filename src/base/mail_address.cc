#include "base/mail_address.h"

#include <algorithm>

namespace base {

bool is_mail_address(std::string_view text) {
  const size_t at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 >= text.size()) return false;
  if (text.find('@', at + 1) != std::string_view::npos || text.size() > 254) return false;
  return std::ranges::none_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte == 127 ||
           std::string_view("<>,;:\\\"()[]").find(c) != std::string_view::npos;
  });
}

}  // namespace base
