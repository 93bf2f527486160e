// ID tokens: JSON Web Tokens (RFC 7519) signed by RS256 or ES256 (RFC 7518), with the checks of
// OpenID Connect Core 1.0, 3.1.3.7.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/time.h"

namespace oidc {

// What a token must say.
struct Expected {
  std::string issuer;
  std::string audience;  // our name at the provider
  std::string nonce;
  base::Time now;
};

// The token's claims, once its signature by one of `keys` (a JSON Web Key Set, RFC 7517) and what
// it says hold. Clocks may differ by two minutes. Refuses with access.provider_failed, `detail`
// saying what does not hold.
base::Result<base::Json> verified_claims(std::string_view token, const base::Json& keys,
                                         const Expected& expected);

}  // namespace oidc
