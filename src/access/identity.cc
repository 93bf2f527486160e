#include "access/identity.h"

#include <algorithm>
#include <cctype>

#include "base/json.h"
#include "base/text.h"
#include "org/organisation.h"

namespace entry {
namespace {

void note(storage::Tx& tx, std::string_view act, const std::string& subject,
          base::JsonObject changes) {
  storage::append_event(tx, {std::string(act), "identity_provider", subject, "identity_provider",
                             subject, "", std::move(changes)});
}

std::string person_by_subject(storage::Connection& db, const Identity& identity) {
  const auto row = db.first("SELECT person FROM access_identity WHERE issuer = ? AND subject = ?",
                            {identity.issuer, identity.subject});
  return row ? row->text(0) : std::string();
}

bool is_same_mail(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, [](unsigned char a, unsigned char b) {
    return std::tolower(a) == std::tolower(b);
  });
}

// Empty when nobody or several have it.
std::string person_by_mail(storage::Connection& db, std::string_view mail) {
  std::string found;
  for (const auto& person : org::people(db)) {
    if (!person.is_active || !is_same_mail(person.email, mail)) continue;
    if (!found.empty()) return {};
    found = person.id;
  }
  return found;
}

// As it is written, or, where one account alone differs by case only, that one's.
std::string person_by_username(storage::Connection& db, const std::string& name) {
  if (const auto row = db.first("SELECT person FROM access_account WHERE username = ?", {name}))
    return row->text(0);
  std::string found;
  for (const auto& account : accounts(db)) {
    if (base::lower_ascii(account.username) != base::lower_ascii(name)) continue;
    if (!found.empty()) return {};
    found = account.person;
  }
  return found;
}

std::string person_by_name(storage::Connection& db, const Identity& identity) {
  const auto provider = identity_provider(db);
  if (!provider || identity.name.empty()) return {};
  if (provider->claim == mail_claim) return person_by_mail(db, identity.name);
  return person_by_username(db, identity.name);
}

bool is_bound(storage::Connection& db, const std::string& issuer, const std::string& person) {
  return db.first("SELECT 1 FROM access_identity WHERE issuer = ? AND person = ?", {issuer, person})
      .has_value();
}

base::Error stranger(const Identity& identity) {
  return base::refusal("access.provider_stranger")
      .because(identity.name.empty() ? identity.subject : identity.name);
}

}  // namespace

std::optional<IdentityProvider> identity_provider(storage::Connection& db) {
  const auto row =
      db.first("SELECT issuer, client_id, client_secret, title, claim FROM access_provider");
  if (!row) return {};
  return IdentityProvider{row->text(0), row->text(1), row->text(2), row->text(3), row->text(4)};
}

void set_identity_provider(storage::Tx& tx, const IdentityProvider& provider) {
  const auto before = identity_provider(tx.db);
  std::string secret = provider.client_secret;
  const bool is_same =
      before && before->issuer == provider.issuer && before->client_id == provider.client_id;
  if (secret.empty() && is_same) secret = before->client_secret;
  tx.db.execute("DELETE FROM access_provider");
  tx.db.execute(
      "INSERT INTO access_provider (issuer, client_id, client_secret, title, claim)"
      " VALUES (?, ?, ?, ?, ?)",
      {provider.issuer, provider.client_id, secret, provider.title, provider.claim});
  note(tx, "identity_provider.set", provider.issuer,
       {{"client_id", provider.client_id}, {"claim", provider.claim}});
}

void replace_client_secret(storage::Tx& tx, const std::string& secret) {
  tx.db.execute("UPDATE access_provider SET client_secret = ?", {secret});
}

void drop_identity_provider(storage::Tx& tx) {
  const auto before = identity_provider(tx.db);
  if (!before) return;
  tx.db.execute("DELETE FROM access_provider");
  note(tx, "identity_provider.dropped", before->issuer, {});
}

base::Result<SignedIn> sign_in_as(storage::Tx& tx, base::Random& random, const Identity& identity) {
  std::string person = person_by_subject(tx.db, identity);
  if (person.empty()) {
    person = person_by_name(tx.db, identity);
    if (person.empty() || is_bound(tx.db, identity.issuer, person)) return stranger(identity);
  }
  const auto account = account_of(tx.db, person);
  if (!account) return stranger(identity);
  if (account->is_disabled) return base::refusal("access.disabled");
  tx.db.execute(
      "INSERT INTO access_identity (issuer, subject, person) VALUES (?, ?, ?)"
      " ON CONFLICT (issuer, subject) DO NOTHING",
      {identity.issuer, identity.subject, person});
  return open_session(tx, random, person);
}

void forget_identities(storage::Tx& tx, std::string_view person) {
  tx.db.execute("DELETE FROM access_identity WHERE person = ?", {std::string(person)});
}

}  // namespace entry
