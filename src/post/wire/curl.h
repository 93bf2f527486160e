// Private to the module: libcurl in one file. TLS certificates are checked; nothing is followed
// elsewhere.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "post/mail.h"

namespace post::wire {

struct Answer {
  long status = 0;
  std::string body;  // the first 64 KiB
};

// Empty when it is no address, or carries a user name.
std::string host_of(std::string_view url);
bool is_loopback(std::string_view url);

// Refuse with post.failed, `detail` saying why.
base::Result<Answer> post_json(const std::string& url, const std::string& body);
base::Result<void> send_mail(const MailServer& server, const std::string& to,
                             const std::string& message);

}  // namespace post::wire
