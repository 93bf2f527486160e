// What leaves the program for other servers: HTTP and SMTP by libcurl. TLS certificates are
// checked; nothing is followed elsewhere; every call waits at most 20 seconds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wire {

struct Answer {
  long status = 0;
  std::string body;     // the first 256 KiB
  std::string failure;  // why there is no answer; empty: there is one
};

// Empty when it is no address, or carries a user name.
std::string host_of(std::string_view url);
bool is_loopback(std::string_view url);
// https, or http on this machine.
bool is_safe(std::string_view url);

// With a token (RFC 6750) where one is given.
Answer get(const std::string& url, const std::string& bearer = {});
Answer post_json(const std::string& url, const std::string& body);

// The same with further headers, and a wait of its own.
struct Posting {
  std::string body;
  std::vector<std::string> headers;  // "Name: value"
  long seconds = 20;                 // at most 20
};
Answer post_json(const std::string& url, const Posting& posting);

// A form, by a program that shows who it is with name and secret (HTTP Basic); without a name it
// does not.
struct Form {
  std::string body;  // application/x-www-form-urlencoded
  std::string name;
  std::string secret;
};
Answer post_form(const std::string& url, const Form& form);

struct MailServer {
  std::string url;       // smtp://host:port (STARTTLS when offered) or smtps://host:port
  std::string user;      // empty: no sign-in
  std::string password;  // travels only over TLS, except on this machine
  std::string from;
};
// Why it could not be sent; empty: it was.
std::string send_mail(const MailServer& server, const std::string& to, const std::string& message);

// For addresses and forms: letters, digits and -._~ stay.
std::string percent_encoded(std::string_view text);

}  // namespace wire
