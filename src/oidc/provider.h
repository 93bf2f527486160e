// Sign-in by an identity provider: OpenID Connect Core 1.0, authorization code flow (3.1) with PKCE
// (RFC 7636, S256), where the provider is found by OpenID Connect Discovery 1.0.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/random.h"
#include "base/time.h"

namespace oidc {

// What the provider says of itself.
struct Provider {
  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string jwks_uri;
  std::string userinfo_endpoint;      // empty: it has none
  bool takes_secret_in_body = false;  // by client_secret_post only, not client_secret_basic
};

// What it knows us by.
struct Client {
  std::string id;
  std::string secret;    // empty: a public client, PKCE alone protects it
  std::string redirect;  // where it sends the browser back to
  std::string claim;     // what has to be known of whoever signs in
};

// Reads the provider's configuration. An issuer is https, or http on this machine. Waits at most 20
// seconds. Refuses with access.provider_failed, `detail` saying why.
base::Result<Provider> discover(const std::string& issuer);

// One sign-in under way; the browser that began it keeps it.
struct Attempt {
  std::string state;
  std::string nonce;
  std::string verifier;
};
Attempt new_attempt(base::Random& random);

// Where the browser goes to sign in.
std::string authorization_url(const Provider& provider, const Client& client,
                              const Attempt& attempt);

// The code that came back becomes the claims of a verified ID token. When the client's claim is not
// among them, those of the provider's UserInfo (5.3) about the same subject are added. Waits at
// most 60 seconds. Refuses with access.provider_failed.
base::Result<base::Json> redeem(const Provider& provider, const Client& client,
                                const Attempt& attempt, std::string_view code, base::Time now);

}  // namespace oidc
