#include "oidc/token.h"

#include <gtest/gtest.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <memory>

#include "base/text.h"

namespace oidc {
namespace {

struct Frees {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
using Key = std::unique_ptr<EVP_PKEY, Frees>;

// Making one takes a while: the provider's, and somebody else's.
const Key& rsa() {
  static const Key key(EVP_RSA_gen(2048));
  return key;
}
const Key& other_rsa() {
  static const Key key(EVP_RSA_gen(2048));
  return key;
}
Key p256() { return Key(EVP_EC_gen("P-256")); }

std::string number(const EVP_PKEY* key, const char* name, int bytes) {
  BIGNUM* found = nullptr;
  EVP_PKEY_get_bn_param(key, name, &found);
  const std::unique_ptr<BIGNUM, Frees> owned(found);
  std::string out(static_cast<size_t>(bytes), '\0');
  BN_bn2binpad(found, reinterpret_cast<unsigned char*>(out.data()), bytes);
  return base::base64_url(out);
}

base::JsonObject public_rsa(const Key& key) {
  return {{"kty", "RSA"},
          {"n", number(key.get(), OSSL_PKEY_PARAM_RSA_N, 256)},
          {"e", number(key.get(), OSSL_PKEY_PARAM_RSA_E, 3)}};
}

base::JsonObject public_p256(const Key& key) {
  return {{"kty", "EC"},
          {"crv", "P-256"},
          {"x", number(key.get(), OSSL_PKEY_PARAM_EC_PUB_X, 32)},
          {"y", number(key.get(), OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
}

std::string signature_of(const Key& key, const std::string& text) {
  const std::unique_ptr<EVP_MD_CTX, Frees> context(EVP_MD_CTX_new());
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  size_t size = 0;
  EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get());
  EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size());
  std::string out(size, '\0');
  auto* place = reinterpret_cast<unsigned char*>(out.data());
  EVP_DigestSign(context.get(), place, &size, bytes, text.size());
  out.resize(size);
  if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_RSA) return out;
  const auto* der = reinterpret_cast<const unsigned char*>(out.data());
  const std::unique_ptr<ECDSA_SIG, Frees> pair(
      d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(out.size())));
  std::string flat(64, '\0');
  auto* into = reinterpret_cast<unsigned char*>(flat.data());
  BN_bn2binpad(ECDSA_SIG_get0_r(pair.get()), into, 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair.get()), into + 32, 32);
  return flat;
}

constexpr int64_t second = 1'000'000;
const base::Time now{1'700'000'000 * second};
const Expected expected{"https://login.example", "jingwei", "n-1", now};

base::JsonObject claims() {
  return {{"iss", "https://login.example"}, {"aud", "jingwei"},    {"nonce", "n-1"}, {"sub", "u-7"},
          {"iat", 1'700'000'000},           {"exp", 1'700'000'300}};
}

std::string token(const Key& key, const base::JsonObject& what,
                  const base::JsonObject& header = {{"alg", "RS256"}}) {
  const std::string text =
      base::base64_url(base::print(header)) + "." + base::base64_url(base::print(what));
  return text + "." + base::base64_url(signature_of(key, text));
}

base::Json keys_of(std::initializer_list<base::JsonObject> keys) {
  base::JsonArray list;
  for (const auto& key : keys) list.push_back(key);
  return base::JsonObject{{"keys", std::move(list)}};
}

// Empty: it was taken.
std::string fault(const std::string& text, const base::Json& keys) {
  const auto read = verified_claims(text, keys, expected);
  return read ? "" : read.error().detail;
}

TEST(id_token, signed_by_a_key_of_the_provider_gives_its_claims) {
  const Key& key = rsa();
  const auto read = verified_claims(token(key, claims()), keys_of({public_rsa(key)}), expected);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(base::text_or_empty(*read, "sub"), "u-7");
}

TEST(id_token, may_be_signed_with_a_curve) {
  const Key key = p256();
  const base::JsonObject header{{"alg", "ES256"}, {"kid", "b"}};
  const auto keys = keys_of({public_rsa(rsa()), public_p256(key)});
  EXPECT_EQ(fault(token(key, claims(), header), keys), "");
  EXPECT_NE(fault(token(p256(), claims(), header), keys), "");
}

TEST(id_token, takes_the_key_that_it_names) {
  const Key& key = rsa();
  auto named = public_rsa(key);
  named["kid"] = "b";
  const base::JsonObject header{{"alg", "RS256"}, {"kid", "a"}};
  EXPECT_NE(fault(token(key, claims(), header), keys_of({named})), "");
  named["kid"] = "a";
  EXPECT_EQ(fault(token(key, claims(), header), keys_of({named})), "");
  named["use"] = "enc";
  EXPECT_NE(fault(token(key, claims(), header), keys_of({named})), "");
}

TEST(id_token, of_another_key_or_changed_is_refused) {
  const Key& key = rsa();
  const auto keys = keys_of({public_rsa(key)});
  EXPECT_NE(fault(token(other_rsa(), claims()), keys), "");
  std::string changed = token(key, claims());
  auto other = claims();
  other["sub"] = "u-8";
  const auto body = base::base64_url(base::print(other));
  const size_t first = changed.find('.') + 1;
  changed.replace(first, changed.rfind('.') - first, body);
  EXPECT_NE(fault(changed, keys), "");
}

// Who takes the algorithm from the token takes what anybody can make.
TEST(id_token, unsigned_or_signed_with_the_public_key_as_a_secret_is_refused) {
  const Key& key = rsa();
  const auto keys = keys_of({public_rsa(key)});
  for (const auto* algorithm : {"none", "HS256", "RS512", ""}) {
    EXPECT_NE(fault(token(key, claims(), {{"alg", algorithm}}), keys), "") << algorithm;
  }
}

TEST(id_token, of_a_short_key_is_refused) {
  const Key key(EVP_RSA_gen(1024));
  EXPECT_NE(fault(token(key, claims()), keys_of({public_rsa(key)})), "");
}

TEST(id_token, must_be_for_this_sign_in) {
  const Key& key = rsa();
  const auto keys = keys_of({public_rsa(key)});
  const auto with = [&](const char* name, base::Json value) {
    auto changed = claims();
    changed[name] = std::move(value);
    return fault(token(key, changed), keys);
  };
  EXPECT_EQ(with("iss", "https://other.example"), "ID token: of another issuer");
  EXPECT_EQ(with("aud", "other"), "ID token: for another program");
  EXPECT_EQ(with("aud", base::JsonArray{"jingwei"}), "");
  EXPECT_EQ(with("aud", base::JsonArray{"other", "jingwei"}), "ID token: for another party");
  EXPECT_EQ(with("azp", "other"), "ID token: for another party");
  EXPECT_EQ(with("azp", "jingwei"), "");
  EXPECT_EQ(with("nonce", "n-2"), "ID token: answers another sign-in");
  EXPECT_EQ(with("nonce", nullptr), "ID token: answers another sign-in");
  EXPECT_EQ(with("sub", ""), "ID token: names nobody");
}

TEST(id_token, counts_in_its_time_with_two_minutes_of_difference) {
  const Key& key = rsa();
  const auto keys = keys_of({public_rsa(key)});
  const auto with = [&](const char* name, int64_t seconds) {
    auto changed = claims();
    changed[name] = seconds;
    return fault(token(key, changed), keys);
  };
  EXPECT_EQ(with("exp", 1'700'000'000 - 119), "");
  EXPECT_EQ(with("exp", 1'700'000'000 - 120), "ID token: expired");
  EXPECT_EQ(with("iat", 1'700'000'000 + 120), "");
  EXPECT_EQ(with("iat", 1'700'000'000 + 121), "ID token: issued in the future");
}

TEST(id_token, that_is_none_is_refused) {
  const auto keys = keys_of({public_rsa(rsa())});
  for (const auto* text : {"", ".", "..", "a.b.c", "e30.e30.", "e30.W10.e30", "e30.e30"}) {
    EXPECT_NE(fault(text, keys), "") << text;
  }
  const Key& key = rsa();
  EXPECT_NE(fault(token(key, claims()), base::JsonObject{}), "");
  EXPECT_NE(fault(token(key, claims()), base::JsonObject{{"keys", "none"}}), "");
}

}  // namespace
}  // namespace oidc
