#include "oidc/provider.h"

#include <gtest/gtest.h>

namespace oidc {
namespace {

const Provider provider{"https://login.example",
                        "https://login.example/auth",
                        "https://login.example/token",
                        "https://login.example/keys",
                        "",
                        false};

// The verifier and its challenge are those of RFC 7636, appendix B.
TEST(authorization_url, carries_what_the_code_flow_with_pkce_needs) {
  const Client client{"jing wei", "", "https://jw.example/back?a", "email"};
  const Attempt attempt{"s", "n", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"};
  EXPECT_EQ(authorization_url(provider, client, attempt),
            "https://login.example/auth?response_type=code&client_id=jing%20wei"
            "&redirect_uri=https%3A%2F%2Fjw.example%2Fback%3Fa&scope=openid%20profile%20email"
            "&state=s&nonce=n&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
            "&code_challenge_method=S256");
}

TEST(authorization_url, keeps_the_query_of_the_endpoint) {
  Provider tenant = provider;
  tenant.authorization_endpoint += "?tenant=7";
  EXPECT_EQ(authorization_url(tenant, {}, {}).find("https://login.example/auth?tenant=7&response"),
            0u);
}

TEST(attempt, is_another_each_time) {
  base::SystemRandom random;
  const auto one = new_attempt(random);
  const auto other = new_attempt(random);
  EXPECT_NE(one.state, other.state);
  EXPECT_NE(one.nonce, one.verifier);
  EXPECT_GE(one.verifier.size(), 43u);  // RFC 7636, 4.1
}

TEST(discovery, asks_no_address_that_is_not_protected) {
  for (const auto* issuer : {"http://login.example", "ftp://login.example", "login.example", "",
                             "https://user@login.example"}) {
    const auto found = discover(issuer);
    ASSERT_FALSE(found.ok()) << issuer;
    EXPECT_EQ(found.error().code, "access.provider_failed");
    EXPECT_EQ(found.error().detail, "the issuer is no https address");
  }
}

}  // namespace
}  // namespace oidc
