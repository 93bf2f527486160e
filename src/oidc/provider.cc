#include "oidc/provider.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "oidc/token.h"
#include "wire/wire.h"

namespace oidc {
namespace {

constexpr size_t secret_bytes = 32;

base::Error failed(std::string why) {
  return base::refusal("access.provider_failed").because(std::move(why));
}

// An answer's JSON object; `what` names it for the refusal.
base::Result<base::Json> object_in(const wire::Answer& answer, const std::string& what) {
  if (!answer.failure.empty()) return failed(what + ": " + answer.failure);
  auto json = base::parse_json(answer.body);
  if (answer.status != 200) {
    const auto error = json ? base::text_or_empty(*json, "error") : std::string();
    return failed(what + ": " + std::to_string(answer.status) + " " + error);
  }
  if (!json || !json->is_object()) return failed(what + ": no JSON object");
  return json;
}

bool holds(const base::Json* list, std::string_view wanted) {
  return list && list->is_array() &&
         std::ranges::any_of(list->as_array(), [&](const base::Json& each) {
           return each.is_string() && each.as_string() == wanted;
         });
}

// RFC 7636, 4.2: the hash of the verifier in URL-safe base64.
std::string challenge_of(const std::string& verifier) {
  return base::base64_url(base::sha256(verifier));
}

std::string query_of(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  std::string out;
  for (const auto& [name, value] : members) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(wire::percent_encoded(value));
  }
  return out;
}

// RFC 6749, 4.1.3, and who we are.
wire::Form form_of(const Provider& provider, const Client& client, const Attempt& attempt,
                   std::string_view code) {
  wire::Form form;
  form.body = query_of({{"grant_type", "authorization_code"},
                        {"code", code},
                        {"redirect_uri", client.redirect},
                        {"code_verifier", attempt.verifier}});
  if (client.secret.empty() || provider.takes_secret_in_body) {
    form.body += "&" + query_of({{"client_id", client.id}});
    if (!client.secret.empty()) form.body += "&" + query_of({{"client_secret", client.secret}});
  } else {  // 2.3.1: both are encoded first
    form.name = wire::percent_encoded(client.id);
    form.secret = wire::percent_encoded(client.secret);
  }
  return form;
}

}  // namespace

base::Result<Provider> discover(const std::string& issuer) {
  if (!wire::is_safe(issuer)) return failed("the issuer is no https address");
  const std::string slash = issuer.ends_with('/') ? "" : "/";
  const auto json =
      object_in(wire::get(issuer + slash + ".well-known/openid-configuration"), "configuration");
  if (!json) return json.error();
  const auto text = [&](const char* name) { return base::text_or_empty(*json, name); };
  const auto* methods = base::find(*json, "token_endpoint_auth_methods_supported");
  const Provider provider{
      text("issuer"),
      text("authorization_endpoint"),
      text("token_endpoint"),
      text("jwks_uri"),
      text("userinfo_endpoint"),
      holds(methods, "client_secret_post") && !holds(methods, "client_secret_basic")};
  if (provider.issuer != issuer) return failed("configuration: its issuer is " + provider.issuer);
  std::vector<std::string> urls{provider.authorization_endpoint, provider.token_endpoint,
                                provider.jwks_uri};
  if (!provider.userinfo_endpoint.empty()) urls.push_back(provider.userinfo_endpoint);
  for (const auto& url : urls) {
    if (!wire::is_safe(url)) return failed("configuration: no https address: " + url);
  }
  return provider;
}

Attempt new_attempt(base::Random& random) {
  return {base::random_token(random, secret_bytes), base::random_token(random, secret_bytes),
          base::random_token(random, secret_bytes)};
}

std::string authorization_url(const Provider& provider, const Client& client,
                              const Attempt& attempt) {
  const bool has_query = provider.authorization_endpoint.find('?') != std::string::npos;
  return provider.authorization_endpoint + (has_query ? "&" : "?") +
         query_of({{"response_type", "code"},
                   {"client_id", client.id},
                   {"redirect_uri", client.redirect},
                   {"scope", "openid profile email"},
                   {"state", attempt.state},
                   {"nonce", attempt.nonce},
                   {"code_challenge", challenge_of(attempt.verifier)},
                   {"code_challenge_method", "S256"}});
}

base::Result<base::Json> redeem(const Provider& provider, const Client& client,
                                const Attempt& attempt, std::string_view code, base::Time now) {
  const auto tokens = object_in(
      wire::post_form(provider.token_endpoint, form_of(provider, client, attempt, code)), "token");
  if (!tokens) return tokens.error();
  const auto keys = object_in(wire::get(provider.jwks_uri), "keys");
  if (!keys) return keys.error();
  auto claims = verified_claims(base::text_or_empty(*tokens, "id_token"), *keys,
                                {provider.issuer, client.id, attempt.nonce, now});
  if (!claims || base::find(*claims, client.claim) || provider.userinfo_endpoint.empty())
    return claims;
  const auto more =
      object_in(wire::get(provider.userinfo_endpoint, base::text_or_empty(*tokens, "access_token")),
                "userinfo");
  if (!more) return more.error();
  if (base::text_or_empty(*more, "sub") != base::text_or_empty(*claims, "sub"))
    return failed("userinfo: about somebody else");
  for (const auto& [name, value] : more->get_object()) claims->as_object().emplace(name, value);
  return claims;
}

}  // namespace oidc
