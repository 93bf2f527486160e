#include "server/api/authentication.h"

#include <algorithm>
#include <optional>

#include "app/sessions.h"
#include "base/text.h"
#include "server/api/routes.h"

namespace server {

namespace {

constexpr size_t sessions_max = 1000;

// What follows the scheme of an authorization, written in any case (RFC 9110, 11.1 and 11.4).
std::optional<std::string_view> credentials(std::string_view authorization,
                                            std::string_view scheme) {
  const auto is_same = [](char written, char known) {
    return written == known || written == known - ('a' - 'A');
  };
  const bool has_scheme =
      authorization.size() > scheme.size() && authorization[scheme.size()] == ' ' &&
      std::equal(scheme.begin(), scheme.end(), authorization.begin(),
                 [&](char known, char written) { return is_same(written, known); });
  if (!has_scheme) return {};
  return base::trim(authorization.substr(scheme.size() + 1));
}

}  // namespace

base::Result<app::Caller> Authentication::caller(const Request& request) const {
  const auto authorization = request.header("authorization");
  if (const auto token = credentials(authorization, "bearer"))
    return app::caller_by_api_token(workspace_, *token);
  const auto token = request.cookie(cookie_name);
  if (token.empty()) return base::refusal("access.not_signed_in");
  auto found = app::caller_by_session(workspace_, token);
  // All tabs of a browser share a cookie: a page that still shows another person does not act.
  const auto shown = request.header("jingwei-person");
  if (found && !shown.empty() && shown != found->person)
    return base::refusal("access.other_person");
  return found;
}

base::Result<app::Caller> Authentication::compatible_caller(const Request& request) {
  if (compatible_api_ == CompatibleApi::Everybody) return app::administrator();
  const auto authorization = request.header("authorization");
  const auto basic = credentials(authorization, "basic");
  auto found = basic ? by_password(*basic) : caller(request);
  if (found) found->door = "v2";
  return found;
}

base::Result<app::Caller> Authentication::by_password(std::string_view authorization) {
  const auto sent = base::sha256_hex(authorization);
  {
    std::string token;
    {
      const std::lock_guard lock(mutex_);
      if (const auto found = sessions_.find(sent); found != sessions_.end()) token = found->second;
    }
    if (!token.empty()) {
      if (auto known = app::caller_by_session(workspace_, token)) return known;
    }
  }
  const auto text = base::decode_base64(authorization);
  const size_t colon = text.find(':');
  if (colon == std::string::npos || !base::is_utf8(text))
    return base::refusal("access.not_signed_in");
  const auto signed_in = app::sign_in(workspace_, text.substr(0, colon), text.substr(colon + 1));
  if (!signed_in) return signed_in.error();
  {
    const std::lock_guard lock(mutex_);
    if (sessions_.size() >= sessions_max) sessions_.clear();
    sessions_[sent] = signed_in->token;
  }
  return app::caller_by_session(workspace_, signed_in->token);
}

}  // namespace server
