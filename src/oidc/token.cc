#include "oidc/token.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "base/text.h"

namespace oidc {
namespace {

constexpr base::Span leeway = base::minutes(2);
constexpr size_t token_max = 64 * 1024;
constexpr size_t coordinate_bytes = 32;  // of a point of P-256, and half of an ES256 signature

struct Frees {
  void operator()(BIGNUM* number) const { BN_free(number); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(OSSL_PARAM* parameters) const { OSSL_PARAM_free(parameters); }
  void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
template <class T>
using Owned = std::unique_ptr<T, Frees>;
using Key = Owned<EVP_PKEY>;

base::Error failed(std::string why) {
  return base::refusal("access.provider_failed").because("ID token: " + std::move(why));
}

Owned<BIGNUM> number_of(std::string_view bytes) {
  return Owned<BIGNUM>(BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                                 static_cast<int>(bytes.size()), nullptr));
}

Key key_from(const char* kind, OSSL_PARAM_BLD* builder) {
  const Owned<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(builder));
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, kind, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1) return {};
  if (EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) return {};
  return Key(key);
}

Key rsa_key(const base::Json& json) {
  const auto modulus = number_of(base::decode_base64_url(base::text_or_empty(json, "n")));
  const auto exponent = number_of(base::decode_base64_url(base::text_or_empty(json, "e")));
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
  Key key = key_from("RSA", builder.get());
  constexpr int bits_min = 2048;  // RFC 7518, 3.3
  return key && EVP_PKEY_get_bits(key.get()) >= bits_min ? std::move(key) : Key();
}

Key p256_key(const base::Json& json) {
  const auto x = base::decode_base64_url(base::text_or_empty(json, "x"));
  const auto y = base::decode_base64_url(base::text_or_empty(json, "y"));
  if (base::text_or_empty(json, "crv") != "P-256") return {};
  if (x.size() != coordinate_bytes || y.size() != coordinate_bytes) return {};
  const std::string point = "\x04" + x + y;  // uncompressed
  const Owned<OSSL_PARAM_BLD> builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return key_from("EC", builder.get());
}

// From two numbers beside each other (RFC 7518, 3.4) to what OpenSSL reads.
std::string in_der(std::string_view signature) {
  if (signature.size() != 2 * coordinate_bytes) return {};
  const Owned<ECDSA_SIG> pair(ECDSA_SIG_new());
  ECDSA_SIG_set0(pair.get(), number_of(signature.substr(0, coordinate_bytes)).release(),
                 number_of(signature.substr(coordinate_bytes)).release());
  unsigned char* bytes = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &bytes);
  if (size <= 0) return {};
  std::string out(reinterpret_cast<const char*>(bytes), static_cast<size_t>(size));
  OPENSSL_free(bytes);
  return out;
}

bool is_signed(std::string_view text, const std::string& signature, EVP_PKEY* key) {
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  if (EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key) != 1) return false;
  return EVP_DigestVerify(context.get(), reinterpret_cast<const unsigned char*>(signature.data()),
                          signature.size(), reinterpret_cast<const unsigned char*>(text.data()),
                          text.size()) == 1;
}

struct Token {
  std::string_view signed_text;
  base::Json header;
  base::Json claims;
  std::string signature;
};

std::optional<Token> read(std::string_view text) {
  const size_t first = text.find('.');
  const size_t second = text.find('.', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos || text.size() > token_max) return {};
  const auto header = base::parse_json(base::decode_base64_url(text.substr(0, first)));
  const auto claims =
      base::parse_json(base::decode_base64_url(text.substr(first + 1, second - first - 1)));
  if (!header || !claims || !claims->is_object()) return {};
  return Token{text.substr(0, second), *header, *claims,
               base::decode_base64_url(text.substr(second + 1))};
}

// Each key that the token may mean is tried: providers change theirs, and some leave out the name.
bool is_signed_by_one_of(const Token& token, const base::Json& keys) {
  const auto algorithm = base::text_or_empty(token.header, "alg");
  const auto name = base::text_or_empty(token.header, "kid");
  const bool is_rsa = algorithm == "RS256";
  if (!is_rsa && algorithm != "ES256") return false;
  const auto signature = is_rsa ? token.signature : in_der(token.signature);
  const auto* list = base::find(keys, "keys");
  if (!list || !list->is_array()) return false;
  return std::ranges::any_of(list->as_array(), [&](const base::Json& json) {
    const auto use = base::text_or_empty(json, "use");
    const auto key_name = base::text_or_empty(json, "kid");
    if (!use.empty() && use != "sig") return false;
    if (!name.empty() && !key_name.empty() && key_name != name) return false;
    if (base::text_or_empty(json, "kty") != (is_rsa ? "RSA" : "EC")) return false;
    const Key key = is_rsa ? rsa_key(json) : p256_key(json);
    return key && is_signed(token.signed_text, signature, key.get());
  });
}

// A text, or a list of texts that holds it.
bool names(const base::Json* claim, std::string_view wanted) {
  if (!claim) return false;
  if (claim->is_string()) return claim->as_string() == wanted;
  if (!claim->is_array()) return false;
  return std::ranges::any_of(claim->as_array(), [&](const base::Json& each) {
    return each.is_string() && each.as_string() == wanted;
  });
}

// Empty when everything holds.
std::string fault_of(const base::Json& claims, const Expected& expected) {
  const auto seconds = [&](const char* name) {
    return base::Time{base::int_or(claims, name, 0) * 1'000'000};
  };
  const auto* audience = base::find(claims, "aud");
  const auto party = base::text_or_empty(claims, "azp");
  if (base::text_or_empty(claims, "iss") != expected.issuer) return "of another issuer";
  if (!names(audience, expected.audience)) return "for another program";
  const bool is_for_many = audience->is_array() && audience->as_array().size() > 1;
  if ((is_for_many || !party.empty()) && party != expected.audience) return "for another party";
  if (seconds("exp") + leeway <= expected.now) return "expired";
  if (seconds("iat") > expected.now + leeway) return "issued in the future";
  if (base::text_or_empty(claims, "nonce") != expected.nonce) return "answers another sign-in";
  if (base::text_or_empty(claims, "sub").empty()) return "names nobody";
  return {};
}

}  // namespace

base::Result<base::Json> verified_claims(std::string_view text, const base::Json& keys,
                                         const Expected& expected) {
  const auto token = read(text);
  if (!token) return failed("malformed");
  if (!is_signed_by_one_of(*token, keys))
    return failed("not signed by RS256 or ES256 with a known key");
  if (auto fault = fault_of(token->claims, expected); !fault.empty()) return failed(fault);
  return token->claims;
}

}  // namespace oidc
