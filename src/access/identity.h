// Sign-in by the company's identity provider, beside passwords: how the program is known there, and
// who of the organisation is whom there.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "access/sessions.h"

namespace entry {

struct IdentityProvider {
  std::string issuer;
  std::string client_id;
  std::string client_secret;  // empty: a public client
  std::string title;          // what people call it
  std::string claim;          // says who somebody is: "email", or one that holds the user name
};
inline constexpr std::string_view mail_claim = "email";

std::optional<IdentityProvider> identity_provider(storage::Connection& db);
// There is one at most. An empty secret keeps the stored one while issuer and client stay the same.
void set_identity_provider(storage::Tx& tx, const IdentityProvider& provider);
void drop_identity_provider(storage::Tx& tx);
// The secret is kept as it is given: whoever gives it seals it.
void replace_client_secret(storage::Tx& tx, const std::string& secret);

// Whom a verified token names.
struct Identity {
  std::string issuer;
  std::string subject;  // the provider's own name for the person, which never changes
  std::string name;     // the value of the provider's claim; empty: it has none, or is not verified
};
// Opens a session for the account that the subject was bound to; on its first sign-in the subject
// is bound to the account of that user name, or of the only active person with that mail. An
// account is bound to one subject of a provider. Refusals: access.provider_stranger,
// access.disabled.
base::Result<SignedIn> sign_in_as(storage::Tx& tx, base::Random& random, const Identity& identity);

// The next subject that names the account is bound to it.
void forget_identities(storage::Tx& tx, std::string_view person);

}  // namespace entry
