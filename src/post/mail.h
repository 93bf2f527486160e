// Mail by SMTP (libcurl).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "wire/wire.h"

namespace post {

using MailServer = wire::MailServer;

struct Mail {
  std::string to;
  std::string subject;
  std::string text;
  std::string id;  // the same for every try, so that a mail sent twice is shown once
};

bool is_mail_server(std::string_view url);

// The message as it goes over the wire (RFC 5322, UTF-8 in base64).
std::string wire_form(const MailServer& server, const Mail& mail, base::Time at);
// Waits for the server, at most 20 seconds. Refuses with post.failed.
base::Result<void> send(const MailServer& server, const Mail& mail, base::Time at);

}  // namespace post
