// Addresses of electronic mail.
#pragma once

#include <string_view>

namespace base {

// Exactly one plain address: a local part, an @ and a domain, nothing that could end a header.
bool is_mail_address(std::string_view text);

}  // namespace base
