#include "app/identity.h"

#include "access/identity.h"
#include "app/inside/identity_desk.h"
#include "app/inside/json.h"
#include "app/inside/parts.h"
#include "app/inside/secrets.h"
#include "app/inside/signed_in.h"
#include "app/inside/storing.h"
#include "base/text.h"
#include "work/delivery.h"

namespace app {

namespace {

// Where people open the pages, without a slash at its end.
base::Result<std::string> site_of(storage::Connection& db) {
  std::string site = work::delivery(db).site;
  while (site.ends_with('/')) site.pop_back();
  if (site.empty()) return base::refusal("access.no_site");
  return site;
}

oidc::Client client_of(const entry::IdentityProvider& provider, const std::string& site) {
  return {provider.client_id, provider.client_secret, site + "/api/v1/session/provider/callback",
          provider.claim};
}

struct InUse {
  entry::IdentityProvider settings;
  oidc::Client client;
};
base::Result<InUse> provider_in_use(Parts& parts) {
  auto db = parts.database->read();
  const auto settings = unsealed(*parts.vault, entry::identity_provider(*db));
  if (!settings) return base::refusal("access.no_provider");
  const auto site = site_of(*db);
  if (!site) return site.error();
  return InUse{*settings, client_of(*settings, *site)};
}

std::string written(const oidc::Attempt& attempt) {
  return attempt.state + "." + attempt.nonce + "." + attempt.verifier;
}

std::optional<oidc::Attempt> read_attempt(std::string_view text) {
  const auto parts = base::split(text, '.');
  if (parts.size() != 3) return {};
  return oidc::Attempt{std::string(parts[0]), std::string(parts[1]), std::string(parts[2])};
}

// Some providers say it as text.
bool is_verified_mail(const base::Json& claims) {
  return base::is_true(claims, "email_verified") ||
         base::text_or_empty(claims, "email_verified") == "true";
}

entry::Identity identity_of(const entry::IdentityProvider& provider, const base::Json& claims) {
  entry::Identity identity{provider.issuer, base::text_or_empty(claims, "sub"),
                           base::text_or_empty(claims, provider.claim)};
  const bool is_mail = provider.claim == entry::mail_claim;
  if (is_mail && !is_verified_mail(claims)) identity.name.clear();
  return identity;
}

}  // namespace

base::Result<base::Json> identity_provider(Workspace& workspace, const Caller& caller) {
  if (auto may = require_administrator(caller); !may) return may.error();
  auto db = workspace.parts().database->read();
  base::JsonObject out;
  if (const auto site = site_of(*db)) out["callback"] = client_of({}, *site).redirect;
  const auto provider = unsealed(*workspace.parts().vault, entry::identity_provider(*db));
  if (!provider) return base::Json(std::move(out));
  out["issuer"] = provider->issuer;
  out["client_id"] = provider->client_id;
  out["has_secret"] = !provider->client_secret.empty();
  out["title"] = provider->title;
  out["claim"] = provider->claim;
  return base::Json(std::move(out));
}

base::Result<void> set_identity_provider(Workspace& workspace, const Caller& caller,
                                         const base::Json& request) {
  if (auto may = require_administrator(caller); !may) return may;
  auto& parts = workspace.parts();
  const auto text = [&](const char* name) {
    return std::string(base::trim(base::text_or_empty(request, name)));
  };
  entry::IdentityProvider wanted{text("issuer"), text("client_id"), text("client_secret"),
                                 text("title"), text("claim")};
  for (const auto* name : {"issuer", "client_id", "title", "claim"}) {
    if (text(name).empty()) return base::refusal("request.wrong_type").at(name);
  }
  {
    auto db = parts.database->read();
    if (const auto site = site_of(*db); !site) return site.error();
  }
  if (const auto found = parts.identity->discover(wanted.issuer); !found) return found.error();
  auto secret = sealed_client_secret(*parts.vault, wanted.client_secret);
  if (!secret) return secret.error();
  wanted.client_secret = std::move(*secret);
  return store(parts, caller, [&](storage::Tx& tx) {
    entry::set_identity_provider(tx, wanted);
    return base::Result<void>();
  });
}

base::Result<void> drop_identity_provider(Workspace& workspace, const Caller& caller) {
  if (auto may = require_administrator(caller); !may) return may;
  return store(workspace.parts(), caller, [](storage::Tx& tx) {
    entry::drop_identity_provider(tx);
    return base::Result<void>();
  });
}

base::Result<ProviderSignIn> begin_provider_sign_in(Workspace& workspace) {
  auto& parts = workspace.parts();
  const auto used = provider_in_use(parts);
  if (!used) return used.error();
  const auto provider = parts.identity->provider(used->settings.issuer);
  if (!provider) return provider.error();
  const auto attempt = oidc::new_attempt(*parts.settings.random);
  return ProviderSignIn{oidc::authorization_url(*provider, used->client, attempt),
                        written(attempt)};
}

base::Result<SignedIn> end_provider_sign_in(Workspace& workspace, std::string_view attempt_text,
                                            std::string_view state, std::string_view code) {
  auto& parts = workspace.parts();
  const auto attempt = read_attempt(attempt_text);
  if (!attempt || attempt->state != state) return base::refusal("access.provider_attempt");
  const auto used = provider_in_use(parts);
  if (!used) return used.error();
  const auto claims = parts.identity->redeem(used->settings.issuer, used->client, *attempt, code);
  if (!claims) return claims.error();
  entry::SignedIn signed_in;
  const auto done =
      parts.runtime->run({"nobody", "", "web"}, [&](runtime::Op& op) -> base::Result<base::Json> {
        auto opened =
            entry::sign_in_as(op.tx, *parts.settings.random, identity_of(used->settings, *claims));
        if (!opened) return opened.error();
        signed_in = std::move(*opened);
        return base::Json();
      });
  if (!done) return done.error();
  return answer_of(parts, signed_in);
}

bool is_encrypted_site(Workspace& workspace, std::string_view host) {
  auto db = workspace.parts().database->read();
  const std::string site = work::delivery(*db).site + "/";
  return site.starts_with("https://" + std::string(host) + "/");
}

}  // namespace app
