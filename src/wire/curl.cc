#include "wire/wire.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

#include "base/ensure.h"

namespace wire {
namespace {

constexpr long timeout_seconds = 20;
constexpr long connect_seconds = 5;
constexpr size_t body_max = 256 * 1024;

struct Closes {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, Closes>;
using List = std::unique_ptr<curl_slist, Closes>;

// A handle and what it has to say when it fails.
struct Call {
  Curl curl;
  std::array<char, CURL_ERROR_SIZE> reason{};
};

std::unique_ptr<Call> open() {
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  base::ensure(ready == CURLE_OK, "libcurl is ready");
  auto call = std::make_unique<Call>();
  call->curl.reset(curl_easy_init());
  base::ensure(call->curl != nullptr, "libcurl has a handle");
  CURL* curl = call->curl.get();
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, connect_seconds);
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, timeout_seconds);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, call->reason.data());
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
  return call;
}

size_t keep(char* bytes, size_t size, size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  const size_t room = body_max - std::min(body_max, text.size());
  text.append(bytes, std::min(size * count, room));
  return size * count;
}

size_t give(char* into, size_t size, size_t count, void* left) {
  auto& text = *static_cast<std::string_view*>(left);
  const size_t given = std::min(size * count, text.size());
  std::copy_n(text.begin(), given, into);
  text.remove_prefix(given);
  return given;
}

// Why it failed; empty: it did not.
std::string perform(const Call& call) {
  const CURLcode code = curl_easy_perform(call.curl.get());
  if (code == CURLE_OK) return {};
  const std::string reason = call.reason.data();
  return reason.empty() ? curl_easy_strerror(code) : reason;
}

Answer ask(const Call& call, const std::string& url) {
  CURL* curl = call.curl.get();
  Answer answer;
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  answer.failure = perform(call);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

void set_body(const Call& call, const std::string& body) {
  CURL* curl = call.curl.get();
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
}

}  // namespace

std::string host_of(std::string_view url) {
  const std::unique_ptr<CURLU, Closes> parsed(curl_url());
  const std::string text(url);
  if (curl_url_set(parsed.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) return {};
  const auto part = [&](CURLUPart which) {
    char* found = nullptr;
    curl_url_get(parsed.get(), which, &found, 0);
    const std::unique_ptr<char, Closes> owned(found);
    return found == nullptr ? std::string() : std::string(found);
  };
  return part(CURLUPART_USER).empty() ? part(CURLUPART_HOST) : std::string();
}

bool is_loopback(std::string_view url) {
  const auto host = host_of(url);
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

bool is_safe(std::string_view url) {
  if (host_of(url).empty()) return false;
  return url.starts_with("https://") || (url.starts_with("http://") && is_loopback(url));
}

Answer get(const std::string& url, const std::string& bearer) {
  const auto call = open();
  List headers;
  if (!bearer.empty())
    headers.reset(curl_slist_append(nullptr, ("Authorization: Bearer " + bearer).c_str()));
  curl_easy_setopt(call->curl.get(), CURLOPT_HTTPHEADER, headers.get());
  return ask(*call, url);
}

Answer post_json(const std::string& url, const std::string& body) {
  return post_json(url, Posting{body, {}, timeout_seconds});
}

Answer post_json(const std::string& url, const Posting& posting) {
  const auto call = open();
  List headers(curl_slist_append(nullptr, "Content-Type: application/json; charset=utf-8"));
  for (const auto& header : posting.headers) {
    curl_slist* longer = curl_slist_append(headers.get(), header.c_str());
    base::ensure(longer != nullptr, "libcurl has room for a header");
  }
  curl_easy_setopt(call->curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(call->curl.get(), CURLOPT_TIMEOUT, std::min(posting.seconds, timeout_seconds));
  set_body(*call, posting.body);
  return ask(*call, url);
}

Answer post_form(const std::string& url, const Form& form) {
  const auto call = open();
  CURL* curl = call->curl.get();
  if (!form.name.empty()) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC);
    curl_easy_setopt(curl, CURLOPT_USERNAME, form.name.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, form.secret.c_str());
  }
  set_body(*call, form.body);
  return ask(*call, url);
}

std::string send_mail(const MailServer& server, const std::string& to, const std::string& message) {
  const auto call = open();
  CURL* curl = call->curl.get();
  const std::string sender = "<" + server.from + ">";
  const List receivers(curl_slist_append(nullptr, ("<" + to + ">").c_str()));
  std::string_view left = message;
  curl_easy_setopt(curl, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, sender.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
  curl_easy_setopt(curl, CURLOPT_READDATA, &left);
  const bool is_secret = !server.user.empty() && !is_loopback(server.url);
  curl_easy_setopt(curl, CURLOPT_USE_SSL, is_secret ? CURLUSESSL_ALL : CURLUSESSL_TRY);
  if (!server.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, server.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, server.password.c_str());
  }
  return perform(*call);
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return out;
}

}  // namespace wire
